import { decodeBase64 } from '../../sealing/base64.ts';
import { DSIG, XADES } from '../../sealing/xades.ts';
import type { CanonicalForm } from './canonicalise.ts';
import { canonicalBytes } from './reference.ts';
import { readForm, suspicious, withoutSpace, type XmlSignature } from './signature.ts';
import type { QualifyingProperties } from './signed-properties.ts';
import { childrenNamed, type ElementNode, elementsOf, textOf } from './tree.ts';

/** What stands in UnsignedProperties (ETSI EN 319 132-1 clause 4.3.4), as far as it is understood. */
export interface UnsignedProperties {
  readonly timestamps: readonly XmlTimestamp[];
  /** Something else stands there, or something unreadable. */
  readonly unjudged: boolean;
}

/** One SignatureTimeStamp (clause 5.3). */
export interface XmlTimestamp {
  /** DER. */
  readonly tokens: readonly Uint8Array[];
  /** SignatureValue as an element, canonical. */
  readonly stamped: Uint8Array;
}

/** @throws Refusal for UnsignedProperties in another shape than the schema's. */
export function readUnsignedProperties(
  signature: XmlSignature,
  { unsigned }: QualifyingProperties,
): UnsignedProperties {
  if (!unsigned) return { timestamps: [], unjudged: false };
  const [ofSignature, ...others] = elementsOf(unsigned);
  if (ofSignature?.uri !== XADES || ofSignature.local !== 'UnsignedSignatureProperties') throw suspicious();
  const timestamps: XmlTimestamp[] = [];
  let unjudged = others.length > 0;
  for (const property of elementsOf(ofSignature)) {
    const isTimestamp = property.uri === XADES && property.local === 'SignatureTimeStamp';
    const timestamp = isTimestamp ? readTimestamp(property, signature) : undefined;
    if (timestamp) timestamps.push(timestamp);
    else unjudged = true;
  }
  return { timestamps, unjudged };
}

/** Clause 5.1.4.3: without CanonicalizationMethod, Canonical XML 1.0. */
const DEFAULT_FORM: CanonicalForm = { kind: 'inclusive-1.0', comments: false };

function readTimestamp(property: ElementNode, signature: XmlSignature): XmlTimestamp | undefined {
  const [method] = childrenNamed(property, DSIG, 'CanonicalizationMethod');
  const tokens = childrenNamed(property, XADES, 'EncapsulatedTimeStamp');
  // Include and ReferenceInfo are of time-stamps over other things, XMLTimeStamp is none of RFC 3161.
  if (elementsOf(property).length !== tokens.length + (method ? 1 : 0)) return undefined;
  const ders = tokens.map((token) => decodeBase64(withoutSpace(textOf(token) ?? '!'), 'base64'));
  const known = ders.filter((der) => der !== undefined);
  if (known.length < ders.length) return undefined;
  const form = method ? readForm(method) : DEFAULT_FORM;
  return { tokens: known, stamped: canonicalBytes({ apex: signature.valueElement, comments: true }, form) };
}
