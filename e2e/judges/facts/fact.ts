/** What every form of a credential must say alike. Values as the summary of the batch has them; '' where there is none. */
export const FACTS = [
  'serial',
  'id',
  'name',
  'birthDate',
  'studentId',
  'kind',
  'title',
  'grade',
  'hours',
  'ects',
  'eqf',
  'awardingBody',
  'awardedOn',
  'issuedAt',
  'validUntil',
] as const;

export type Fact = (typeof FACTS)[number];

/** What a form says; a fact it has no place for is not in it. */
export type Facts = Readonly<Partial<Record<Fact, string>>>;

/** How one form contradicts the summary, in words. */
export const contradictions = (said: Facts, expected: Facts): readonly string[] =>
  FACTS.flatMap((fact) => {
    const value = said[fact];
    if (value === undefined || value === expected[fact]) return [];
    return [`${fact} is ${value || 'missing'} where the summary says ${expected[fact] || 'nothing'}`];
  });
