import { decodeBase64, encodeBase64Url } from '../../sealing/base64.ts';
import { Refusal } from '../integrity.ts';
import { readStrictJson, type StrictJson, type StrictObject } from './strict-json.ts';

/** One JSON Web Signature taken apart (RFC 7515 clause 7), whatever its serialization. */
export interface Jws {
  /** As it stands in the file: base64url, or clear text under `b64: false`. */
  readonly payload: string;
  /** As it stands in the file; this spelling is what is signed. */
  readonly protectedText: string;
  readonly protectedHeader: StrictObject;
  readonly unprotectedHeader: StrictObject;
  readonly signature: Uint8Array;
}

const CURLY = 0x7b;
const COMPACT = /^([\w-]+)\.([^.]*)\.([\w-]+)$/;
const NO_MEMBERS: StrictObject = new Map();

/** More than anybody puts on one document. */
const MOST_SIGNATURES = 16;

/** @throws Refusal for anything that is not one JWS by one signer, or that says the same thing twice. */
export function readJws(bytes: Uint8Array, beside?: Uint8Array): Jws {
  const [first, second] = readJwsOfAll(bytes, beside);
  if (second) throw new Refusal('FORMAT_FAILURE', 'several-signers');
  return first;
}

/**
 * The same for a JWS by several signers (RFC 7515 clause 7.2.1): one for each signature, over one payload.
 * @throws Refusal
 */
export function readJwsOfAll(bytes: Uint8Array, beside?: Uint8Array): readonly [Jws, ...Jws[]] {
  return firstCharacter(bytes) === CURLY ? readJsonForm(bytes, beside) : [readCompactForm(bytes, beside)];
}

function firstCharacter(bytes: Uint8Array): number | undefined {
  return bytes.find((byte) => byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
}

function readJsonForm(bytes: Uint8Array, beside?: Uint8Array): readonly [Jws, ...Jws[]] {
  const whole = readStrictJson(bytes);
  if (!isObject(whole)) throw new Refusal('FORMAT_FAILURE', 'format');
  const signatures = whole.get('signatures');
  if (signatures === undefined && whole.get('signature') === undefined) {
    throw new Refusal('FORMAT_FAILURE', 'not-sealed');
  }
  if (signatures === undefined) {
    allowOnly(whole, 'payload', 'protected', 'header', 'signature');
    return [makeJws(whole.get('payload'), whole, beside)];
  }
  // RFC 7515 clause 7.2.2: the general and the flattened form must not stand in one object.
  allowOnly(whole, 'payload', 'signatures');
  if (!Array.isArray(signatures)) throw new Refusal('FORMAT_FAILURE', 'format');
  if (signatures.length > MOST_SIGNATURES) throw new Refusal('FORMAT_FAILURE', 'several-signers');
  const [first, ...others] = (signatures as readonly StrictJson[]).map((signature) => {
    if (!isObject(signature)) throw new Refusal('FORMAT_FAILURE', 'format');
    allowOnly(signature, 'protected', 'header', 'signature');
    return makeJws(whole.get('payload'), signature, beside);
  });
  if (!first) throw new Refusal('FORMAT_FAILURE', 'format');
  return [first, ...others];
}

/** Unsigned members beside the known ones are baggage that a reader might take for sealed. */
function allowOnly(object: StrictObject, ...names: readonly string[]): void {
  for (const name of object.keys()) {
    if (!names.includes(name))
      throw new Refusal('FORMAT_FAILURE', 'structure-suspicious', { member: name.slice(0, 80) });
  }
}

function readCompactForm(bytes: Uint8Array, beside?: Uint8Array): Jws {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refusal('FORMAT_FAILURE', 'not-sealed');
  }
  // Editors end a file with a line feed; it is no part of the JWS.
  const match = COMPACT.exec(text.replace(/\r?\n$/, ''));
  if (!match) throw new Refusal('FORMAT_FAILURE', 'not-sealed');
  const [, protectedText = '', payload = '', signature = ''] = match;
  return makeJws(
    payload === '' ? undefined : payload,
    new Map([
      ['protected', protectedText],
      ['signature', signature],
    ]),
    beside,
  );
}

function makeJws(inside: StrictJson | undefined, parts: StrictObject, beside: Uint8Array | undefined): Jws {
  // Clause 7.2.1 allows unprotected headers alone; then nothing would say which key signed.
  const protectedText = parts.get('protected');
  const signatureText = parts.get('signature');
  const unprotectedHeader = parts.get('header') ?? NO_MEMBERS;
  if (
    typeof protectedText !== 'string' ||
    typeof signatureText !== 'string' ||
    !isObject(unprotectedHeader)
  ) {
    throw new Refusal('FORMAT_FAILURE', 'format');
  }
  const signature = decodeBase64(signatureText, 'base64url');
  const headerBytes = decodeBase64(protectedText, 'base64url');
  const protectedHeader = headerBytes && readStrictJson(headerBytes);
  if (!isObject(protectedHeader)) throw new Refusal('FORMAT_FAILURE', 'format');
  const payload = inside ?? payloadOf(beside, protectedHeader);
  if (typeof payload !== 'string' || !signature) {
    throw new Refusal('FORMAT_FAILURE', 'format');
  }
  // Clause 4: "the Header Parameter names in the two locations MUST be disjoint".
  for (const name of unprotectedHeader.keys()) {
    if (protectedHeader.has(name))
      throw new Refusal('FORMAT_FAILURE', 'header-refused', { header: name.slice(0, 80) });
  }
  return { payload, protectedText, protectedHeader, unprotectedHeader, signature };
}

/** RFC 7515 appendix F: the payload left out, and handed in as a file. */
function payloadOf(beside: Uint8Array | undefined, header: StrictObject): string {
  if (!beside) throw new Refusal('SIGNED_DATA_NOT_FOUND', 'data-elsewhere');
  if (header.get('b64') !== false) return encodeBase64Url(beside);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(beside);
  } catch {
    throw new Refusal('FORMAT_FAILURE', 'format');
  }
}

export function isObject(value: StrictJson | undefined): value is StrictObject {
  return value instanceof Map;
}
