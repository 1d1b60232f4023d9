import { decodeBase64 } from '../../sealing/base64.ts';
import { isObject } from './jws.ts';
import { readStrictJson, type StrictJson, type StrictObject } from './strict-json.ts';

/** What stands in the unprotected header of a JAdES signature, as far as it is understood. */
export interface UnsignedHeader {
  /** Tokens of `sigTst`, DER. */
  readonly timestamps: readonly Uint8Array[];
  /** Of `xVals` (TS 119 182-1 clause 5.3.5.1), DER. */
  readonly certificates: readonly Uint8Array[];
  /** Something else stands there, or something unreadable. */
  readonly unjudged: boolean;
}

/** `etsiU` of TS 119 182-1 clause 5.3.1: an array of base64url strings, or of objects in clear. */
export function readUnsigned(header: StrictObject): UnsignedHeader {
  const timestamps: Uint8Array[] = [];
  const certificates: Uint8Array[] = [];
  const etsiU = header.get('etsiU');
  let unjudged = header.size > (etsiU === undefined ? 0 : 1);
  for (const element of Array.isArray(etsiU) ? (etsiU as readonly StrictJson[]) : []) {
    const object = typeof element === 'string' ? decoded(element) : element;
    const container = isObject(object) && object.size === 1 ? object.get('sigTst') : undefined;
    const tokens = tokensIn(container);
    if (tokens) timestamps.push(...tokens);
    else unjudged = true;
    if (isObject(object)) certificates.push(...certificatesIn(object.get('xVals')));
  }
  unjudged ||= etsiU !== undefined && !Array.isArray(etsiU);
  return { timestamps, certificates, unjudged };
}

function certificatesIn(values: StrictJson | undefined): readonly Uint8Array[] {
  return (Array.isArray(values) ? (values as readonly StrictJson[]) : []).flatMap((value) => {
    const certificate = isObject(value) ? value.get('x509Cert') : undefined;
    const text = isObject(certificate) ? certificate.get('val') : undefined;
    return (typeof text === 'string' && decodeBase64(text, 'base64')) || [];
  });
}

function decoded(element: string): StrictJson | undefined {
  const bytes = decodeBase64(element, 'base64url');
  try {
    return bytes && readStrictJson(bytes);
  } catch {
    // Unsigned and unreadable: nothing that a seal says.
    return undefined;
  }
}

/** tstContainer of clause 5.4.3.3; undefined where any token is of a form not known here. */
function tokensIn(container: StrictJson | undefined): readonly Uint8Array[] | undefined {
  const tokens = isObject(container) && container.get('tstTokens');
  // canonAlg would say how to write what is stamped; over a signature value nothing is to be written anew.
  if (!Array.isArray(tokens) || !isObject(container) || container.has('canonAlg')) return undefined;
  const found: Uint8Array[] = [];
  for (const token of tokens as readonly StrictJson[]) {
    const value =
      isObject(token) && [...token.keys()].every((name) => KNOWN.includes(name)) && token.get('val');
    const der = typeof value === 'string' ? decodeBase64(value, 'base64') : undefined;
    if (!der) return undefined;
    found.push(der);
  }
  return found;
}

/** `type`, `encoding` and `specRef` are of time-stamps other than those of RFC 3161 in DER. */
const KNOWN: readonly string[] = ['val'];
