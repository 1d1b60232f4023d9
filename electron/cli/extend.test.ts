import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { writePem } from '../../shared/sealing/certificate.ts';
import { makeDemoPki } from '../../shared/sealing/demo-pki.ts';
import { nodeEngine } from '../engine.ts';
import { openRegister } from '../register/register.ts';
import { openStudio } from '../studio.ts';
import {
  type OpensslAuthority,
  startOpensslAuthority,
  withoutOpenssl,
} from '../timestamp/sample-authority.ts';

const skip = withoutOpenssl() || (process.platform === 'win32' && 'Windows knows no such signals');
const LAUNCHER = fileURLToPath(new URL('../sealwright.mjs', import.meta.url));
const UNIVERSITY = fileURLToPath(new URL('../../examples/university/', import.meta.url));
const LEARNERS = 6;
const EXPORTS = ['pdf', 'elmo', 'edc'] as const;
const FILES = LEARNERS * EXPORTS.length;

let folder: string;
let authority: OpensslAuthority;
let words: readonly string[];
before(async () => {
  if (skip) return;
  folder = mkdtempSync(join(tmpdir(), 'sealwright-interrupted-'));
  process.env.SEALWRIGHT_DATA = join(folder, 'data');
  authority = await startOpensslAuthority();
  const organisation = { name: 'University', identifier: 'VATIE-1234567X', country: 'IE' };
  const pki = await makeDemoPki({ engine: nodeEngine, at: new Date(), key: 'P-256', organisation });
  const place = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const rows = readFileSync(join(UNIVERSITY, 'roster.csv'), 'utf8').split('\n');
  const issued = await openStudio(() => {})['batch.issue']({
    ...{ template: join(UNIVERSITY, 'template.json'), exports: [...EXPORTS], out: folder, dryRun: false },
    ...{ roster: place('roster.csv', rows.slice(0, LEARNERS + 1).join('\n')) },
    ...{ seal: place('seal.p12', await pki.pkcs12('x')), password: 'x' },
  });
  assert.ok(issued.ok && issued.value.issued === LEARNERS, JSON.stringify(issued));
  const lists = pki.crls.flatMap((crl, index) => ['--crl', place(`${index}.crl`, crl)]);
  const trust = ['--trust', place('root.pem', writePem(pki.root)), '--trust', authority.root];
  words = [
    ...['extend', '--register', join(folder, 'register.sqlite'), '--to', 'LTA', '--json'],
    ...['--timestamp', authority.url, ...trust, '--crl', authority.crl, ...lists],
  ];
});
after(async () => {
  if (skip) return;
  await authority.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly raised: number;
  readonly already: number;
  readonly refused: number;
  readonly left: number;
}

/** Raises, and sends `signal` to the process once `soon` files are raised. */
async function raise(signal?: NodeJS.Signals, soon = 0): Promise<Ended> {
  const child = spawn(process.execPath, [LAUNCHER, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  let sent = signal === undefined;
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
    const raised = Math.max(0, ...[...said.matchAll(/"raised":(\d+)/g)].map(([, count]) => Number(count)));
    if (sent || raised < soon) return;
    sent = true;
    child.kill(signal);
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const last = said.trim().split('\n').at(-1) ?? '{}';
  return { ...JSON.parse(last), code };
}

const credentials = () => join(folder, 'credentials');
const hidden = () => readdirSync(credentials()).filter((name) => /^\.(?!register$)/.test(name));

/** Every file is one that the register knows, and this many have everything. */
async function assertWhole(raised: { readonly least: number; readonly most: number }): Promise<void> {
  const names = readdirSync(credentials()).filter((name) => !name.startsWith('.'));
  assert.equal(names.length, FILES, names.join(' '));
  const register = openRegister(join(folder, 'register.sqlite'), { create: false });
  try {
    for (const name of names) {
      const digest = createHash('sha256')
        .update(readFileSync(join(credentials(), name)))
        .digest('hex');
      assert.match(register.credentialWith(digest) ?? '', /^urn:uuid:/, name);
    }
    assert.equal(register.check().holds, true);
  } finally {
    register.close();
  }
  const due = await openStudio(() => {})['extend.due']({ files: [credentials()], within: 0 });
  assert.ok(due.ok);
  assert.equal(due.value.files, FILES);
  const { levels } = due.value;
  const archived = Object.entries(levels).reduce((sum, [name, n]) => sum + (/-LTA$/.test(name) ? n : 0), 0);
  assert.ok(archived >= raised.least && archived <= raised.most, JSON.stringify(levels));
}

test('interrupted it ends with 130, killed it says nothing, and the next run raises the rest', {
  skip,
}, async () => {
  const interrupted = await raise('SIGINT', 2);
  assert.equal(interrupted.code, 130);
  assert.equal(interrupted.refused, 0);
  assert.ok(interrupted.raised >= 2 && interrupted.left > 0, JSON.stringify(interrupted));
  assert.equal(interrupted.raised + interrupted.left, FILES);
  await assertWhole({ least: interrupted.raised, most: interrupted.raised });
  assert.deepEqual(hidden(), []);

  const killed = await raise('SIGKILL', 2);
  assert.equal(killed.code, null);
  await assertWhole({ least: interrupted.raised + 2, most: FILES - 1 });
  // What a killed process was writing holds a learner's data; the next one takes it away.
  writeFileSync(join(credentials(), '.writing-0123456789ab'), '%PDF-');

  const rest = await raise();
  assert.equal(rest.code, 0);
  assert.ok(rest.already >= interrupted.raised + 2, JSON.stringify(rest));
  assert.deepEqual([rest.raised + rest.already, rest.refused, rest.left], [FILES, 0, 0]);
  await assertWhole({ least: FILES, most: FILES });
  assert.deepEqual(hidden(), []);
});
