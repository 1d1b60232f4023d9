import type { Engine } from '../engine.ts';
import { checkJson } from '../verifying/json/check.ts';
import { isObject } from '../verifying/json/jws.ts';
import { readStrictJson, type StrictJson, type StrictObject } from '../verifying/json/strict-json.ts';
import { kindOf, type SealedKind } from '../verifying/kind.ts';
import { checkVcJwt } from '../verifying/vc/jwt.ts';
import { parseXml } from '../verifying/xml/parse.ts';
import { childrenNamed, type ElementNode, elementsOf, textOf } from '../verifying/xml/tree.ts';

/** What a credential says of itself that decides whether it counts today, and for what. */
export interface CredentialFacts {
  /** ISCED-F 2013 codes. */
  readonly fields: readonly string[];
  /** European Qualifications Framework, 1 to 8. */
  readonly level?: number;
  readonly from?: Date;
  readonly until?: Date;
  /** Places in status lists that it names. */
  readonly status: readonly StatusPlace[];
}

/** An entry of a Bitstring Status List (W3C) or a Token Status List (IETF). */
export interface StatusPlace {
  readonly url: string;
  readonly index: number;
  /** `statusPurpose`; a Token Status List has none. */
  readonly purpose?: string;
}

const NOTHING: CredentialFacts = { fields: [], status: [] };

/**
 * Read from what a seal covers, in whatever of our formats it is; nothing for what says nothing.
 * @param payload of the verdict: of a PDF the sealed data it carries, which must hold by themselves.
 * @param json the payload, where somebody has read it already.
 */
export async function factsOf(
  kind: SealedKind,
  payload: Uint8Array,
  engine: Engine,
  json?: StrictJson,
): Promise<CredentialFacts> {
  if (kind === 'xml') return elmoFacts(payload);
  if (kind !== 'pdf') return jsonFacts(json ?? readStrictJson(payload));
  const inside = kindOf(payload);
  if (inside !== 'json' && inside !== 'vc-jwt') return NOTHING;
  const attached = await (inside === 'json' ? checkJson : checkVcJwt)(payload, engine);
  return attached.ok ? jsonFacts(readStrictJson(attached.payload)) : NOTHING;
}

/** The European Learning Model, Open Badges and SD-JWT each have names of their own; none means two things. */
function jsonFacts(root: StrictJson | undefined): CredentialFacts {
  if (!isObject(root)) return NOTHING;
  const subject = first(root.get('credentialSubject'));
  const specification = first(first(subject?.get('hasClaim'))?.get('specifiedBy'));
  const alignments = objects(first(subject?.get('achievement'))?.get('alignment'));
  const aligned = (type: string) =>
    alignments.filter((one) => one.get('targetType') === type).map((one) => one.get('targetCode'));
  const fields = [
    ...objects(specification?.get('thematicArea')).map((area) => codeOf(area)),
    ...aligned('ext:ISCED-F'),
  ].filter((field) => typeof field === 'string' && /^\d{2,4}$/.test(field)) as string[];
  const [level] = [
    ...objects(specification?.get('eqfLevel')).map((concept) => codeOf(concept)),
    ...aligned('ext:EQF'),
    root.get('eqf_level'),
  ]
    .map(Number)
    .filter((value) => Number.isInteger(value) && value >= 1 && value <= 8);
  const from = momentOf(root.get('validFrom') ?? root.get('nbf'));
  const until = momentOf(root.get('validUntil') ?? root.get('expirationDate') ?? root.get('exp'));
  return {
    fields,
    ...(level !== undefined && { level }),
    ...(from && { from }),
    ...(until && { until }),
    status: [...objects(root.get('credentialStatus')).flatMap(bitstringPlace), ...tokenPlaces(root)],
  };
}

/** The code at the end of a concept's URI, as the Publications Office writes them. */
function codeOf(concept: StrictObject): string | undefined {
  const id = concept.get('id');
  return typeof id === 'string' ? id.slice(id.lastIndexOf('/') + 1) : undefined;
}

function bitstringPlace(entry: StrictObject): readonly StatusPlace[] {
  const url = entry.get('statusListCredential');
  const index = Number(entry.get('statusListIndex'));
  const purpose = entry.get('statusPurpose');
  const size = entry.get('statusSize');
  return entry.get('type') === 'BitstringStatusListEntry' &&
    typeof url === 'string' &&
    Number.isSafeInteger(index) &&
    // More bits a place tell messages, which are not read.
    (size === undefined || size === 1)
    ? [{ url, index, ...(typeof purpose === 'string' && { purpose }) }]
    : [];
}

function tokenPlaces(root: StrictObject): readonly StatusPlace[] {
  const list = first(first(root.get('status'))?.get('status_list'));
  const [url, index] = [list?.get('uri'), list?.get('idx')];
  return typeof url === 'string' && typeof index === 'number' && Number.isSafeInteger(index)
    ? [{ url, index }]
    : [];
}

/** An xsd:dateTime, or seconds since 1970 (RFC 7519 NumericDate). */
export function momentOf(value: StrictJson | undefined): Date | undefined {
  const time =
    typeof value === 'number' ? value * 1000 : typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : new Date(time);
}

function objects(value: StrictJson | undefined): readonly StrictObject[] {
  return (
    Array.isArray(value) ? (value as readonly StrictJson[]) : value === undefined ? [] : [value]
  ).filter(isObject);
}

function first(value: StrictJson | undefined): StrictObject | undefined {
  return objects(value)[0];
}

const ELMO = 'https://github.com/emrex-eu/elmo-schemas/tree/v1';

function elmoFacts(payload: Uint8Array): CredentialFacts {
  const { root } = parseXml(payload);
  if (root.uri !== ELMO) return NOTHING;
  const [course] = childrenNamed(root, ELMO, 'report').flatMap((report) =>
    childrenNamed(report, ELMO, 'learningOpportunitySpecification'),
  );
  const [instance] = course
    ? childrenNamed(course, ELMO, 'specifies').flatMap((one) =>
        childrenNamed(one, ELMO, 'learningOpportunityInstance'),
      )
    : [];
  const text = (parent: ElementNode | undefined, local: string) =>
    parent && elementsOf(parent).find((child) => child.local === local);
  const code = textIn(text(course, 'iscedCode'));
  const eqf = (instance ? childrenNamed(instance, ELMO, 'level') : []).find(
    (level) => textIn(text(level, 'type')) === 'EQF',
  );
  const level = Number(textIn(text(eqf, 'value')));
  return {
    fields: /^\d{2,4}$/.test(code) ? [code] : [],
    ...(Number.isInteger(level) && level >= 1 && level <= 8 && { level }),
    status: [],
  };
}

function textIn(element: ElementNode | undefined): string {
  return (element && textOf(element)?.trim()) ?? '';
}
