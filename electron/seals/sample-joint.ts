import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface SamplePartner {
  readonly name: string;
  /** organizationIdentifier of its e-seal. */
  readonly identifier: string;
  /** ISO 3166-1: three letters for the list of countries, and its name. */
  readonly country: { readonly code: string; readonly label: string };
}

const UNIVERSITY = fileURLToPath(new URL('../../examples/university/', import.meta.url));
const COUNTRIES = 'http://publications.europa.eu/resource/authority/country';

/**
 * Writes the bundled university's template to `path` as that of a joint degree, sealed by the `partners` in turn.
 * @returns who awards it, as a test seal wants to know.
 */
export function writeJointTemplate(
  path: string,
  partners: readonly SamplePartner[],
): { readonly name: string; readonly identifier: string } {
  const template = JSON.parse(readFileSync(join(UNIVERSITY, 'template.json'), 'utf8')) as {
    readonly awardingBody: { readonly legalName: Record<string, string>; readonly eidasIdentifier: string };
  };
  const { legalName, eidasIdentifier } = template.awardingBody;
  const inEach = (text: string) =>
    Object.fromEntries(Object.keys(legalName).map((language) => [language, text]));
  const written = partners.map(({ name, identifier, country }) => ({
    id: `urn:example:${country.code}`,
    legalName: inEach(name),
    country: { uri: `${COUNTRIES}/${country.code}`, scheme: COUNTRIES, label: inEach(country.label) },
    eidasIdentifier: identifier,
  }));
  writeFileSync(path, JSON.stringify({ ...template, partners: written, jointSeal: true }));
  return { name: legalName.en ?? '', identifier: eidasIdentifier };
}
