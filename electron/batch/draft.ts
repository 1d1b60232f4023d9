import type { Credential, StatusEntry } from '../../shared/credential/credential.ts';
import type { Organisation } from '../../shared/credential/organisation.ts';
import type { Recipient } from '../../shared/credential/recipient.ts';
import type { Press } from '../../shared/issue.ts';
import { textIn } from '../../shared/language.ts';
import { done, type Outcome, type Problem, refused } from '../../shared/problem.ts';
import { type CredentialFacts, drawUp } from '../../shared/template/draw-up.ts';
import { serialFrom } from '../../shared/template/serial.ts';
import type { Template } from '../../shared/template/template.ts';
import { fileStem } from '../files/names.ts';
import type { Vault } from '../files/vault.ts';
import type { Entry, Replaced } from '../register/entries.ts';
import type { Crew } from './crew.ts';
import { factsOf } from './entry-facts.ts';
import { type MadeFiles, nameFiles } from './making.ts';
import type { Stack } from './stacking.ts';

/** What all learners of a batch share. */
export interface Drafting {
  readonly template: Template;
  /** Who seals. */
  readonly issuer: Organisation;
  readonly test: boolean;
  readonly press: Press;
  /** A fresh `urn:uuid:…`. */
  readonly newId: () => string;
}

/** A learner, and what is known of them before their credential is drawn up. */
export interface Applicant {
  readonly recipient: Recipient;
  /** Digest that the register knows them by. */
  readonly learner: string;
  readonly stack?: Stack | undefined;
  readonly replaces?: Replaced | undefined;
}

/** Which serials are counted at a time. */
export interface Numbering {
  /** Seconds precision, UTC. */
  readonly issuedAt: string;
  readonly year: number;
  readonly series: string;
}

export interface Draft extends Applicant {
  readonly facts: CredentialFacts;
  readonly credential: Credential;
  readonly series: string;
  readonly seriesNumber: number;
  /** What its files are called but for their endings. */
  readonly stem: string;
}

export interface Made {
  readonly draft: Draft;
  readonly files: MadeFiles;
}

export function numberingAt({ serialPattern }: Pick<Template, 'serialPattern'>, now: Date): Numbering {
  const issuedAt = `${now.toISOString().slice(0, 19)}Z`;
  const year = Number(issuedAt.slice(0, 4));
  // Patterns that differ only in the width of the number share their numbers.
  const series = serialPattern.replaceAll('{year}', String(year)).replace(/\{number:\d\}/, '{number}');
  return { issuedAt, year, series };
}

/** Draws a credential up under its number. `check` looks at it as the press will. */
export function draft(
  { template, issuer, test, press, newId }: Drafting,
  { recipient, learner, stack, replaces }: Applicant,
  {
    issuedAt,
    year,
    series,
    number,
    status,
  }: Numbering & { readonly number: number; readonly status?: StatusEntry },
  check: false | 'printed' | 'all-languages',
): Outcome<Draft> {
  const facts: CredentialFacts = {
    id: newId(),
    learnerId: newId(),
    serial: serialFrom(template.serialPattern, { year, number }),
    issuedAt,
    issuer,
    test,
    ...(stack && { stack: stack.stacked }),
    ...(status && { status }),
  };
  const drawn = drawUp(template, recipient, facts);
  if (!drawn.ok) return drawn;
  const credential = drawn.value;
  const languages = check === 'all-languages' ? credential.languages : undefined;
  const [problem, ...more] = check ? press.check(credential, languages) : [];
  if (problem) return refused(problem, ...more);
  const stem = fileStem(credential.serial, credential.learner.fullName);
  return done({ recipient, learner, stack, replaces, facts, credential, series, seriesNumber: number, stem });
}

/** Seals and writes: in threads when there is a crew. @throws StudioFault */
export async function make(
  {
    press,
    crew,
    vault,
  }: Pick<Drafting, 'press'> & { readonly crew?: Crew | undefined; readonly vault: Pick<Vault, 'write'> },
  draft: Draft,
): Promise<Outcome<Made>> {
  const { recipient, facts, credential, stem } = draft;
  if (crew) {
    const made = await crew.make({ recipient, facts, stem });
    return made.ok ? done({ draft, files: made.value }) : made;
  }
  const issued = await press.issue(credential);
  if (!issued.ok) return issued;
  const files = nameFiles(issued.files, stem);
  await vault.write(files);
  return done({ draft, files: files.map(({ format, name, sha256 }) => ({ format, name, sha256 })) });
}

export function entryOf(batch: string, template: Template, { draft, files }: Made): Entry {
  const { recipient, credential, learner, series, seriesNumber, stack, replaces } = draft;
  const [primary] = credential.languages;
  return {
    id: credential.id,
    serial: credential.serial,
    series,
    seriesNumber,
    batch,
    row: recipient.row,
    learner,
    templateId: template.id,
    templateVersion: template.version,
    name: credential.learner.fullName,
    title: textIn(credential.achievement.title, primary, credential.languages) ?? '',
    awardedOn: credential.award.awardedOn,
    issuedAt: credential.issuedAt,
    files,
    ...(stack && { stack: stack.entry }),
    ...(credential.status && { status: credential.status }),
    facts: factsOf(credential, template),
    ...(replaces && { replaces }),
  };
}

/** Every problem of a row says which row. */
export function inRow({ row }: Pick<Recipient, 'row'>, problems: readonly Problem[]): readonly Problem[] {
  return problems.map((problem) => ({ ...problem, where: { row, ...problem.where } }));
}
