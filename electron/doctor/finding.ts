import {
  type Condition,
  type Examination,
  type Finding,
  SAYINGS,
  type Saying,
} from '../../shared/desk/doctor.ts';

export function finding(saying: Saying, facts: Finding['facts'] = {}): Finding {
  return { saying, condition: SAYINGS[saying], facts };
}

export function examinationOf(findings: readonly Finding[]): Examination {
  const has = (condition: Condition) => findings.some((each) => each.condition === condition);
  return { findings, condition: has('ill') ? 'ill' : has('notice') ? 'notice' : 'well' };
}

/** An error's own code where it has one, such as ENOSPC; paths and words of others are not repeated. */
export function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unknown';
  return 'code' in cause ? String(cause.code) : cause.name;
}
