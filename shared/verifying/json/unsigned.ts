import { decodeBase64 } from '../../sealing/base64.ts';
import { joinValidationData, NO_VALIDATION_DATA, type ValidationData } from '../validation-data.ts';
import { isObject } from './jws.ts';
import { readStrictJson, type StrictJson, type StrictObject } from './strict-json.ts';

/** What stands in the unprotected header of a JAdES signature, as far as it is understood. */
export interface UnsignedHeader {
  /** Tokens of `sigTst`, DER. */
  readonly timestamps: readonly Uint8Array[];
  /** Of `xVals` (TS 119 182-1 clause 5.3.5.1), DER. */
  readonly certificates: readonly Uint8Array[];
  /** Of `xVals`, `rVals` and `tstVD` (clauses 5.3.5 and 5.3.6). */
  readonly validation: ValidationData;
  readonly archives: readonly ArchiveTokens[];
  /** Something else stands there, or something unreadable. */
  readonly unjudged: boolean;
}

/** One `arcTst` (clause 5.3.6.2). */
export interface ArchiveTokens {
  /** DER. */
  readonly tokens: readonly Uint8Array[];
  /** The elements before it as they stand, base64url, one behind the other; undefined where any is an object in clear. */
  readonly before: string | undefined;
}

/** `etsiU` of TS 119 182-1 clause 5.3.1: an array of base64url strings, or of objects in clear. */
export function readUnsigned(header: StrictObject): UnsignedHeader {
  const timestamps: Uint8Array[] = [];
  const archives: ArchiveTokens[] = [];
  const data: ValidationData[] = [];
  const etsiU = header.get('etsiU');
  const elements = Array.isArray(etsiU) ? (etsiU as readonly StrictJson[]) : [];
  let unjudged =
    header.size > (etsiU === undefined ? 0 : 1) || (etsiU !== undefined && !Array.isArray(etsiU));
  for (const [index, element] of elements.entries()) {
    const object = typeof element === 'string' ? decoded(element) : element;
    const [name, value] = isObject(object) && object.size === 1 ? ([...object][0] ?? []) : [];
    const values = name === undefined ? undefined : valuesIn(name, value);
    const tokens = name === 'sigTst' || name === 'arcTst' ? tokensIn(value) : undefined;
    if (values) data.push(values);
    else if (tokens && name === 'sigTst') timestamps.push(...tokens);
    else if (tokens) archives.push({ tokens, before: strings(elements.slice(0, index)) });
    else unjudged = true;
  }
  const certificates = data.flatMap((one) => one.certificates);
  return { timestamps, certificates, validation: joinValidationData(...data), archives, unjudged };
}

function strings(elements: readonly StrictJson[]): string | undefined {
  return elements.every((element) => typeof element === 'string') ? elements.join('') : undefined;
}

/** Undefined for an element of another name. */
function valuesIn(name: string, value: StrictJson | undefined): ValidationData | undefined {
  if (name === 'xVals') return { ...NO_VALIDATION_DATA, certificates: certificatesIn(value) };
  if (name === 'rVals') return { ...NO_VALIDATION_DATA, ...revocationsIn(value) };
  if (name !== 'tstVD' && name !== 'anyValData') return undefined;
  const parts = isObject(value) ? value : new Map<string, StrictJson>();
  return { certificates: certificatesIn(parts.get('xVals')), ...revocationsIn(parts.get('rVals')) };
}

function certificatesIn(values: StrictJson | undefined): readonly Uint8Array[] {
  return listIn(values).flatMap((value) => derIn(isObject(value) ? value.get('x509Cert') : undefined));
}

/** Clause 5.3.5.3: `crlVals` and `ocspVals`, of pkiOb. */
function revocationsIn(values: StrictJson | undefined): Pick<ValidationData, 'crls' | 'ocsps'> {
  const parts = isObject(values) ? values : new Map<string, StrictJson>();
  return {
    crls: listIn(parts.get('crlVals')).flatMap(derIn),
    ocsps: listIn(parts.get('ocspVals')).flatMap(derIn),
  };
}

function listIn(value: StrictJson | undefined): readonly StrictJson[] {
  return Array.isArray(value) ? (value as readonly StrictJson[]) : [];
}

/** `val` of pkiOb (clause 5.4.1). */
function derIn(object: StrictJson | undefined): readonly Uint8Array[] {
  const text = isObject(object) ? object.get('val') : undefined;
  const der = typeof text === 'string' ? decodeBase64(text, 'base64') : undefined;
  return der ? [der] : [];
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
