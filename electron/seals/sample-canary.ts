import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A password or PIN that nobody else writes, and the encodings that a leak of it could have. */
export const CANARY = 'Kanarienvogel-8846-ñ';
const SHAPES = [
  Buffer.from(CANARY, 'utf8'),
  Buffer.from(CANARY, 'utf16le'),
  Buffer.from(CANARY, 'latin1'),
  Buffer.from(Buffer.from(CANARY).toString('base64').slice(0, 24)),
  Buffer.from(Buffer.from(CANARY).toString('hex')),
  Buffer.from(encodeURIComponent(CANARY)),
];

export function assertNowhere(what: string, bytes: Uint8Array): void {
  const buffer = Buffer.from(bytes);
  for (const shape of SHAPES) assert.ok(!buffer.includes(shape), `${what} repeats the secret`);
}

/** In no name and no byte of a file below `folder`, which must hold some. */
export function assertNotIn(folder: string): void {
  let files = 0;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name);
    assertNowhere(name, Buffer.from(name));
    if (!statSync(path).isFile()) continue;
    files += 1;
    assertNowhere(name, readFileSync(path));
  }
  assert.ok(files > 0);
}
