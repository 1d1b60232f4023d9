import type { Problem } from '../problem.ts';
import type { Credential } from './credential.ts';
import { cycleFits, eqfNumber, THIRD_CYCLE } from './level.ts';

/** ECTS credits of one full-time year, less than which no cycle of the QF-EHEA takes (ECTS Users' Guide 2015, 2.2). */
export const ONE_YEAR = 60;

/**
 * What the kind of credential asks, beyond Annex I. A degree stands in a framework: national level, cycle and credits,
 * which agree with each other; a doctorate need not count credits. A micro-credential that completes a degree says which.
 * Problems: `credential.element-missing`, `kind.format-of-degree`, `kind.degree-too-small`, `kind.level-cycle`,
 * `kind.complement-untold`.
 */
export function kindFaults(credential: Pick<Credential, 'kind' | 'achievement' | 'languages'>): Problem[] {
  return credential.kind === 'degree' ? degreeFaults(credential) : microCredentialFaults(credential);
}

function degreeFaults({ achievement }: Pick<Credential, 'achievement'>): Problem[] {
  const { format, level, workload } = achievement;
  const problems: Problem[] = [];
  if (!level.nqf) problems.push(missing('level', '/achievement/level/nqf'));
  if (!level.cycle) problems.push(missing('level', '/achievement/level/cycle'));
  if (workload.ects === undefined && level.cycle?.uri !== THIRD_CYCLE)
    problems.push(missing('workload', '/achievement/workload/ects'));
  if (workload.ects !== undefined && workload.ects < ONE_YEAR) {
    problems.push({
      code: 'kind.degree-too-small',
      where: { element: 'workload' },
      facts: { ects: workload.ects, least: ONE_YEAR, path: '/achievement/workload/ects' },
    });
  }
  if (!cycleFits(level)) problems.push(levelAndCycle(achievement.level));
  if (format) {
    problems.push({
      code: 'kind.format-of-degree',
      where: { element: 'format' },
      facts: { format, path: '/achievement/format' },
    });
  }
  return problems;
}

function microCredentialFaults({ achievement }: Pick<Credential, 'achievement'>): Problem[] {
  const { format, complements } = achievement;
  if ((format === 'complement-to-degree') === (complements !== undefined)) return [];
  const path = complements === undefined ? '/achievement/complements' : '/achievement/format';
  return [{ code: 'kind.complement-untold', where: { element: 'complements' }, facts: { path } }];
}

/** A refusal of a degree, a notice of a micro-credential. */
export function levelAndCycle(level: Credential['achievement']['level']): Problem {
  return {
    code: 'kind.level-cycle',
    where: { element: 'level' },
    facts: { level: eqfNumber(level) ?? '?', path: '/achievement/level/cycle' },
  };
}

function missing(element: string, path: string): Problem {
  return { code: 'credential.element-missing', where: { element }, facts: { element, path } };
}
