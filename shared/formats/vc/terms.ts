import type { Problem } from '../../problem.ts';
import { bundledLoader } from '../../sealing/data-integrity-contexts.ts';
import type { JsonMembers, JsonValue } from './read-json.ts';
import { isUrl, readInstant } from './structure.ts';

/** RFC 7519 clause 4.1 and RFC 7800: they may stand beside a credential in a JWT, and are no terms of it. */
const JWT_CLAIMS = ['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'cnf'];

const DATE_TIME = /^https?:\/\/www\.w3\.org\/2001\/XMLSchema#dateTime(?:Stamp)?$/;

/**
 * What the contexts make of the credential. JSON-LD drops a member it does not know without a word; here that is a
 * refusal, and so is a context that is not at hand: nothing is fetched. A proof has terms of its own and is left to
 * whoever verifies it.
 * @param contexts more contexts by URL than those bundled.
 */
export async function termProblems(
  credential: JsonMembers,
  contexts?: ReadonlyMap<string, object>,
): Promise<Problem[]> {
  const said = Object.entries(credential).filter(([key]) => key !== 'proof' && !JWT_CLAIMS.includes(key));
  // Not before somebody reads a credential: with all that it brings along it is a third of a start.
  const { default: jsonld } = await import('jsonld');
  let expanded: readonly object[];
  try {
    expanded = await jsonld.expand(Object.fromEntries(said), {
      documentLoader: bundledLoader(contexts),
      base: null,
      safe: true,
    });
  } catch (cause) {
    const problem = cause instanceof Error ? explain(cause) : undefined;
    if (problem) return [problem];
    throw cause;
  }
  return Array.from(valueProblems(expanded as unknown as JsonValue));
}

/**
 * A key or type of Latin letters and letters of another script, which look like Latin ones to people and are others to
 * programs (Unicode TR 39 clause 5.1, mixed-script).
 */
export function isLookAlike(name: string): boolean {
  return (
    /\p{Script=Latin}/u.test(name) && /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u.test(name)
  );
}

/** Every key of the tree that is a look-alike, once. */
export function lookAlikes(value: JsonValue): Set<string> {
  const found = new Set<string>();
  const visit = (node: JsonValue): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, item] of Object.entries(node)) {
      if (isLookAlike(key)) found.add(key);
      visit(item);
    }
  };
  visit(value);
  return found;
}

/** Shape of jsonld.js' errors: `code` of JSON-LD 1.1 API clause 9, or an event of safe mode. */
interface JsonLdError extends Error {
  readonly details?: {
    readonly code?: string;
    readonly url?: string;
    readonly event?: { readonly code: string; readonly details: Readonly<Record<string, unknown>> };
  };
}

function explain({ name, details = {} }: JsonLdError): Problem | undefined {
  const { code, event, url } = details;
  if (code === 'loading remote context failed') {
    return { code: 'payload.context-unknown', facts: { url: String(url) } };
  }
  const key = event?.details.property ?? event?.details.type;
  if (
    (event?.code === 'invalid property' || event?.code === 'relative @type reference') &&
    key !== undefined
  ) {
    const text = String(key);
    const ascii = /^[\u0020-\u007e]*$/.test(text);
    return { code: ascii ? 'payload.term-unknown' : 'payload.key-lookalike', facts: { key: text } };
  }
  if (!name.startsWith('jsonld.')) return undefined;
  return { code: 'payload.value-wrong', facts: { element: event?.code ?? code ?? name } };
}

/** Ids, types and moments anywhere in the expanded document. */
function* valueProblems(node: JsonValue, property = '@graph'): Generator<Problem> {
  if (typeof node !== 'object' || node === null) return;
  if (Array.isArray(node)) {
    for (const item of node as readonly JsonValue[]) yield* valueProblems(item, property);
    return;
  }
  const members = node as JsonMembers;
  if ('@value' in members) {
    const { '@value': value, '@type': type } = members;
    if (typeof type !== 'string' || !DATE_TIME.test(type)) return;
    const read = typeof value === 'string' ? readInstant(value) : 'unreadable';
    if (typeof read === 'number') return;
    const code = read === 'unreadable' ? 'payload.date-unreadable' : 'payload.date-without-zone';
    yield { code, where: { element: property }, facts: { element: property } };
    return;
  }
  for (const name of [members['@id'], members['@type']].flat()) {
    if (name !== undefined && !isUrl(name)) {
      yield { code: 'payload.value-wrong', where: { element: property }, facts: { element: property } };
    }
  }
  for (const [key, item] of Object.entries(members)) yield* valueProblems(item, key);
}
