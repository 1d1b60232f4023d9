import { mkdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../../shared/engine.ts';
import { done, type Outcome, refused } from '../../shared/problem.ts';
import { follows } from '../../shared/trust/issuers/change.ts';
import { type IssuerRegister, NO_ISSUERS } from '../../shared/trust/issuers/issuer.ts';
import { readIssuerRegister, writeIssuerRegister } from '../../shared/trust/issuers/read.ts';
import { readBounded } from '../files/read.ts';
import { replaceFile } from '../files/replace.ts';

const LARGEST = 64 * 1024 * 1024;
const VERSION = /^(\d{6})\.json$/;

/** Every version is a file of its own and stays, so that it can be told whom the desk trusted when. */
export const issuersFolder = (data: string): string => join(data, 'trusted-issuers');

async function versionsIn(data: string): Promise<readonly string[]> {
  const names = await readdir(issuersFolder(data)).catch(() => []);
  return names.filter((name) => VERSION.test(name)).sort();
}

/** The newest version, an empty register where there is none. Problems: `trust.register-damaged`, those of the file. */
export async function readIssuers(data: string): Promise<Outcome<IssuerRegister>> {
  const name = (await versionsIn(data)).at(-1);
  return name === undefined ? done(NO_ISSUERS) : readVersion(data, name);
}

async function readVersion(data: string, name: string): Promise<Outcome<IssuerRegister>> {
  const path = join(issuersFolder(data), name);
  const file = await readBounded(path, LARGEST);
  if (!file.ok) return file;
  const register = readIssuerRegister(file.value);
  const numbered = register?.version === Number(VERSION.exec(name)?.[1]);
  return register && numbered
    ? done(register)
    : refused({ code: 'trust.register-damaged', where: { file: path } });
}

/** @throws StudioFault when the folder cannot be written. */
export async function keepIssuers(data: string, register: IssuerRegister): Promise<void> {
  mkdirSync(issuersFolder(data), { recursive: true });
  const name = `${String(register.version).padStart(6, '0')}.json`;
  await replaceFile(join(issuersFolder(data), name), writeIssuerRegister(register));
}

/** How many versions there are, each following from the one before. Problems: `trust.register-damaged` with the first that does not. */
export async function checkIssuers(
  data: string,
  engine: Engine,
): Promise<Outcome<{ readonly versions: number }>> {
  let before = NO_ISSUERS;
  const names = await versionsIn(data);
  for (const name of names) {
    const register = await readVersion(data, name);
    if (!register.ok) return register;
    const holds =
      before.version === 0 ? register.value.version === 1 : follows(register.value, before, engine);
    if (!holds)
      return refused({ code: 'trust.register-damaged', where: { file: join(issuersFolder(data), name) } });
    before = register.value;
  }
  return done({ versions: names.length });
}
