import { type Policy, REQUEST_PURPOSES } from '../../shared/desk/policy.ts';
import { done, type Outcome, refused } from '../../shared/problem.ts';
import { EXPORT_NAMES } from '../../shared/template/exports.ts';
import { readBounded } from '../files/read.ts';
import { isAuthorityAddress } from '../timestamp/client.ts';

const LARGEST = 64 * 1024;
const MOST_YEARS = 100;

/** A place that only an administrator can write to. */
export function policyFile(
  platform: NodeJS.Platform = process.platform,
  { ProgramData = 'C:\\ProgramData' }: Readonly<Record<string, string | undefined>> = process.env,
): string {
  if (platform === 'win32') return `${ProgramData}\\Sealwright\\policy.json`;
  if (platform === 'darwin') return '/Library/Application Support/Sealwright/policy.json';
  return '/etc/sealwright/policy.json';
}

/**
 * What a policy file settles; undefined when there is none. One that cannot be read or says anything unknown is no policy
 * and a problem: it may have meant to forbid.
 * Problems: `policy.unreadable`, `policy.value-wrong`.
 */
export async function readPolicy(file: string): Promise<Outcome<Policy | undefined>> {
  const bytes = await readBounded(file, LARGEST);
  const where = { file };
  if (!bytes.ok) {
    return bytes.problems[0].code === 'file.not-found'
      ? done(undefined)
      : refused({ code: 'policy.unreadable', where });
  }
  let told: unknown;
  try {
    told = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.value));
  } catch {
    return refused({ code: 'policy.unreadable', where });
  }
  if (!isRecord(told)) return refused({ code: 'policy.unreadable', where });
  const wrong = wrongIn(told, SETTINGS);
  return wrong === undefined
    ? done(told as Policy)
    : refused({ code: 'policy.value-wrong', where, facts: { setting: wrong } });
}

type Check = (value: unknown) => boolean;

const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const isOrigin: Check = (value) =>
  typeof value === 'string' && URL.parse(value)?.origin === value && /^https?:/.test(value);

const SETTINGS: Readonly<Record<keyof Policy, Check>> = {
  by: (value) => typeof value === 'string' && value.length <= 200,
  formats: listOf((value) => EXPORT_NAMES.some((name) => name === value)),
  timestamps: listOf((value) => typeof value === 'string' && isAuthorityAddress(value)),
  lowestLevel: (value) => value === 'B' || value === 'T',
  network: (value) => isRecord(value) && wrongIn(value, PURPOSES) === undefined,
  retentionYears: (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MOST_YEARS,
  forgetYears: (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MOST_YEARS,
};

const isDatabaseOrigin: Check = (value) =>
  typeof value === 'string' && /^postgresql:\/\/[a-z0-9.:[\]-]+:\d+$/.test(value);

const PURPOSES: Readonly<Record<string, Check>> = Object.fromEntries(
  REQUEST_PURPOSES.map((purpose) => [purpose, listOf(purpose === 'register' ? isDatabaseOrigin : isOrigin)]),
);

/** The first setting that is unknown or has a value it cannot have. */
function wrongIn(told: Readonly<Record<string, unknown>>, checks: Readonly<Record<string, Check>>) {
  const found = Object.entries(told).find(
    ([name, value]) => !Object.hasOwn(checks, name) || checks[name]?.(value) !== true,
  );
  return found?.[0].slice(0, 60);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
