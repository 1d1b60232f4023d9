import { isCalendarDate } from '../../credential/date.ts';
import { CREDENTIAL_KINDS } from '../../credential/kind.ts';
import { decodeBase64 } from '../../sealing/base64.ts';
import { readCertificate } from '../../sealing/certificate.ts';
import { isObject } from '../../verifying/json/jws.ts';
import { readStrictJson, type StrictJson, type StrictObject } from '../../verifying/json/strict-json.ts';
import {
  type Assurance,
  type Award,
  DECISIONS,
  ISSUER_KINDS,
  type IssuerRegister,
  type ListSource,
  type Origin,
  type TrustedIssuer,
} from './issuer.ts';

export const ISSUER_SCHEMA = 'sealwright-issuers/1';
export const MOST_ISSUERS = 50_000;
/** Longer names and addresses do not occur, and would not be shown whole. */
const LONGEST = 1000;

/** Undefined for anything but a register this version writes, each of its issuers sound. */
export function readIssuerRegister(bytes: Uint8Array): IssuerRegister | undefined {
  const told = readStrictJson(bytes);
  if (!isObject(told) || told.get('schema') !== ISSUER_SCHEMA) return undefined;
  const version = told.get('version');
  const madeAt = text(told, 'madeAt');
  const previous = text(told, 'previous');
  const issuers = listOf(told.get('issuers'), issuerIn);
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 0) return undefined;
  if (!isInstant(madeAt) || !issuers || issuers.length > MOST_ISSUERS) return undefined;
  if (new Set(issuers.map(({ id }) => id)).size !== issuers.length) return undefined;
  const sources = listOf(told.get('sources') ?? [], sourceIn);
  if (!sources) return undefined;
  return {
    schema: ISSUER_SCHEMA,
    version,
    ...(previous && { previous }),
    madeAt,
    ...(told.has('sources') && { sources }),
    issuers,
  };
}

function sourceIn(value: StrictJson): ListSource | undefined {
  if (!isObject(value)) return undefined;
  const [by, sealer] = [text(value, 'by'), text(value, 'sealer')];
  const version = value.get('version');
  return by && sealer && typeof version === 'number' ? { by, sealer, version } : undefined;
}

export function writeIssuerRegister(register: IssuerRegister): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(register, null, 2)}\n`);
}

/** Undefined for an issuer that says too little, or what cannot be. */
export function issuerIn(value: StrictJson): TrustedIssuer | undefined {
  if (!isObject(value)) return undefined;
  const [id, name, country, since] = ['id', 'name', 'country', 'since'].map((key) => text(value, key));
  const kind = ISSUER_KINDS.find((each) => each === value.get('kind'));
  const origin = originIn(value.get('origin'));
  const identifiers = listOf(value.get('identifiers') ?? [], textIn);
  const awards = listOf(value.get('awards') ?? [], awardIn);
  const assurance = listOf(value.get('assurance') ?? [], assuranceIn);
  const certificates = listOf(value.get('certificates') ?? [], certificateIn);
  const optional = textsOf(value, ['legalIdentifier', 'website', 'until']);
  if (!id || !name || !isCountry(country) || !kind || !origin || !optional) return undefined;
  if (!isCalendarDate(since) || !(optional.until === undefined || isCalendarDate(optional.until)))
    return undefined;
  if (!identifiers || !awards || !assurance || !certificates) return undefined;
  const lists = { identifiers, awards, assurance, certificates };
  return { id, name, kind, country, ...optional, ...lists, since, origin };
}

function originIn(value: StrictJson | undefined): Origin | undefined {
  if (!isObject(value)) return undefined;
  const how = value.get('how');
  const by = text(value, 'by');
  if (how === 'added' || how === 'first-use') return { how };
  return (how === 'list' || how === 'table') && by ? { how, by } : undefined;
}

function awardIn(value: StrictJson): Award | undefined {
  if (!isObject(value)) return undefined;
  const kinds = listOf(value.get('kinds'), (kind) => CREDENTIAL_KINDS.find((each) => each === kind));
  const fields = value.has('fields') ? listOf(value.get('fields'), fieldIn) : [];
  const levels = value.has('levels') ? listOf(value.get('levels'), levelIn) : [];
  if (!kinds?.length || !fields || !levels) return undefined;
  return {
    kinds,
    ...(fields.length > 0 && { fields }),
    ...(levels.length > 0 && { levels }),
  };
}

function assuranceIn(value: StrictJson): Assurance | undefined {
  if (!isObject(value)) return undefined;
  const agency = text(value, 'agency');
  const from = text(value, 'from');
  const decision = DECISIONS.find((each) => each === value.get('decision'));
  const optional = textsOf(value, ['scope', 'until', 'report']);
  if (!agency || !isCalendarDate(from) || !decision || !optional) return undefined;
  return optional.until === undefined || isCalendarDate(optional.until)
    ? { agency, decision, from, ...optional }
    : undefined;
}

const textIn = (value: StrictJson): string | undefined =>
  typeof value === 'string' && value !== '' && value.length <= LONGEST ? value : undefined;
const fieldIn = (value: StrictJson): string | undefined =>
  typeof value === 'string' && /^\d{2,4}$/.test(value) ? value : undefined;
const levelIn = (value: StrictJson): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 8 ? value : undefined;

/** What cannot be read as a certificate would be trusted by nobody, so it is a fault of the list. */
function certificateIn(value: StrictJson): string | undefined {
  const der = typeof value === 'string' ? decodeBase64(value, 'base64') : undefined;
  return der && readCertificate(der).ok ? String(value) : undefined;
}

/** ISO 3166-1 alpha-2 by its form: providers of any country may be trusted. */
export function isCountry(value: string | undefined): value is string {
  return value !== undefined && /^[A-Z]{2}$/.test(value);
}

/** `YYYY-MM-DDThh:mm:ssZ`, on a day that the calendar has. */
export function isInstant(value: string | undefined): value is string {
  if (value === undefined || !/^[^T]*T\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(value)) return false;
  return isCalendarDate(value.slice(0, 10)) && !Number.isNaN(Date.parse(value));
}

function text(object: StrictObject, key: string): string | undefined {
  const value = object.get(key);
  return value === undefined ? undefined : textIn(value);
}

/** Undefined when one of them is there and no text. */
function textsOf<Key extends string>(
  object: StrictObject,
  keys: readonly Key[],
): { readonly [K in Key]?: string } | undefined {
  const found: { [K in Key]?: string } = {};
  for (const key of keys) {
    if (!object.has(key)) continue;
    const value = text(object, key);
    if (value === undefined) return undefined;
    found[key] = value;
  }
  return found;
}

function listOf<T>(
  value: StrictJson | undefined,
  read: (item: StrictJson) => T | undefined,
): readonly T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const found: T[] = [];
  for (const item of value as readonly StrictJson[]) {
    const one = read(item);
    if (one === undefined) return undefined;
    found.push(one);
  }
  return found;
}
