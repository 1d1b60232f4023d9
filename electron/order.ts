/** Says whether a value that came through a port is what it should be. */
export type Check = (value: unknown) => boolean;

/** Longer than any path a system takes. */
const LONGEST_TEXT = 8192;
const MOST_ITEMS = 256;
const MOST_CHANGED = 100_000;

export const text: Check = (value) =>
  typeof value === 'string' && value.length <= LONGEST_TEXT && !value.includes('\0');
export const path: Check = (value) => text(value) && value !== '';
export const flag: Check = (value) => typeof value === 'boolean';
export const files: Check = listOf(path);

/** A value that only its own reader can judge; it is bounded and read strictly there. */
export const record: Check = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

export function listOf(check: Check): Check {
  return (value) => Array.isArray(value) && value.length <= MOST_ITEMS && value.every(check);
}

export function pairOf(check: Check): Check {
  return (value) => Array.isArray(value) && value.length === 2 && value.every(check);
}

/** As many as one change may touch. */
export function manyOf(check: Check): Check {
  return (value) =>
    Array.isArray(value) && value.length > 0 && value.length <= MOST_CHANGED && value.every(check);
}

export function oneOf(values: readonly string[]): Check {
  return (value) => typeof value === 'string' && values.includes(value);
}

export function countUpTo(most: number): Check {
  return (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= most;
}

/** An object with these fields, each of its kind, and no other. */
export function fields(
  needed: Readonly<Record<string, Check>>,
  optional: Readonly<Record<string, Check>> = {},
): Check {
  const checks = { ...optional, ...needed };
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const told = Object.entries(value).filter(([, field]) => field !== undefined);
    return (
      told.every(([name, field]) => Object.hasOwn(checks, name) && checks[name]?.(field) === true) &&
      Object.keys(needed).every((name) => told.some(([given]) => given === name))
    );
  };
}

/** What a name of the contract takes: nothing at all. */
export const nothing: Check = (order) => Array.isArray(order) && order.length === 0;

/** What a name of the contract takes: one object. */
export function oneOrder(
  needed: Readonly<Record<string, Check>>,
  optional: Readonly<Record<string, Check>> = {},
): Check {
  const check = fields(needed, optional);
  return (order) => Array.isArray(order) && order.length === 1 && check(order[0]);
}
