import type { Engine } from '../engine.ts';
import { hexOf } from '../hexadecimal.ts';
import { list, object, oneOf, Place, text, whole, written } from '../template/decode.ts';
import { readJson } from '../template/json.ts';

/** What a package holds: every file but the manifest itself. */
export interface PackageManifest {
  readonly schema: 'sealwright-package/1';
  readonly files: readonly PackagedFile[];
}

export interface PackagedFile {
  readonly path: string;
  readonly bytes: number;
  /** In hexadecimal. */
  readonly sha256: string;
}

export const LARGEST_PART = 24 * 1024 * 1024;

const manifest = object<PackageManifest>({
  schema: oneOf('sealwright-package/1'),
  files: list(
    object<PackagedFile>({
      path: text,
      bytes: whole(0, LARGEST_PART),
      sha256: written(/^[\da-f]{64}$/, 'SHA-256'),
    }),
  ),
});

export function writeManifest(files: ReadonlyMap<string, Uint8Array>, engine: Engine): Uint8Array {
  const told: PackageManifest = {
    schema: 'sealwright-package/1',
    files: [...files].map(([path, bytes]) => ({ path, bytes: bytes.length, sha256: sha256(bytes, engine) })),
  };
  return new TextEncoder().encode(`${JSON.stringify(told, null, 2)}\n`);
}

/** Undefined for what is no manifest. */
export function readManifest(bytes: Uint8Array): PackageManifest | undefined {
  const json = readJson(bytes);
  return json.ok ? manifest(json.value, new Place([])) : undefined;
}

export function sha256(bytes: Uint8Array, engine: Engine): string {
  return hexOf(engine.hash('SHA-256', bytes));
}
