import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { formatOfName, type SealedFormat } from '../../shared/issue/sealed-file.ts';
import type { Batch, JudgedCredential } from './finding.ts';

/** Where the demo keeps its test seal; nothing in it is a credential. */
const SEAL_FOLDER = 'seal';
/** Where a batch keeps the learners' files; beside it lie its register and summary. */
const CREDENTIALS = 'credentials';

interface Row {
  readonly id: string;
  readonly serial: string;
  readonly name: string;
  readonly awarded_on: string;
  /** JSON: `{format, name, sha256}[]` */
  readonly files: string;
}

/**
 * Every sealed file below `folder`. With a register in it, each file has to be an entry's and each entry's file has to
 * be there; without one, files of one name belong together.
 */
export const openBatch = async (
  folder: string,
  given: {
    readonly root?: string | undefined;
    readonly crls?: readonly string[] | undefined;
    readonly scratch: string;
  },
): Promise<Batch> => {
  const seal = join(folder, SEAL_FOLDER);
  const root = given.root ?? join(seal, 'demo-root.pem');
  if (!existsSync(root))
    throw new Error(`No root to trust at ${root}: say --root, or run \`npm run demo\` first`);
  const crls = given.crls ?? (await filesBelow(seal)).filter((path) => path.endsWith('.crl'));
  const register = join(folder, 'register.sqlite');
  const files = (await filesBelow(existsSync(register) ? join(folder, CREDENTIALS) : folder)).filter(
    (path) => formatOfName(basename(path)) !== undefined && dirname(path) !== seal,
  );
  const credentials = existsSync(register) ? registered(register, files) : byName(files);
  if (credentials.length === 0) throw new Error(`No sealed files in ${folder}`);
  return { credentials, root, crls, scratch: given.scratch };
};

const filesBelow = async (folder: string): Promise<readonly string[]> => {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
};

const registered = (register: string, files: readonly string[]): readonly JudgedCredential[] => {
  const unclaimed = new Map(files.map((file) => [basename(file), file]));
  const claim = (name: string, serial: string): string => {
    const file = unclaimed.get(basename(name));
    if (file === undefined) throw new Error(`The register's ${name} of ${serial} is not in the folder`);
    unclaimed.delete(basename(name));
    return file;
  };
  const database = new Database(register, { readonly: true });
  const rows = database.prepare<[], Row>('SELECT id, serial, name, awarded_on, files FROM entries').all();
  database.close();
  const credentials = rows.map(({ id, serial, name, awarded_on, files: listed }): JudgedCredential => {
    const own: Partial<Record<SealedFormat, string>> = {};
    const digests: Partial<Record<SealedFormat, string>> = {};
    for (const file of JSON.parse(listed) as { format: SealedFormat; name: string; sha256: string }[]) {
      own[file.format] = claim(file.name, serial);
      digests[file.format] = file.sha256;
    }
    return { files: own, entry: { id, serial, name, awardedOn: awarded_on, digests } };
  });
  if (unclaimed.size > 0) {
    throw new Error(`Files the register knows nothing of: ${[...unclaimed.keys()].slice(0, 5).join(', ')}`);
  }
  return credentials;
};

const byName = (files: readonly string[]): readonly JudgedCredential[] => {
  const groups = new Map<string, Partial<Record<SealedFormat, string>>>();
  for (const file of files) {
    const format = formatOfName(basename(file));
    const [stem = ''] = basename(file).split('.');
    const name = join(dirname(file), stem);
    if (format !== undefined) groups.set(name, { ...groups.get(name), [format]: file });
  }
  return [...groups.values()].map((group) => ({ files: group }));
};
