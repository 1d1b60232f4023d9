import { isCalendarDate } from '../../credential/date.ts';
import { CREDENTIAL_KINDS } from '../../credential/kind.ts';
import { done, type Outcome, type Problem, refused } from '../../problem.ts';
import { isObject } from '../../verifying/json/jws.ts';
import { readStrictJson, type StrictJson, type StrictObject } from '../../verifying/json/strict-json.ts';
import { countryCode } from '../../vocabulary/country-codes.ts';
import { decodeUtf8, readCsvTable } from '../../vocabulary/csv-table.ts';
import { type Assurance, type Award, type DECISIONS, ISSUER_KINDS, type TrustedIssuer } from './issuer.ts';
import { MOST_ISSUERS } from './read.ts';

export interface ReadTable {
  readonly issuers: readonly TrustedIssuer[];
  /** `trust.row-wrong`: rows that were left out, and why. */
  readonly problems: readonly Problem[];
}

/** One row, whatever it was read from; empty for what it does not say. */
interface Row {
  readonly number: number;
  cell(...columns: readonly string[]): string;
}

/**
 * Reads issuers and decisions on their quality from a table that nobody sealed: CSV or JSON with the columns of DEQAR
 * (`deqar_id`, `eter_id`, `name_primary`, `country`, `website_link`, `agency`, `decision`, `valid_from`, `valid_to`, `report`),
 * of an accreditation in the European Learning Model as the Qualification Dataset Register has it (`limitField`,
 * `limitEQFLevel`, `dateIssued`, `expiryDate`), or our own (`legal_identifier`, `kind`, `kinds`, `fields`, `levels`).
 * Rows of one issuer are joined. No certificate is taken from a table: it makes nobody's seal trusted.
 * Problems: `trust.table-unreadable`.
 * @param file its name, to be told as the origin. @param day `YYYY-MM-DD`
 */
export function readIssuerTable(bytes: Uint8Array, file: string, day: string): Outcome<ReadTable> {
  const text = decodeUtf8(bytes);
  const rows = text === undefined ? undefined : /^\s*[[{]/.test(text) ? jsonRows(bytes) : csvRows(text);
  if (!rows || rows.length === 0) return refused({ code: 'trust.table-unreadable', where: { file } });
  const issuers = new Map<string, TrustedIssuer>();
  const problems: Problem[] = [];
  for (const row of rows) {
    const read = issuerOf(row, file, day);
    if (typeof read === 'string') {
      problems.push({ code: 'trust.row-wrong', where: { file, row: row.number }, facts: { column: read } });
      continue;
    }
    const before = issuers.get(read.id);
    issuers.set(read.id, before ? joined(before, read) : read);
  }
  return done({ issuers: [...issuers.values()], problems });
}

/** The issuer of a row, or the name of the column at fault. */
function issuerOf(row: Row, file: string, day: string): TrustedIssuer | string {
  const name = row.cell('name_official', 'name_primary', 'legal_name', 'legalname', 'name', 'institution');
  const country = countryCode(row.cell('country', 'country_code', 'countrycode'));
  const legalIdentifier = row.cell('legal_identifier', 'eidasidentifier', 'organizationidentifier');
  const identifiers = [
    row.cell('deqar_id', 'institution_deqar_id'),
    row.cell('eter_id'),
    row.cell('erasmus_code'),
  ];
  const website = row.cell('website_link', 'website', 'homepage');
  const kind = row.cell('kind') || 'institution';
  const known = ISSUER_KINDS.find((each) => each === kind);
  if (name === '') return 'name';
  if (!country) return 'country';
  if (!known) return 'kind';
  const award = awardOf(row);
  if (typeof award === 'string') return award;
  const assurance = assuranceOf(row);
  if (typeof assurance === 'string') return assurance;
  const others = identifiers.filter((identifier) => identifier !== '');
  return {
    id: legalIdentifier || others[0] || `${country}:${name}`,
    ...{ name, kind: known, country },
    ...(legalIdentifier && { legalIdentifier }),
    identifiers: others,
    ...(website && { website }),
    awards: award ? [award] : [],
    assurance: assurance ? [assurance] : [],
    certificates: [],
    since: day,
    origin: { how: 'table', by: file },
  };
}

function awardOf(row: Row): Award | undefined | string {
  const kinds = partsOf(row.cell('kinds', 'limitcredentialtype'));
  const fields = partsOf(row.cell('fields', 'limitfield', 'isced_f')).map(lastPart);
  const levels = partsOf(row.cell('levels', 'limiteqflevel', 'eqf_levels')).map((part) =>
    Number(lastPart(part)),
  );
  if (kinds.length + fields.length + levels.length === 0) return undefined;
  const known = CREDENTIAL_KINDS.filter((kind) => kinds.includes(kind));
  if (known.length !== new Set(kinds).size) return 'kinds';
  if (!fields.every((field) => /^\d{2,4}$/.test(field))) return 'fields';
  if (!levels.every((level) => Number.isInteger(level) && level >= 1 && level <= 8)) return 'levels';
  return {
    kinds: known.length > 0 ? known : CREDENTIAL_KINDS,
    ...(fields.length > 0 && { fields }),
    ...(levels.length > 0 && { levels }),
  };
}

function assuranceOf(row: Row): Assurance | undefined | string {
  const agency = row.cell('agency', 'accreditingagent', 'agency_acronym');
  if (agency === '') return undefined;
  const from = dayOf(row.cell('valid_from', 'dateissued', 'issued'));
  const told = row.cell('valid_to', 'valid_until', 'expirydate');
  const until = dayOf(told);
  if (from === undefined) return 'valid_from';
  if (told !== '' && until === undefined) return 'valid_to';
  const scope = row.cell('scope', 'programme', 'activity', 'title');
  const report = row.cell('report', 'report_url', 'link');
  return {
    agency,
    decision: decisionOf(row.cell('decision')),
    ...(scope && { scope }),
    from,
    ...(until && { until }),
    ...(report && { report }),
  };
}

/** DEQAR's numbers and words; what is not understood is no positive decision. */
function decisionOf(told: string): (typeof DECISIONS)[number] {
  const word = told.toLowerCase();
  if (/^4\b|not applicable/.test(word)) return 'none';
  if (/^3\b|negative|refus|not accredited/.test(word)) return 'negative';
  if (/^2\b|condition|restrict/.test(word)) return 'conditional';
  return /^1\b|positive|accredited/.test(word) ? 'positive' : 'none';
}

/** Of a date or a moment; of a year alone nothing follows. */
function dayOf(text: string): string | undefined {
  const day = text.slice(0, 10);
  return isCalendarDate(day) && /^(?:$|T)/.test(text.slice(10)) ? day : undefined;
}

function partsOf(cell: string): readonly string[] {
  return cell.split(/[\s;|,]+/).filter((part) => part !== '');
}

/** Concepts of the Publications Office end in their code. */
function lastPart(concept: string): string {
  return concept.slice(Math.max(concept.lastIndexOf('/'), concept.lastIndexOf('#')) + 1);
}

function joined(before: TrustedIssuer, after: TrustedIssuer): TrustedIssuer {
  const news = <T>(had: readonly T[], more: readonly T[]): readonly T[] => {
    const known = new Set(had.map((one) => JSON.stringify(one)));
    return [...had, ...more.filter((one) => !known.has(JSON.stringify(one)))];
  };
  return {
    ...before,
    identifiers: news(before.identifiers, after.identifiers),
    awards: news(before.awards, after.awards),
    assurance: news(before.assurance, after.assurance),
  };
}

function csvRows(text: string): readonly Row[] | undefined {
  const table = readCsvTable(text, [], MOST_ISSUERS);
  if (!table.ok) return undefined;
  return table.value.records.map(({ row, cell }) => ({
    number: row,
    cell: (...columns) => columns.map(cell).find((value) => value !== '') ?? '',
  }));
}

/** A list of flat objects, alone or under `results` or `issuers`; or of organisations with their accreditations. */
function jsonRows(bytes: Uint8Array): readonly Row[] | undefined {
  const root = readStrictJson(bytes);
  const list = isObject(root) ? (root.get('results') ?? root.get('issuers') ?? [root]) : root;
  if (!Array.isArray(list)) return undefined;
  const objects = (list as readonly StrictJson[]).filter(isObject);
  if (objects.length !== list.length || objects.length > MOST_ISSUERS) return undefined;
  return objects.flatMap((object, index) => {
    const accreditations = ['accreditation', 'accreditations', 'reports'].flatMap((key) =>
      itemsOf(object.get(key)),
    );
    const parts = accreditations.filter(isObject);
    return (parts.length > 0 ? parts : [undefined]).map((part) =>
      rowOf(index + 1, part ? [part, object] : [object]),
    );
  });
}

/** What an accreditation says of itself goes before what its organisation says. */
function rowOf(number: number, [first, second]: readonly StrictObject[]): Row {
  const own = cellsOf(first);
  const organisation = cellsOf(second);
  const ofAccreditation = (column: string) =>
    second && /name|website|homepage|^id$/.test(column) ? '' : own.get(column);
  return {
    number,
    cell: (...columns) =>
      columns
        .map((column) => ofAccreditation(column) || organisation.get(column) || '')
        .find((value) => value !== '') ?? '',
  };
}

function cellsOf(object: StrictObject | undefined): ReadonlyMap<string, string> {
  return new Map([...(object ?? [])].map(([key, value]) => [key.toLowerCase(), wordsOf(value)]));
}

/** The text of a value: a language map's English or first, a concept's notation, label or URI, a list's parts. */
function wordsOf(value: StrictJson | undefined): string {
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) {
    return (value as readonly StrictJson[])
      .map(wordsOf)
      .filter((one) => one !== '')
      .join(' ');
  }
  if (!isObject(value)) return '';
  const named = ['notation', 'legalName', 'prefLabel', 'contentURL', 'id', 'en'].find((key) =>
    value.has(key),
  );
  const [first] = value.values();
  return wordsOf(named === undefined ? first : value.get(named));
}

function itemsOf(value: StrictJson | undefined): readonly StrictJson[] {
  return Array.isArray(value) ? (value as readonly StrictJson[]) : [];
}
