import type { Credential } from '../../credential/credential.ts';
import { textIn } from '../../language.ts';
import type { DocumentDescription } from './metadata.ts';

/** What the PDF of a credential says of itself, in the credential's primary language. */
export function describe(credential: Credential): DocumentDescription {
  const { achievement, id, issuedAt, issuer, languages, learner, serial } = credential;
  const [language] = languages;
  const title = textIn(achievement.title, language, languages) ?? '';
  return {
    title: `${title} – ${learner.fullName}`,
    language,
    author: textIn(issuer.legalName, language, languages) ?? issuer.eidasIdentifier,
    keywords: [serial],
    createdAt: issuedAt,
    id,
  };
}
