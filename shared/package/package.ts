import { ArchiveFault, openArchive } from '../archive.ts';
import { writeArchive } from '../archive-writer.ts';
import type { Engine } from '../engine.ts';
import { done, type Outcome, refused } from '../problem.ts';
import { readJson } from '../template/json.ts';
import { LARGEST_PART, readManifest, sha256, writeManifest } from './manifest.ts';
import { putBack, takeOut } from './parts.ts';

/*
 * A template on its way to another desk: a ZIP archive of template.json, of its pictures and fonts as files of their
 * own, and of a manifest with the digest of each. Sealed, the manifest is the payload of manifest.jades.json (JAdES);
 * else it is manifest.json. Never both: nothing is said twice.
 */

export const LARGEST_PACKAGE = 32 * 1024 * 1024;

const TEMPLATE = 'template.json';
const PLAIN = 'manifest.json';
const SEALED = 'manifest.jades.json';

/** What a stranger's package may unpack to. */
const BOUNDS = { entries: 200, entry: LARGEST_PART, total: 64 * 1024 * 1024, ratio: 200 };

/** Makes the JWS around the manifest's bytes. */
export type SealManifest = (manifest: Uint8Array) => Promise<Uint8Array>;

/**
 * @param template the template's file. @param seal without one nobody vouches for the package.
 * Problems: those of reading JSON.
 */
export async function writePackage(
  template: Uint8Array,
  engine: Engine,
  seal?: SealManifest,
): Promise<Outcome<Uint8Array>> {
  const read = readJson(template);
  if (!read.ok) return read;
  const { json, parts } = takeOut(read.value, engine);
  const contents = new Map([[TEMPLATE, encode(json)], ...parts]);
  const manifest = writeManifest(contents, engine);
  const outer = seal ? { [SEALED]: await seal(manifest) } : { [PLAIN]: manifest };
  return done(writeArchive({ ...outer, ...Object.fromEntries(contents) }, engine));
}

export interface OpenedPackage {
  /** Of a package that is not sealed. */
  readonly manifest?: Uint8Array;
  /** A JWS nobody has judged yet: if it holds, its payload is the manifest. */
  readonly sealed?: Uint8Array;
  /**
   * The template's file, when every part is the one that the manifest tells and there is no other.
   * Problems: `package.unreadable`, `package.file-differs`.
   */
  unpack(manifest: Uint8Array): Outcome<Uint8Array>;
}

/** Problem: `package.unreadable` for what is no package, is damaged, or goes beyond the bounds. */
export function openPackage(bytes: Uint8Array, engine: Engine): Outcome<OpenedPackage> {
  return undamaged(() => {
    const { names, read } = openArchive(bytes, BOUNDS, engine);
    const [manifest, sealed] = [read(PLAIN), read(SEALED)];
    if ((manifest === undefined) === (sealed === undefined)) return UNREADABLE;
    const inner = names.filter((name) => name !== (manifest ? PLAIN : SEALED));
    return done({
      ...(manifest && { manifest }),
      ...(sealed && { sealed }),
      unpack: (told) => undamaged(() => unpack(told, inner, read, engine)),
    });
  });
}

function unpack(
  told: Uint8Array,
  names: readonly string[],
  read: (name: string) => Uint8Array | undefined,
  engine: Engine,
): Outcome<Uint8Array> {
  const manifest = readManifest(told);
  if (!manifest) return UNREADABLE;
  const parts = new Map<string, Uint8Array>();
  for (const { path, bytes, sha256: digest } of manifest.files) {
    const part = names.includes(path) ? read(path) : undefined;
    if (part?.length !== bytes || sha256(part, engine) !== digest) return differs(path);
    parts.set(path, part);
  }
  const untold = names.find((name) => !parts.has(name));
  if (untold !== undefined) return differs(untold);
  const template = readJson(parts.get(TEMPLATE) ?? new Uint8Array());
  const json = template.ok ? putBack(template.value, parts) : undefined;
  return json === undefined ? UNREADABLE : done(encode(json));
}

const UNREADABLE = refused({ code: 'package.unreadable' });

function differs(path: string): Outcome<never> {
  return refused({ code: 'package.file-differs', facts: { path: path.slice(0, 80) } });
}

function undamaged<T>(read: () => Outcome<T>): Outcome<T> {
  try {
    return read();
  } catch (error) {
    if (error instanceof ArchiveFault) return UNREADABLE;
    throw error;
  }
}

function encode(json: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(json, null, 2)}\n`);
}
