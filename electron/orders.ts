import type { Desk, DeskName } from '../shared/desk.ts';
import { isLanguage } from '../shared/language.ts';
import { SEAL_ALGORITHMS } from '../shared/sealing/algorithms.ts';
import { EXPORT_NAMES } from '../shared/template/exports.ts';
import { isAuthorityAddress } from './timestamp/client.ts';

type Check = (value: unknown) => boolean;

/** Longer than any path a system takes. */
const LONGEST_TEXT = 8192;
const MOST_FILES = 256;
const LONGEST_PAGE = 500;

const text: Check = (value) =>
  typeof value === 'string' && value.length <= LONGEST_TEXT && !value.includes('\0');
const path: Check = (value) => text(value) && value !== '';
const flag: Check = (value) => typeof value === 'boolean';
const languages: Check = (value) => listOf((one) => typeof one === 'string' && isLanguage(one))(value);
const exports: Check = (value) => listOf((one) => EXPORT_NAMES.some((name) => name === one))(value);
const algorithm: Check = (value) => typeof value === 'string' && Object.hasOwn(SEAL_ALGORITHMS, value);
const files: Check = (value) => listOf(path)(value);
const timestamps: Check = (value) =>
  listOf((one) => typeof one === 'string' && text(one) && isAuthorityAddress(one))(value);

/** What each name of the contract takes, said a second time for those who cannot be trusted to have been compiled. */
const ORDERS: { readonly [Name in DeskName]: Check } = {
  'studio.about': nothing,
  'template.check': oneOrder({ template: path }),
  'seal.inspect': oneOrder({ seal: path, password: text }, { sealKey: path, algorithm }),
  'batch.issue': oneOrder(
    { template: path, roster: path, seal: path, out: path, password: text, dryRun: flag },
    { register: path, sealKey: path, algorithm, languages, exports, timestamps, timestampTrust: files },
  ),
  'batch.cancel': oneOrder({ batch: path }),
  'register.open': oneOrder({ register: path }),
  'register.entries': oneOrder({
    search: text,
    offset: countUpTo(Number.MAX_SAFE_INTEGER),
    limit: countUpTo(LONGEST_PAGE),
  }),
  'verify.file': oneOrder({ file: path, trust: files }, { crls: files }),
};

/** True when `order` is what `name` takes: every field there and of its kind, and no other. */
export function isOrder<Name extends DeskName>(
  name: Name,
  order: readonly unknown[],
): order is Parameters<Desk[Name]> {
  return ORDERS[name](order);
}

function nothing(order: unknown): boolean {
  return Array.isArray(order) && order.length === 0;
}

function oneOrder(
  needed: Readonly<Record<string, Check>>,
  optional: Readonly<Record<string, Check>> = {},
): Check {
  return (order) => {
    if (!Array.isArray(order) || order.length !== 1) return false;
    const [fields] = order as readonly unknown[];
    if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) return false;
    const told = Object.entries(fields).filter(([, value]) => value !== undefined);
    const checks = { ...optional, ...needed };
    return (
      told.every(([name, value]) => Object.hasOwn(checks, name) && checks[name]?.(value) === true) &&
      Object.keys(needed).every((name) => told.some(([given]) => given === name))
    );
  };
}

function listOf(check: Check): Check {
  return (value) => Array.isArray(value) && value.length <= MOST_FILES && value.every(check);
}

function countUpTo(most: number): Check {
  return (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most;
}
