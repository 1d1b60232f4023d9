import type { Problem } from '../../problem.ts';
import { CREDENTIALS_V2 } from './context.ts';
import { isMembers, type JsonMembers, type JsonValue } from './read-json.ts';

/**
 * What VC Data Model 2.0 clause 4 demands of a credential's members, whatever it says of its subject. Each problem has
 * the member's path in `element`.
 */
export function structureProblems(credential: JsonMembers): Problem[] {
  const found = findings();
  const { context, type, url, words, each, typed, instant } = found;

  context(credential['@context']);
  if (credential.id !== undefined) url('id', credential.id);
  type('type', credential.type, 'VerifiableCredential');
  words('name', credential.name);
  words('description', credential.description);
  checkIssuer(found, credential.issuer);
  each('credentialSubject', credential.credentialSubject, 'mandatory', (path, subject) => {
    // Clause 4.8: each subject is the subject of one claim at least.
    if (Object.keys(subject).length === 0) return found.missing(path);
    if (subject.id !== undefined) url(`${path}.id`, subject.id);
  });
  const from = instant('validFrom', credential.validFrom);
  const until = instant('validUntil', credential.validUntil);
  if (from !== undefined && until !== undefined && until < from) found.wrong('validUntil');

  each('credentialStatus', credential.credentialStatus, 'optional', (path, status) => {
    typed(path, status, 'id-optional');
    if ([status.type].flat().includes('BitstringStatusListEntry')) checkStatusEntry(found, path, status);
  });
  for (const name of ['credentialSchema', 'refreshService'] as const) {
    each(name, credential[name], 'optional', (path, node) => typed(path, node, 'id-mandatory'));
  }
  for (const name of ['termsOfUse', 'evidence', 'proof', 'renderMethod', 'confidenceMethod'] as const) {
    each(name, credential[name], 'optional', (path, node) => typed(path, node, 'id-optional'));
  }
  each('relatedResource', credential.relatedResource, 'optional', (path, resource) => {
    url(`${path}.id`, resource.id);
    if (resource.digestSRI === undefined && resource.digestMultibase === undefined) {
      found.missing(`${path}.digestSRI`);
    }
  });
  // VC-JOSE-COSE clause 3.1.1: the payload is the credential, not a wrapper around one.
  for (const wrapper of ['vc', 'vp']) {
    if (credential[wrapper] !== undefined) {
      found.problems.push({ code: 'payload.term-unknown', facts: { key: wrapper } });
    }
  }
  return found.problems;
}

/** Clause 4.7. */
function checkIssuer(found: Findings, issuer: JsonValue | undefined) {
  if (!isMembers(issuer)) return found.url('issuer', issuer);
  found.url('issuer.id', issuer.id);
  found.words('issuer.name', issuer.name);
  found.words('issuer.description', issuer.description);
}

/** Bitstring Status List v1.0 clause 2.1. */
function checkStatusEntry(found: Findings, path: string, status: JsonMembers): void {
  const { statusListIndex, statusPurpose, statusListCredential } = status;
  if (statusListIndex === undefined) found.missing(`${path}.statusListIndex`);
  else if (typeof statusListIndex !== 'string' || !/^(0|[1-9]\d*)$/.test(statusListIndex)) {
    found.wrong(`${path}.statusListIndex`);
  }
  if (statusPurpose === undefined) found.missing(`${path}.statusPurpose`);
  else if (typeof statusPurpose !== 'string') found.wrong(`${path}.statusPurpose`);
  found.url(`${path}.statusListCredential`, statusListCredential);
}

/** Any absolute URL (clause 4.4 speaks of URLs, DIDs and URNs included) without characters that need encoding. */
export function isUrl(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/.test(value);
}

/** `dateTimeStamp` of XML Schema 1.1 part 2 clause 3.4.28: a zone is part of it. */
const DATE_TIME =
  /^-?(?:[1-9]\d{3,}|0\d{3})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)(Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?$/;

/** Milliseconds since 1970, or what is wrong with it. */
export function readInstant(text: string): number | 'unreadable' | 'without-zone' {
  const match = DATE_TIME.exec(text);
  if (!match) return 'unreadable';
  if (match[1] === undefined) return 'without-zone';
  const milliseconds = Date.parse(text);
  // 30 February has the form of a date and is none.
  const day = Number(text.slice(0, text.indexOf('T')).slice(-2));
  const last = new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)), 0)).getUTCDate();
  return Number.isNaN(milliseconds) || day > last ? 'unreadable' : milliseconds;
}

type Findings = ReturnType<typeof findings>;

/** Collects problems; what it offers are the kinds of value the data model knows. */
function findings() {
  const problems: Problem[] = [];
  const put = (code: Problem['code'], element: string) => {
    problems.push({ code, where: { element }, facts: { element } });
  };
  const missing = (path: string): void => put('payload.element-missing', path);
  const wrong = (path: string): void => put('payload.value-wrong', path);

  const url = (path: string, value: JsonValue | undefined) => {
    if (value === undefined) missing(path);
    else if (!isUrl(value)) wrong(path);
  };

  /** Clause 4.3: an ordered set that begins with the base context. */
  const context = (value: JsonValue | undefined) => {
    if (value === undefined) return missing('@context');
    const [first, ...others]: readonly JsonValue[] = Array.isArray(value) ? value : [];
    if (first !== CREDENTIALS_V2 || new Set(others).size < others.length) return wrong('@context');
    if (!others.every((other) => isUrl(other) || isMembers(other))) wrong('@context');
  };

  /** Clause 4.5: one or more types, `needed` among them. */
  const type = (path: string, value: JsonValue | undefined, needed?: string) => {
    const types: readonly JsonValue[] = value === undefined ? [] : Array.isArray(value) ? value : [value];
    if (types.length === 0) return missing(path);
    if (!types.every((each) => typeof each === 'string' && each !== '')) return wrong(path);
    if (needed !== undefined && !types.includes(needed)) wrong(path);
  };

  /** Clause 4.6 with 11.1: a string, or value objects with language and direction and nothing else. */
  const words = (path: string, value: JsonValue | undefined) => {
    if (value === undefined || typeof value === 'string') return;
    const values: readonly JsonValue[] = Array.isArray(value) ? value : [value];
    const fits = values.every(
      (each) =>
        isMembers(each) &&
        typeof each['@value'] === 'string' &&
        Object.keys(each).every((key) => ['@value', '@language', '@direction'].includes(key)),
    );
    if (!fits || values.length === 0) wrong(path);
  };

  /** One object or several; `visit` sees each. */
  const each = (
    path: string,
    value: JsonValue | undefined,
    presence: 'mandatory' | 'optional',
    visit: (path: string, node: JsonMembers) => void,
  ) => {
    if (value === undefined) {
      if (presence === 'mandatory') missing(path);
      return;
    }
    const nodes: readonly JsonValue[] = Array.isArray(value) ? value : [value];
    if (nodes.length === 0) missing(path);
    for (const [index, node] of nodes.entries()) {
      const place = Array.isArray(value) ? `${path}.${index + 1}` : path;
      if (isMembers(node)) visit(place, node);
      else wrong(place);
    }
  };

  const typed = (path: string, node: JsonMembers, id: 'id-mandatory' | 'id-optional') => {
    if (id === 'id-mandatory' || node.id !== undefined) url(`${path}.id`, node.id);
    type(`${path}.type`, node.type);
  };

  const instant = (path: string, value: JsonValue | undefined): number | undefined => {
    if (value === undefined) return undefined;
    const read = typeof value === 'string' ? readInstant(value) : 'unreadable';
    if (typeof read === 'number') return read;
    put(read === 'unreadable' ? 'payload.date-unreadable' : 'payload.date-without-zone', path);
    return undefined;
  };

  return { problems, missing, wrong, url, context, type, words, each, typed, instant };
}
