import type { Credential } from '../../shared/credential/credential.ts';
import { textIn } from '../../shared/language.ts';
import type { EntryFacts } from '../register/entries.ts';

/** What figures count a credential by; nothing of the learner. */
export function factsOf({ kind, languages, achievement, award }: Credential): EntryFacts {
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
  };
}
