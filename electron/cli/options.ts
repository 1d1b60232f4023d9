import { type CalendarDate, isCalendarDate } from '../../shared/credential/date.ts';
import type { BatchOrder } from '../../shared/desk/batch.ts';
import { isLanguage, type Language } from '../../shared/language.ts';
import { done, type Outcome, type Problem, refused } from '../../shared/problem.ts';
import { SEAL_ALGORITHMS, type SealAlgorithmName } from '../../shared/sealing/algorithms.ts';
import { EXPORT_NAMES, type ExportName } from '../../shared/template/exports.ts';
import { isAuthorityAddress } from '../timestamp/client.ts';
import type { Values } from './command.ts';

/** Kinds of options, for `parseArgs`. */
export const one = { type: 'string' } as const;
export const many = { type: 'string', multiple: true } as const;
export const flag = { type: 'boolean' } as const;

/** What every command takes that opens an e-seal. */
export const SEAL_OPTIONS = { 'seal-key': one, algorithm: one, 'password-fd': one } as const;

/** Their part of a command's help. */
export const SEAL_HELP = `  --seal-key FILE    the private key, when the e-seal is PEM and the key lies apart
  --algorithm NAME   RS256 or PS256 for RSA; every other key has one of its own
  --password-fd N    read the seal's password from descriptor N`;

export interface PasswordSource {
  /** Number of a descriptor that the password's line can be read from. */
  readonly descriptor?: number;
}

export function needed(values: Values, ...names: readonly string[]): readonly Problem[] {
  return names.filter((name) => !values[name]).map((name) => missing(`--${name}`));
}

export function nothingElse(files: readonly string[]): readonly Problem[] {
  const [file] = files;
  return file === undefined ? [] : [{ code: 'usage.option-unknown', facts: { option: file } }];
}

/** Of a command that takes a register and nothing else. */
export function registerIn(
  values: Values,
  others: readonly string[],
): Outcome<{ readonly register: string }> {
  const [problem, ...more] = [...needed(values, 'register'), ...nothingElse(others)];
  return problem ? refused(problem, ...more) : done({ register: text(values.register) });
}

export function languagesIn(value: Values[string]): Outcome<readonly Language[] | undefined> {
  if (value === undefined) return done(undefined);
  const tags = text(value).split(',');
  const unknown = tags.find((tag) => !isLanguage(tag));
  if (unknown !== undefined) return refused({ code: 'usage.language-unknown', where: { language: unknown } });
  return done(tags.filter(isLanguage));
}

export function exportsIn(value: Values[string]): Outcome<readonly ExportName[] | undefined> {
  if (value === undefined) return done(undefined);
  const told = text(value).split(',');
  const known = EXPORT_NAMES.filter((name) => told.includes(name));
  return known.length === told.length ? done(known) : refused(wrong('--exports', text(value)));
}

export interface SealOptions {
  readonly sealKey?: string;
  readonly algorithm?: SealAlgorithmName;
  readonly source: PasswordSource;
}

/** Where the key is when it is not with the certificates, what it is to sign with, and where its password comes from. */
export function sealIn(values: Values): Outcome<SealOptions> {
  const source = descriptorIn('--password-fd', values['password-fd']);
  if (!source.ok) return source;
  const wished = values.algorithm === undefined ? undefined : text(values.algorithm);
  const algorithm = wished === undefined ? undefined : SEAL_ALGORITHM_NAMES.find((name) => name === wished);
  if (wished !== undefined && !algorithm) return refused(wrong('--algorithm', wished));
  const sealKey = values['seal-key'];
  return done({
    ...(sealKey !== undefined && { sealKey: text(sealKey) }),
    ...(algorithm && { algorithm }),
    source: source.value,
  });
}

const SEAL_ALGORITHM_NAMES = Object.values(SEAL_ALGORITHMS).map(({ name }) => name);

export function timestampsIn(
  values: Values,
): Outcome<{ readonly timestamps?: readonly string[]; readonly timestampTrust?: readonly string[] }> {
  const timestamps = texts(values.timestamp);
  const timestampTrust = texts(values['timestamp-trust']);
  // An address refused for the password in it must not be repeated on a screen.
  if (!timestamps.every(isAuthorityAddress)) return refused(wrong('--timestamp', '…'));
  if (timestampTrust.length > 0 && timestamps.length === 0) return refused(missing('--timestamp'));
  return done({
    ...(timestamps.length > 0 && { timestamps }),
    ...(timestampTrust.length > 0 && { timestampTrust }),
  });
}

/** What learners have presented, and whom to believe of it. */
export function partsIn(values: Values): Pick<BatchOrder, 'parts' | 'trust' | 'crls'> {
  const [parts, trust, crls] = [values.parts, values.trust, values.crl].map(texts);
  return {
    ...(parts?.length && { parts }),
    ...(trust?.length && { trust }),
    ...(crls?.length && { crls }),
  };
}

export function descriptorIn(option: string, value: Values[string]): Outcome<PasswordSource> {
  if (value === undefined) return done({});
  const descriptor = Number(value);
  return Number.isInteger(descriptor) && descriptor >= 0
    ? done({ descriptor })
    : refused(wrong(option, text(value)));
}

/** `--from` and `--until`, both included. */
export function daysIn(
  values: Values,
): Outcome<{ readonly from?: CalendarDate; readonly until?: CalendarDate }> {
  const told = (['from', 'until'] as const).filter((name) => values[name] !== undefined);
  const [first, ...more] = told
    .filter((name) => !isCalendarDate(text(values[name])))
    .map((name) => wrong(`--${name}`, text(values[name])));
  return first
    ? refused(first, ...more)
    : done(Object.fromEntries(told.map((name) => [name, text(values[name])])));
}

export function missing(option: string): Problem {
  return { code: 'usage.option-missing', facts: { option } };
}

export function wrong(option: string, value: string): Problem {
  return { code: 'usage.value-wrong', facts: { option, value } };
}

export function text(value: Values[string]): string {
  return typeof value === 'string' ? value : '';
}

export function texts(value: Values[string]): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : [];
}
