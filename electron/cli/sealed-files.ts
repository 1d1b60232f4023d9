import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { unbake } from '../../shared/formats/badge/bake.ts';
import { readSummaryJson } from '../../shared/formats/summary/json.ts';
import { formatOfName } from '../../shared/issue/sealed-file.ts';
import {
  CONTROLLER_FILE,
  LARGEST_CONTROLLER_DOCUMENT,
  readControllerDocument,
} from '../../shared/sealing/known-controller.ts';
import { LARGEST_FILE } from '../../shared/verifying/verify.ts';
import { readBounded } from '../files/read.ts';

/** Endings that sealed files have; ours, and those of other hands. */
const SEALED = /\.(?:pdf|xml|json|jsonld|jwt|jws|sd-jwt|asice|asics)$/i;
/** What leads from files to a record of a batch; the record is sealed, this is not. */
const PROOFS = /\.proofs\.json$/i;
/** What badges are baked into, whatever they are called, and what sheets are scanned to. */
const PICTURE = /\.(?:png|svg|jpe?g|tiff?)$/i;
const BAKED = /\.(?:png|svg)$/i;
const SUMMARY = 'summary.json';
/** A row has some two kilobytes; no batch has a hundred thousand. */
const LARGEST_SUMMARY = 256 * 1024 * 1024;

/**
 * Why a file of a folder is not judged: a batch's `summary` and its `proofs` are told by its record, nobody seals an
 * `upload`, the key of a credential is only in its `controller` document, such a document holds `keys` and no credential,
 * in a `picture` that is no badge a code would have to be looked for, and of `other` kinds nothing is sealed.
 */
export type Unjudged = 'summary' | 'proofs' | 'upload' | 'controller' | 'keys' | 'picture' | 'other';

export interface FoundFiles {
  readonly sealed: readonly string[];
  readonly unjudged: readonly { readonly file: string; readonly why: Unjudged }[];
}

/**
 * A folder stands for the sealed files in it and below; anything else for itself.
 * @param controlled documents of issuers are at hand, so that files can be judged whose key they name.
 */
export async function findSealedFiles(paths: readonly string[], controlled: boolean): Promise<FoundFiles> {
  const sealed: string[] = [];
  const unjudged: { readonly file: string; readonly why: Unjudged }[] = [];
  for (const path of paths) {
    if (!(await isFolder(path))) {
      sealed.push(path);
      continue;
    }
    // One for all credentials of a folder.
    const known = new Map<string, Promise<boolean>>();
    const isControlled = (file: string): Promise<boolean> => {
      const controller = join(dirname(file), CONTROLLER_FILE);
      const asked = known.get(controller) ?? isController(controller);
      known.set(controller, asked);
      return asked;
    };
    for (const file of await filesIn(path)) {
      const why = await whyNot(file, controlled ? async () => true : isControlled);
      if (why === undefined) sealed.push(file);
      else unjudged.push({ file, why });
    }
  }
  return { sealed, unjudged };
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const inside = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = inside.filter((one) => !one.isDirectory());
  return files.map(({ parentPath, name }) => join(parentPath, name)).sort();
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (told) => told.isDirectory(),
    () => false,
  );
}

/** Undefined for what is judged. */
async function whyNot(
  file: string,
  isControlled: (file: string) => Promise<boolean>,
): Promise<Unjudged | undefined> {
  const name = basename(file);
  const format = formatOfName(name);
  if (format === 'edc-upload') return 'upload';
  if (format === 'vc-di') return (await isControlled(file)) ? undefined : 'controller';
  if (await isController(file)) return 'keys';
  if (await isSummary(file)) return 'summary';
  if (PROOFS.test(name)) return 'proofs';
  if (format !== undefined || SEALED.test(name)) return undefined;
  if (!PICTURE.test(name)) return 'other';
  return BAKED.test(name) && (await isBaked(file)) ? undefined : 'picture';
}

/** By name and content, as all below: what only has the name is judged like any other file. */
async function isSummary(path: string): Promise<boolean> {
  if (basename(path) !== SUMMARY) return false;
  const file = await readBounded(path, LARGEST_SUMMARY);
  return file.ok && readSummaryJson(file.value) !== undefined;
}

async function isController(path: string): Promise<boolean> {
  if (basename(path) !== CONTROLLER_FILE) return false;
  const file = await readBounded(path, LARGEST_CONTROLLER_DOCUMENT);
  return file.ok && (readControllerDocument(file.value)?.verificationMethod.length ?? 0) > 0;
}

async function isBaked(path: string): Promise<boolean> {
  const file = await readBounded(path, LARGEST_FILE);
  const found = file.ok ? unbake(file.value) : undefined;
  // A badge that is badly made is one all the same, and told.
  return found !== undefined && (found.ok || found.problems[0].code !== 'badge.absent');
}
