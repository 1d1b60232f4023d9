import type { Concept } from './credential/concept.ts';
import type { Organisation } from './credential/organisation.ts';
import type { Engine } from './engine.ts';
import { done, type Outcome, type Problem, refused } from './problem.ts';
import type { Certificate } from './sealing/certificate.ts';
import type { Template } from './template/template.ts';
import { urnOfDigest } from './uuid.ts';
import { COUNTRIES } from './vocabulary/countries.ts';

/** Who seals, as the credential will say it. */
export interface Sealer {
  readonly issuer: Organisation;
  /** Said to the clerk when the seal is not the awarding body's own. */
  readonly notices: readonly Problem[];
}

/**
 * The issuer of credentials sealed with `certificate`. Verifiers hold the issuer in the data against the certificate's
 * organisation (O), organizationIdentifier (2.5.4.97) and country (C), so where the template names another, the
 * certificate's is taken; the awarding body stays the template's.
 * Problem: `seal.organisation-missing` for a certificate that names no organisation.
 */
export function sealerOf(template: Template, certificate: Certificate, engine: Engine): Outcome<Sealer> {
  const { organisation, organizationIdentifier, country } = certificate.subject;
  const named = template.issuer ?? template.awardingBody;
  const concept = countryOf(country, template);
  if (!organisation || !organizationIdentifier || !concept) {
    return refused({
      code: 'seal.organisation-missing',
      facts: { subject: certificate.subject.text, country: country ?? '' },
    });
  }
  const same =
    named.eidasIdentifier === organizationIdentifier &&
    named.country.uri === concept.uri &&
    Object.values(named.legalName).includes(organisation);
  if (same) return done({ issuer: named, notices: [] });
  const [primary] = template.languages;
  const issuer: Organisation = {
    id: organisationUrn(organizationIdentifier, engine),
    // A legal name is not translated.
    legalName: Object.fromEntries(template.languages.map((language) => [language, organisation])),
    country: concept,
    eidasIdentifier: organizationIdentifier,
  };
  const facts = {
    sealing: organisation,
    sealingIdentifier: organizationIdentifier,
    awarding: named.legalName[primary] ?? '',
    awardingIdentifier: named.eidasIdentifier,
  };
  return done({ issuer, notices: [{ code: 'credential.issuer-differs', facts }] });
}

/** As the template names it, else in its languages by the Unicode Common Locale Data Repository. */
function countryOf(
  code: string | undefined,
  { awardingBody, issuer, languages }: Template,
): Concept | undefined {
  // Greece is GR to ISO 3166-1 and EL to the Union; certificates have both.
  const region = code === 'EL' ? 'GR' : code;
  const concept = region === undefined ? undefined : COUNTRIES[region];
  if (region === undefined || !concept) return undefined;
  const told = [issuer?.country, awardingBody.country].find((country) => country?.uri === concept.uri);
  if (told) return told;
  const label = Object.fromEntries(
    languages.map((language) => [
      language,
      new Intl.DisplayNames([language], { type: 'region' }).of(region) ?? region,
    ]),
  );
  return { ...concept, label };
}

/** The same URN for the same legal person, wherever it is made. */
export function organisationUrn(identifier: string, engine: Engine): string {
  const named = new TextEncoder().encode(`organizationIdentifier ${identifier}`);
  return urnOfDigest(engine.hash('SHA-256', named));
}
