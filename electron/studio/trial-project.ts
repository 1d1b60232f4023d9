import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TrialProject } from '../../shared/desk/trial.ts';
import { textIn } from '../../shared/language.ts';
import { done, type Outcome } from '../../shared/problem.ts';
import type { DemoKeyKind } from '../../shared/sealing/demo-pki-key.ts';
import { diskFault } from '../files/vault.ts';
import { makeDemoSeal } from '../seals/demo-seal.ts';
import { openTemplate } from './template-file.ts';

const UNIVERSITY = fileURLToPath(new URL('../../examples/university/', import.meta.url));
export const SAMPLE_TEMPLATE = join(UNIVERSITY, 'template.json');
export const SAMPLE_ROSTER = join(UNIVERSITY, 'roster.csv');
const PASSWORD_FILE = 'demo-password.txt';

/** Paths, and the password that lies beside them: what a test seal seals has no legal effect. */
export interface TestSealFiles {
  readonly seal: string;
  readonly root: string;
  readonly crls: readonly string[];
  readonly password: string;
  /** Made just now, not by an earlier run. */
  readonly fresh: boolean;
}

/**
 * A project to try everything with: the example university's template and rosters, and a test seal, in `folder`. What is
 * there already stays as a clerk may have changed it.
 * @throws StudioFault when the folder cannot be written.
 */
export async function prepareTrial(folder: string, at: Date): Promise<Outcome<TrialProject>> {
  const project = {
    template: join(folder, 'template.json'),
    roster: join(folder, 'roster.csv'),
    rosterWithErrors: join(folder, 'roster-with-errors.csv'),
    out: join(folder, 'issued'),
  };
  try {
    await mkdir(folder, { recursive: true });
    for (const path of [project.template, project.roster, project.rosterWithErrors]) {
      if (!existsSync(path)) await copyFile(join(UNIVERSITY, basename(path)), path);
    }
  } catch (cause) {
    throw diskFault(folder, cause);
  }
  const seal = await testSealFor(project.template, join(folder, 'seal'), 'P-256', at);
  return seal.ok ? done({ ...project, seal: seal.value.seal, trust: [seal.value.root] }) : seal;
}

/** The password of a test seal that `testSealFor` made: it lies beside the seal, and nowhere else is looked. */
export async function testSealPassword(seal: string): Promise<string | undefined> {
  if (basename(seal) !== 'demo-seal.p12') return undefined;
  const told = await readFile(join(dirname(seal), PASSWORD_FILE), 'utf8').catch(() => undefined);
  return told?.trim();
}

/** One seal for each folder and kind of key: a second run seals with the first run's. */
export async function testSealFor(
  template: string,
  folder: string,
  key: DemoKeyKind,
  at: Date,
): Promise<Outcome<TestSealFiles>> {
  const passwordFile = join(folder, PASSWORD_FILE);
  const keyFile = join(folder, 'demo-key.txt');
  const paths = {
    seal: join(folder, 'demo-seal.p12'),
    root: join(folder, 'demo-root.pem'),
    crls: [join(folder, 'demo-root.crl'), join(folder, 'demo-intermediate.crl')],
  };
  const there = [passwordFile, keyFile, paths.seal, paths.root, ...paths.crls].every((path) =>
    existsSync(path),
  );
  if (there && (await readFile(keyFile, 'utf8')).trim() === key) {
    return done({ ...paths, password: (await readFile(passwordFile, 'utf8')).trim(), fresh: false });
  }
  const opened = await openTemplate(template);
  if (!opened.ok) return opened;
  const { awardingBody, languages } = opened.value.template;
  const [primary] = languages;
  const password = randomBytes(18).toString('base64url');
  const made = await makeDemoSeal(folder, {
    at,
    password,
    key,
    organisation: {
      name: textIn(awardingBody.legalName, primary, languages) ?? '',
      identifier: awardingBody.eidasIdentifier,
      // Greece is EL to the European Union and GR to X.509 (ISO 3166-1).
      country: awardingBody.eidasIdentifier.slice(3, 5).replace('EL', 'GR'),
    },
  });
  await rm(passwordFile, { force: true });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
  await writeFile(keyFile, `${key}\n`);
  return done({ seal: made.seal, root: made.root, crls: made.crls, password, fresh: true });
}
