import type { Level } from './credential.ts';

/**
 * Cycles of the Framework for Qualifications of the European Higher Education Area and the EQF levels that correspond to
 * them (Council Recommendation 2017/C 189/03 Annex II, notes 1 to 4). The European lists have none, so these URIs are ours.
 */
export const QF_EHEA = 'urn:sealwright:qf-ehea';

const EQF_OF_CYCLE: Readonly<Record<string, number>> = {
  [`${QF_EHEA}:short-cycle`]: 5,
  [`${QF_EHEA}:first-cycle`]: 6,
  [`${QF_EHEA}:second-cycle`]: 7,
  [`${QF_EHEA}:third-cycle`]: 8,
};

export const THIRD_CYCLE = `${QF_EHEA}:third-cycle`;

export const CYCLES: readonly string[] = Object.keys(EQF_OF_CYCLE);

/** 1–8, the number at the end of the EQF concept. */
export function eqfNumber({ eqf }: Level): number | undefined {
  const number = Number(/\/eqf\/([1-8])$/.exec(eqf.uri)?.[1]);
  return Number.isNaN(number) ? undefined : number;
}

/** False when the cycle is one of those known and its EQF level is another than told. */
export function cycleFits(level: Level): boolean {
  const expected = level.cycle && EQF_OF_CYCLE[level.cycle.uri];
  return expected === undefined || expected === eqfNumber(level);
}
