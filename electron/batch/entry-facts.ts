import type { Credential } from '../../shared/credential/credential.ts';
import { dayMonthsLater } from '../../shared/credential/months.ts';
import { textIn } from '../../shared/language.ts';
import type { Template } from '../../shared/template/template.ts';
import type { EntryFacts } from '../register/entries.ts';

/** What figures count a credential by, when it expires and how long it is kept; nothing of the learner. */
export function factsOf(
  { kind, languages, achievement, award, validUntil }: Credential,
  { keepMonths }: Pick<Template, 'keepMonths'>,
): EntryFacts {
  const end = validUntil?.slice(0, 10);
  const [primary] = languages;
  const { format, participation, level, workload, field } = achievement;
  const partners = (award.partners ?? []).map(
    ({ legalName: name }) => textIn(name, primary, languages) ?? '',
  );
  return {
    kind,
    ...(format !== undefined && { format }),
    delivery: participation.uri,
    level: level.eqf.uri,
    ...(field && { fields: [field.uri] }),
    languages,
    ...(partners.length > 0 && { partners }),
    ...(workload.ects !== undefined && { ects: workload.ects }),
    ...(end !== undefined && { validUntil: end }),
    ...(keepMonths !== undefined && { forgetAfter: dayMonthsLater(end ?? award.awardedOn, keepMonths) }),
  };
}
