import type { Concept } from '../../credential/concept.ts';

/*
 * The Member States of the European Union and of the European Economic Area in the Publications Office's named
 * authority list "Country", as the European Learning Model's copy of early 2024 has it, by ISO 3166-1 alpha-2.
 */
const SCHEME = 'http://publications.europa.eu/resource/authority/country';

export const COUNTRIES: Readonly<Record<string, Concept>> = {
  AT: country('AUT', 'Austria'),
  BE: country('BEL', 'Belgium'),
  BG: country('BGR', 'Bulgaria'),
  HR: country('HRV', 'Croatia'),
  CY: country('CYP', 'Cyprus'),
  CZ: country('CZE', 'Czechia'),
  DK: country('DNK', 'Denmark'),
  EE: country('EST', 'Estonia'),
  FI: country('FIN', 'Finland'),
  FR: country('FRA', 'France'),
  DE: country('DEU', 'Germany'),
  GR: country('GRC', 'Greece'),
  HU: country('HUN', 'Hungary'),
  IE: country('IRL', 'Ireland'),
  IT: country('ITA', 'Italy'),
  LV: country('LVA', 'Latvia'),
  LT: country('LTU', 'Lithuania'),
  LU: country('LUX', 'Luxembourg'),
  MT: country('MLT', 'Malta'),
  NL: country('NLD', 'Netherlands'),
  PL: country('POL', 'Poland'),
  PT: country('PRT', 'Portugal'),
  RO: country('ROU', 'Romania'),
  SK: country('SVK', 'Slovakia'),
  SI: country('SVN', 'Slovenia'),
  ES: country('ESP', 'Spain'),
  SE: country('SWE', 'Sweden'),
  IS: country('ISL', 'Iceland'),
  LI: country('LIE', 'Liechtenstein'),
  NO: country('NOR', 'Norway'),
};

/** The ISO 3166-1 alpha-2 code of a country concept; undefined for a country that is not in the list. */
export function alpha2(country: Concept): string | undefined {
  return BY_URI.get(country.uri);
}

const BY_URI = new Map(Object.entries(COUNTRIES).map(([code, concept]) => [concept.uri, code]));

function country(code: string, en: string): Concept {
  return { uri: `${SCHEME}/${code}`, scheme: SCHEME, label: { en } };
}
