import type { Concept } from '../credential/concept.ts';
import { named } from './named.ts';

/**
 * The Member States of the European Union and of the European Economic Area in the Publications Office's named
 * authority list "Country", by ISO 3166-1 alpha-2.
 */
export const COUNTRIES: Readonly<Record<string, Concept>> = {
  AT: country('AUT'),
  BE: country('BEL'),
  BG: country('BGR'),
  HR: country('HRV'),
  CY: country('CYP'),
  CZ: country('CZE'),
  DK: country('DNK'),
  EE: country('EST'),
  FI: country('FIN'),
  FR: country('FRA'),
  DE: country('DEU'),
  GR: country('GRC'),
  HU: country('HUN'),
  IE: country('IRL'),
  IT: country('ITA'),
  LV: country('LVA'),
  LT: country('LTU'),
  LU: country('LUX'),
  MT: country('MLT'),
  NL: country('NLD'),
  PL: country('POL'),
  PT: country('PRT'),
  RO: country('ROU'),
  SK: country('SVK'),
  SI: country('SVN'),
  ES: country('ESP'),
  SE: country('SWE'),
  IS: country('ISL'),
  LI: country('LIE'),
  NO: country('NOR'),
};

function country(code: string): Concept {
  return named(`http://publications.europa.eu/resource/authority/country/${code}`);
}
