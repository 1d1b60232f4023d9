import { StudioFault } from '../../shared/problem.ts';
import type { Register } from './register.ts';
import type { Claim, Reserved, SharedRegister } from './shared-register.ts';

/** The embedded register behind the interface of a shared one. One process at a time gives out its numbers. */
export function localRegister(register: Register, names: readonly (keyof Register)[]): SharedRegister {
  const held = new Map<string, Claim & { readonly number: number }>();
  const key = ({ batch, row }: Pick<Claim, 'batch' | 'row'>): string => `${row} ${batch}`;
  const drop = (batch: string, row: number | undefined): void => {
    if (row !== undefined) held.delete(key({ batch, row }));
  };
  const reserveOne = (claim: Claim): Reserved => {
    const { row, learner, templateId, templateVersion, series, replaces } = claim;
    const before = held.get(key(claim));
    const issued =
      replaces === undefined
        ? register.learnersOf(templateId, templateVersion).has(learner)
        : register.statusOf(replaces) === 'superseded';
    if (issued) return { row, held: 'issued' };
    if (before?.series === series) return { row, number: before.number };
    const isSame = (other: Claim): boolean =>
      other.learner === learner &&
      other.templateId === templateId &&
      other.templateVersion === templateVersion;
    const others = [...held.values()].filter((other) => other !== before);
    if (others.some(isSame)) return { row, held: 'elsewhere' };
    const taken = new Set(others.filter((other) => other.series === series).map(({ number }) => number));
    let number = register.nextNumber(series);
    while (taken.has(number)) number++;
    held.set(key(claim), { ...claim, number });
    return { row, number };
  };
  const asked = names.map((name) => {
    const answer = register[name] as (...order: readonly unknown[]) => unknown;
    return [name, async (...order: readonly unknown[]) => answer(...order)];
  });
  return {
    ...(Object.fromEntries(asked) as SharedRegister),
    id: register.id,
    path: register.path,
    local: register,
    reserve: async (claims) => claims.map(reserveOne),
    async release(batch, rows) {
      for (const row of rows) drop(batch, row);
    },
    async append(entries) {
      register.append(entries);
      for (const { batch, row } of entries) drop(batch, row);
    },
    async lock() {
      const release = register.lock();
      return async () => release();
    },
    async *chainLinks() {
      yield* register.chainLinks();
    },
    async busy() {
      try {
        register.lock()();
        return false;
      } catch (cause) {
        if (cause instanceof StudioFault && cause.code === 'register.busy') return true;
        throw cause;
      }
    },
    async close() {
      register.close();
    },
  };
}
