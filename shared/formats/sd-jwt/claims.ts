import type { Credential } from '../../credential/credential.ts';
import { eqfNumber } from '../../credential/level.ts';
import { tokenListUrl } from '../../credential/status.ts';
import type { Language, LocalizedText } from '../../language.ts';
import { alpha2 } from '../../vocabulary/country-codes.ts';

/** JSON as claims have it. */
export type Claim = string | number | boolean | readonly Claim[] | { readonly [name: string]: Claim };

export interface SdJwtClaims {
  /** Told whenever the credential is shown: what it is, who vouches, how long it holds. */
  readonly open: Readonly<Record<string, Claim>>;
  /** Told one by one, as the learner chooses. */
  readonly hidden: Readonly<Record<string, Claim>>;
}

/** `vct`, the type of the credential; the number goes up when a claim changes its meaning. */
const SD_JWT_TYPES = {
  'micro-credential': 'urn:sealwright:sd-jwt-vc:micro-credential:1',
  degree: 'urn:sealwright:sd-jwt-vc:degree:1',
} as const satisfies Readonly<Record<Credential['kind'], string>>;

/**
 * The credential as claims of an SD-JWT VC (draft-ietf-oauth-sd-jwt-vc clause 3.2). Names of the person's claims are
 * those of OpenID Connect Core clause 5.1; texts are objects by language. Who issued it is proven by the certificate in
 * the header and repeated in words; `iss` is left out, since an e-seal's certificate names no host it could be tried
 * against (clause 3.5).
 */
export function sdJwtClaims(credential: Credential): SdJwtClaims {
  const { achievement, award, issuer, languages, learner } = credential;
  const { assessment, grade, level, outcomes, workload } = achievement;
  const say = (text: LocalizedText) => inLanguages(text, languages);
  return {
    open: told({
      vct: SD_JWT_TYPES[credential.kind],
      issuing_authority: issuer.legalName[languages[0]] ?? '',
      issuing_authority_identifier: issuer.eidasIdentifier,
      issuing_country: alpha2(issuer.country),
      iat: seconds(credential.issuedAt),
      nbf: seconds(credential.issuedAt),
      exp: credential.validUntil === undefined ? undefined : seconds(credential.validUntil),
      test: credential.test ? true : undefined,
      status: credential.status && {
        // Token Status List (IETF) clause 6.2.
        status_list: { idx: credential.status.index, uri: tokenListUrl(credential.status) },
      },
    }),
    hidden: told({
      credential_id: credential.id,
      document_number: credential.serial,
      given_name: learner.givenName || undefined,
      family_name: learner.familyName || undefined,
      name: learner.fullName,
      birthdate: learner.birthDate,
      email: learner.email,
      student_number: learner.studentId,
      title: say(achievement.title),
      awarding_body: say(award.awardingBody.legalName),
      partners: award.partners?.map(({ legalName }) => say(legalName)),
      date_of_award: award.awardedOn,
      learning_outcomes: outcomes.map(({ title }) => say(title)),
      workload_hours: workload.hours,
      ects: workload.ects,
      eqf_level: eqfNumber(level),
      assessment: say(assessment.title),
      participation: say(achievement.participation.label),
      quality_assurance: say(achievement.qualityAssurance.agency),
      grade: grade?.value,
      grade_scheme: grade?.scheme && say(grade.scheme),
    }),
  };
}

function told(claims: Readonly<Record<string, Claim | undefined>>): Readonly<Record<string, Claim>> {
  return Object.fromEntries(
    Object.entries(claims).filter((claim): claim is [string, Claim] => claim[1] !== undefined),
  );
}

function inLanguages(text: LocalizedText, languages: readonly Language[]): Claim {
  return told(Object.fromEntries(languages.map((language) => [language, text[language]])));
}

function seconds(instant: string): number {
  return Math.floor(Date.parse(instant) / 1000);
}
