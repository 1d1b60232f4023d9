import type { PdfFile } from './file.ts';
import { type Comparison, compare } from './same.ts';
import {
  isArray,
  NotPdf,
  type PdfDict,
  PdfName,
  PdfRef,
  PdfStream,
  PdfString,
  type PdfValue,
  textOf,
} from './value.ts';

/** What a later revision did to a sealed document. */
export interface LaterChange {
  readonly what: /** A document time-stamp (ISO 32000-2 clause 12.8.5). */
    | 'timestamp'
    /** Validation data in the Document Security Store (clause 12.8.4.3). */
    | 'validation-data'
    /** A further seal, in a field that was waiting or in a new one that shows nothing. */
    | 'seal'
    /** A further seal that draws where nothing was. */
    | 'visible-seal'
    | 'pages'
    | 'page'
    | 'annotation'
    | 'form'
    | 'catalogue'
    | 'information';
  /** Page, counted from 1, or name of a field or key. */
  readonly where?: string;
  readonly allowed: boolean;
}

/** DocMDP (clause 12.8.2.2): 1 no changes, 2 forms and seals, 3 annotations too; undefined for a seal that certifies nothing. */
export type DocMdp = 1 | 2 | 3 | undefined;

/**
 * DocMDP of a seal's signature dictionary (clause 12.8.2.2): P of its transform parameters, 2 where it is left out. A
 * value that means nothing permits nothing, nor does a FieldMDP over all fields.
 */
export function docMdpOf(file: PdfFile, seal: PdfDict): DocMdp {
  const references = file.resolve(seal.get('Reference'));
  for (const item of isArray(references) ? references : []) {
    const reference = file.dict(item);
    const method = file.resolve(reference?.get('TransformMethod'));
    // Clause 12.8.2.4: a seal that locks every field leaves none for another seal to be put into.
    if (method instanceof PdfName && method.name === 'FieldMDP') {
      const action = file.resolve(file.dict(reference?.get('TransformParams'))?.get('Action'));
      if (action instanceof PdfName && action.name === 'All') return 1;
    }
    if (!(method instanceof PdfName) || method.name !== 'DocMDP') continue;
    const permission = file.resolve(file.dict(reference?.get('TransformParams'))?.get('P'));
    return permission === null || permission === 2 ? 2 : permission === 3 ? 3 : 1;
  }
  return undefined;
}

/**
 * Everything that differs between a sealed revision and the file as it stands, by what a viewer can reach. Allowed are
 * time-stamps and validation data always (ISO 32000-2 table 257: they are no changes), further seals unless the
 * certification permits none; anything else was not sealed.
 */
export function laterChanges(before: PdfFile, after: PdfFile, docMdp: DocMdp): readonly LaterChange[] {
  const changes: LaterChange[] = [];
  const tell = (what: LaterChange['what'], where?: string): void => {
    const harmless = what === 'timestamp' || what === 'validation-data';
    changes.push({ what, ...(where && { where }), allowed: harmless || (what === 'seal' && docMdp !== 1) });
  };
  const root = before.crossReference.trailer.get('Root');
  const pages = pagesOf(before);
  const fields = fieldsOf(before);
  const laterFields = fieldsOf(after);
  const apart = new Set<number>([
    ...numbersOf([root, before.catalog.get('AcroForm')]),
    ...pages.nodes,
    ...fields.keys(),
  ]);
  const comparison = compare(before, after, apart);

  if (!sameRef(root, after.crossReference.trailer.get('Root'))) tell('catalogue', 'Root');
  if (!sameInformation(comparison)) tell('information');
  if (after.crossReference.trailer.has('Encrypt')) tell('catalogue', 'Encrypt');
  compareCatalogue(comparison, tell);
  const seals = compareFields(comparison, fields, laterFields, tell);
  comparePages(comparison, pages, seals, tell);
  return changes;
}

type Tell = (what: LaterChange['what'], where?: string) => void;

function sameRef(one: PdfValue | undefined, other: PdfValue | undefined): boolean {
  return (
    one instanceof PdfRef &&
    other instanceof PdfRef &&
    one.number === other.number &&
    one.generation === other.generation
  );
}

function numbersOf(values: readonly (PdfValue | undefined)[]): readonly number[] {
  return values.flatMap((value) => (value instanceof PdfRef ? [value.number] : []));
}

/** Tools that write an update say so there; a title is another matter. */
function sameInformation({ before, after, sameEntries }: Comparison): boolean {
  const [one, other] = [before, after].map((file) => file.dict(file.crossReference.trailer.get('Info')));
  return sameEntries(one ?? new Map(), other ?? new Map(), ['ModDate', 'Producer']);
}

/** Keys of the catalogue that say how to show the document, and those compared elsewhere. */
const ELSEWHERE = ['Pages', 'AcroForm', 'DSS', 'Extensions', 'Version', 'Metadata'];

function compareCatalogue({ before, after, same, sameEntries }: Comparison, tell: Tell): void {
  const keys = new Set([...before.catalog.keys(), ...after.catalog.keys()]);
  for (const key of keys) {
    if (!ELSEWHERE.includes(key) && !same(before.catalog.get(key), after.catalog.get(key)))
      tell('catalogue', key);
  }
  if (!same(before.catalog.get('DSS'), after.catalog.get('DSS'))) {
    tell(isSecurityStore(after, after.catalog.get('DSS')) ? 'validation-data' : 'catalogue', 'DSS');
  }
  if (!sameMetadata(before, after)) tell('catalogue', 'Metadata');
  const [form, laterForm] = [before, after].map(
    (file) => file.dict(file.catalog.get('AcroForm')) ?? new Map(),
  );
  // Fields are compared one by one; SigFlags only tells that there are seals.
  const harmless = ['Fields', 'SigFlags', 'DR', ...(form?.has('DA') ? [] : ['DA'])];
  const drawnAnew = after.resolve(laterForm?.get('NeedAppearances')) === true;
  const resources = [form, laterForm].map((entries) => entries?.get('DR'));
  const kept = drawnAnew ? same(resources[0], resources[1]) : sameOrMore(resources[0], resources[1]);
  if (!kept || !sameEntries(form ?? new Map(), laterForm ?? new Map(), harmless)) tell('form', 'AcroForm');

  /** Default resources to which a signing program has added its font. */
  function sameOrMore(one: PdfValue | undefined, other: PdfValue | undefined): boolean {
    const [old, now] = [before.dict(one), after.dict(other)];
    if (!old || !now) return before.resolve(one) === null || same(one, other);
    return [...old].every(([key, value]) => same(value, now.get(key)) || sameOrMore(value, now.get(key)));
  }
}

/** What programs write of themselves into XMP (ISO 16684-1) whenever they touch a file. */
const OF_THE_PROGRAM = 'xmp:ModifyDate|xmp:MetadataDate|xmp:CreatorTool|xmpMM:InstanceID|pdf:Producer';
const AS_ELEMENT = new RegExp(`<(${OF_THE_PROGRAM})>[^<>]*</\\1>`, 'g');
const AS_ATTRIBUTE = new RegExp(`\\s(?:${OF_THE_PROGRAM})="[^"<>]*"`, 'g');

function sameMetadata(before: PdfFile, after: PdfFile): boolean {
  const [one, other] = [before, after].map((file) => {
    const stream = file.resolve(file.catalog.get('Metadata'));
    if (!(stream instanceof PdfStream)) return undefined;
    const text = new TextDecoder().decode(file.content(stream));
    return text.replace(AS_ELEMENT, '').replace(AS_ATTRIBUTE, '').replace(/\s+/g, '');
  });
  return one === other;
}

/** Clause 12.8.4.3, table 261: certificates, OCSP responses and revocation lists, by seal and for all. */
function isSecurityStore(file: PdfFile, value: PdfValue | undefined): boolean {
  const store = file.dict(value);
  const KNOWN = ['Type', 'VRI', 'Certs', 'OCSPs', 'CRLs'];
  return store !== undefined && [...store.keys()].every((key) => KNOWN.includes(key));
}

interface Pages {
  /** Numbers of the page tree's nodes, leaves included. */
  readonly nodes: ReadonlySet<number>;
  readonly leaves: readonly PdfRef[];
}

const MOST_PAGES = 50_000;
const DEEPEST = 40;

/** Clause 7.7.3: every node stands by itself, so every one has a number. */
function pagesOf(file: PdfFile): Pages {
  const nodes = new Set<number>();
  const leaves: PdfRef[] = [];
  const walk = (value: PdfValue | undefined, depth: number): void => {
    const node = file.dict(value);
    if (!(value instanceof PdfRef) || !node || nodes.has(value.number) || depth > DEEPEST)
      throw new NotPdf('page tree');
    nodes.add(value.number);
    if (nodes.size > MOST_PAGES) throw new NotPdf('too many pages');
    const kids = file.resolve(node.get('Kids'));
    if (isArray(kids)) for (const kid of kids) walk(kid, depth + 1);
    else leaves.push(value);
  };
  walk(file.catalog.get('Pages'), 0);
  return { nodes, leaves };
}

function comparePages(
  comparison: Comparison,
  { nodes, leaves }: Pages,
  seals: ReadonlySet<number>,
  tell: Tell,
): void {
  const { before, after, sameEntries } = comparison;
  if (!sameRef(before.catalog.get('Pages'), after.catalog.get('Pages'))) {
    tell('pages');
    return;
  }
  const numberOfLeaf = new Map(leaves.map(({ number }, index) => [number, index + 1]));
  for (const number of nodes) {
    const ref = new PdfRef(number, generationOf(before, number));
    const [one, other] = [before.dict(ref), after.dict(ref)];
    if (!one || !other) {
      tell('pages');
      return;
    }
    const page = numberOfLeaf.get(number);
    if (page === undefined) {
      if (!sameEntries(one, other, [])) tell('pages');
      continue;
    }
    if (!sameEntries(one, other, ['Annots'])) tell('page', String(page));
    if (!sameAnnotations(comparison, one, other, seals)) tell('annotation', String(page));
  }
}

function generationOf(file: PdfFile, number: number): number {
  const place = file.crossReference.places.get(number);
  return place?.kind === 'offset' ? place.generation : 0;
}

/** All that were there, as they were; behind them only the widgets of further seals. */
function sameAnnotations(
  { before, after, same }: Comparison,
  one: PdfDict,
  other: PdfDict,
  seals: ReadonlySet<number>,
): boolean {
  const [old, now] = [before.resolve(one.get('Annots')) ?? [], after.resolve(other.get('Annots')) ?? []];
  if (!isArray(old) || !isArray(now)) return false;
  if (!old.every((annotation, index) => same(annotation, now[index]))) return false;
  return now.slice(old.length).every((added) => added instanceof PdfRef && seals.has(added.number));
}

const DEEPEST_FIELD = 16;
const MOST_FIELDS = 10_000;

/** Fields of the form and their widgets (clause 12.7.4), by number, with what they inherit resolved for FT. */
function fieldsOf(file: PdfFile): ReadonlyMap<number, Field> {
  const found = new Map<number, Field>();
  const walk = (
    fields: PdfValue | undefined,
    inherited: PdfValue,
    parent: PdfRef | undefined,
    depth: number,
  ): void => {
    const kids = file.resolve(fields);
    if (!isArray(kids) || depth > DEEPEST_FIELD) return;
    for (const kid of kids) {
      const entries = file.dict(kid);
      if (!(kid instanceof PdfRef) || !entries) throw new NotPdf('a field without number');
      if (found.has(kid.number)) throw new NotPdf('a field stands twice');
      const type = file.resolve(entries.get('FT')) ?? inherited;
      found.set(kid.number, { entries, type, parent });
      if (found.size > MOST_FIELDS) throw new NotPdf('too many fields');
      walk(entries.get('Kids'), type, kid, depth + 1);
    }
  };
  walk(file.dict(file.catalog.get('AcroForm'))?.get('Fields'), null, undefined, 0);
  return found;
}

interface Field {
  readonly entries: PdfDict;
  readonly type: PdfValue;
  readonly parent: PdfRef | undefined;
}

/** What signing an empty field of the sealed document adds to it. */
const FILLED_IN = ['V', 'AP', 'M', 'F', 'MK', 'DA', 'AS'];

/** Tells of every field that is new, gone or other; returns the numbers of the new ones that hold nothing but a seal. */
function compareFields(
  { before, after, sameEntries }: Comparison,
  fields: ReadonlyMap<number, Field>,
  later: ReadonlyMap<number, Field>,
  tell: Tell,
): ReadonlySet<number> {
  const seals = new Set<number>();
  for (const [number, field] of fields) {
    const now = later.get(number);
    if (!now) {
      tell('form', nameOf(field, before));
      continue;
    }
    if (sameEntries(field.entries, now.entries, [])) continue;
    const waiting = isSignature(field) && before.resolve(field.entries.get('V')) === null;
    const filled = waiting && sameEntries(field.entries, now.entries, FILLED_IN);
    const kind = filled ? kindOfSeal(after, now) : undefined;
    tell(kind ?? 'form', nameOf(now, after));
  }
  for (const [number, field] of later) {
    if (fields.has(number)) continue;
    const holder = field.entries.has('V') || !field.parent ? field : later.get(field.parent.number);
    const kind =
      holder && isSignature(field) && !fields.has(field.parent?.number ?? -1)
        ? kindOfSeal(after, holder)
        : undefined;
    if (!kind) {
      tell('form', nameOf(field, after));
      continue;
    }
    seals.add(number);
    if (field.entries.has('V'))
      tell(kind === 'seal' && shows(after, field) ? 'visible-seal' : kind, nameOf(field, after));
    else if (shows(after, field)) tell('visible-seal', nameOf(field, after));
  }
  return seals;
}

function isSignature({ type }: Field): boolean {
  return type instanceof PdfName && type.name === 'Sig';
}

function kindOfSeal(file: PdfFile, { entries }: Field): 'seal' | 'timestamp' | undefined {
  const value = file.dict(entries.get('V'));
  if (!value || !isArray(file.resolve(value.get('ByteRange')))) return undefined;
  const subFilter = file.resolve(value.get('SubFilter'));
  return subFilter instanceof PdfName && subFilter.name === 'ETSI.RFC3161' ? 'timestamp' : 'seal';
}

/** A widget without area draws nothing (clause 12.7.5.5), nor does one that is hidden or not for the screen. */
function shows(file: PdfFile, { entries }: Field): boolean {
  const rect = file.resolve(entries.get('Rect'));
  const flags = file.resolve(entries.get('F'));
  if (typeof flags === 'number' && (flags & (HIDDEN | NO_VIEW)) !== 0) return false;
  if (!isArray(rect)) return entries.has('AP');
  const [left, bottom, right, top] = rect.map((edge) => file.resolve(edge));
  return left !== right && bottom !== top;
}

const HIDDEN = 2;
const NO_VIEW = 32;

function nameOf({ entries }: Field, file: PdfFile): string | undefined {
  const name = file.resolve(entries.get('T'));
  return name instanceof PdfString ? textOf(name).slice(0, 80) : undefined;
}
