import type {
  ControllerDocument,
  JsonWebKeyMethod,
  Multikey,
  VerificationMethod,
} from './controller-document.ts';

/** What a web site calls the document of its DID (did:web), and what it is called beside the files it serves. */
export const CONTROLLER_FILE = 'did.json';
/** Bytes; a document of fifty seals with their chains is about half of it. */
export const LARGEST_CONTROLLER_DOCUMENT = 1024 * 1024;

/**
 * A controller document somebody has at hand, such as a `did.json`, with the methods of it that are of a kind we know.
 * Undefined for anything else.
 */
export function readControllerDocument(bytes: Uint8Array): ControllerDocument | undefined {
  const told = parsed(bytes);
  if (bytes.length > LARGEST_CONTROLLER_DOCUMENT || !isObject(told) || typeof told.id !== 'string')
    return undefined;
  const { id } = told;
  const contexts = [told['@context'] ?? []].flat().filter((context) => typeof context === 'string');
  const listed = Array.isArray(told.verificationMethod)
    ? (told.verificationMethod as readonly unknown[])
    : [];
  const methods = listed.flatMap((method) => methodIn(method) ?? []);
  // An assertion method may stand there in full instead of by its name.
  const asserting = Array.isArray(told.assertionMethod) ? (told.assertionMethod as readonly unknown[]) : [];
  const inFull = asserting.flatMap((method) => methodIn(method) ?? []);
  const names = asserting.filter((name) => typeof name === 'string');
  return {
    '@context': contexts,
    id,
    verificationMethod: [...methods, ...inFull],
    assertionMethod: [...names, ...inFull.map((method) => method.id)],
  };
}

/**
 * `fresh` with the keys that `known` told before: what was sealed with an earlier seal stays provable when a new one
 * takes its place. A method of the same name is the fresh one.
 */
export function withEarlierKeys(fresh: ControllerDocument, known: ControllerDocument): ControllerDocument {
  const names = new Set(fresh.assertionMethod);
  const methods = known.verificationMethod.filter(({ id }) => !names.has(id));
  return {
    ...fresh,
    verificationMethod: [...fresh.verificationMethod, ...methods],
    assertionMethod: [...fresh.assertionMethod, ...methods.map(({ id }) => id)],
  };
}

function methodIn(value: unknown): VerificationMethod | undefined {
  if (!isObject(value)) return undefined;
  const { id, type, controller, publicKeyMultibase, publicKeyJwk } = value;
  if (typeof id !== 'string' || typeof controller !== 'string') return undefined;
  if (type === 'Multikey' && typeof publicKeyMultibase === 'string') {
    return { id, type, controller, publicKeyMultibase } satisfies Multikey;
  }
  if (type !== 'JsonWebKey' || !isObject(publicKeyJwk) || 'd' in publicKeyJwk) return undefined;
  return { id, type, controller, publicKeyJwk: publicKeyJwk as JsonWebKeyMethod['publicKeyJwk'] };
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof TypeError) return undefined;
    throw cause;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
