import { decodeBase64 } from '../../sealing/base64.ts';
import { joinBytes } from '../../sealing/bytes.ts';
import { DSIG, XADES, XADES_141 } from '../../sealing/xades.ts';
import type { ArchiveTimestamp } from '../timestamp-level.ts';
import { joinValidationData, NO_VALIDATION_DATA, type ValidationData } from '../validation-data.ts';
import type { CanonicalForm } from './canonicalise.ts';
import { canonicalBytes, type Digested } from './reference.ts';
import { readForm, suspicious, withoutSpace, type XmlSignature } from './signature.ts';
import type { QualifyingProperties } from './signed-properties.ts';
import { childrenNamed, type ElementNode, elementsOf, textOf } from './tree.ts';

/** What stands in UnsignedProperties (ETSI EN 319 132-1 clause 4.3.4), as far as it is understood. */
export interface UnsignedProperties {
  readonly timestamps: readonly XmlTimestamp[];
  /** Of CertificateValues, RevocationValues and TimeStampValidationData (clauses 5.4 and 5.5.1). */
  readonly validation: ValidationData;
  readonly archives: readonly ArchiveTimestamp[];
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

/**
 * @param references what the signature's references were found to cover, in their order.
 * @throws Refusal for UnsignedProperties in another shape than the schema's.
 */
export function readUnsignedProperties(
  signature: XmlSignature,
  { unsigned }: QualifyingProperties,
  references: readonly Digested[],
): UnsignedProperties {
  if (!unsigned) return { timestamps: [], validation: NO_VALIDATION_DATA, archives: [], unjudged: false };
  const [ofSignature, ...others] = elementsOf(unsigned);
  if (ofSignature?.uri !== XADES || ofSignature.local !== 'UnsignedSignatureProperties') throw suspicious();
  const timestamps: XmlTimestamp[] = [];
  const archives: ArchiveTimestamp[] = [];
  const data: ValidationData[] = [];
  let unjudged = others.length > 0;
  const properties = elementsOf(ofSignature);
  for (const [index, property] of properties.entries()) {
    const values = validationDataIn(property);
    const kind = property.uri === XADES_141 ? 'ArchiveTimeStamp' : 'SignatureTimeStamp';
    const known = (property.uri === XADES || property.uri === XADES_141) && property.local === kind;
    const read = known ? readTimestamp(property) : undefined;
    if (values) data.push(values);
    else if (!read) unjudged = true;
    else if (kind === 'SignatureTimeStamp') {
      const apex = signature.valueElement;
      timestamps.push({ tokens: read.tokens, stamped: canonicalBytes({ apex, comments: true }, read.form) });
    } else {
      const before = properties.slice(0, index);
      archives.push({ tokens: read.tokens, stamped: archived(signature, references, before, read.form) });
    }
  }
  return { timestamps, validation: joinValidationData(...data), archives, unjudged };
}

/**
 * What an ArchiveTimeStamp is over (clause 5.5.2.2): what the references cover, in their order; SignedInfo, SignatureValue
 * and KeyInfo; the unsigned signature properties before it; and every other Object.
 */
export function archived(
  signature: XmlSignature,
  references: readonly Digested[],
  before: readonly ElementNode[],
  form: CanonicalForm,
): Uint8Array {
  const { signedInfo, valueElement, keyInfo, objects } = signature;
  const further = objects.filter(
    (object) => childrenNamed(object, XADES, 'QualifyingProperties').length === 0,
  );
  const nodes = [signedInfo, valueElement, ...(keyInfo ? [keyInfo] : []), ...before, ...further];
  return joinBytes(
    ...references.map(({ bytes }) => bytes),
    ...nodes.map((apex) => canonicalBytes({ apex, comments: true }, form)),
  );
}

/** Undefined for a property of another kind. */
function validationDataIn(property: ElementNode): ValidationData | undefined {
  const { uri, local } = property;
  if (uri === XADES_141 && (local === 'TimeStampValidationData' || local === 'AnyValidationData')) {
    const parts = elementsOf(property).flatMap((part) => validationDataIn(part) ?? []);
    return joinValidationData(...parts);
  }
  if (uri !== XADES) return undefined;
  if (local === 'CertificateValues') {
    return { ...NO_VALIDATION_DATA, certificates: dersIn(property, 'EncapsulatedX509Certificate') };
  }
  if (local !== 'RevocationValues') return undefined;
  const inside = (list: string, value: string) =>
    childrenNamed(property, XADES, list).flatMap((values) => dersIn(values, value));
  return {
    ...NO_VALIDATION_DATA,
    crls: inside('CRLValues', 'EncapsulatedCRLValue'),
    ocsps: inside('OCSPValues', 'EncapsulatedOCSPValue'),
  };
}

function dersIn(parent: ElementNode, name: string): readonly Uint8Array[] {
  return childrenNamed(parent, XADES, name).flatMap(
    (element) => decodeBase64(withoutSpace(textOf(element) ?? '!'), 'base64') ?? [],
  );
}

const DEFAULT_FORM: CanonicalForm = { kind: 'inclusive-1.0', comments: false };

function readTimestamp(
  property: ElementNode,
): { readonly tokens: readonly Uint8Array[]; readonly form: CanonicalForm } | undefined {
  const [method] = childrenNamed(property, DSIG, 'CanonicalizationMethod');
  const tokens = childrenNamed(property, XADES, 'EncapsulatedTimeStamp');
  // Include and ReferenceInfo are of time-stamps over other things, XMLTimeStamp is none of RFC 3161.
  if (elementsOf(property).length !== tokens.length + (method ? 1 : 0)) return undefined;
  const ders = tokens.map((token) => decodeBase64(withoutSpace(textOf(token) ?? '!'), 'base64'));
  const known = ders.filter((der) => der !== undefined);
  if (known.length < ders.length) return undefined;
  const form = method ? readForm(method) : DEFAULT_FORM;
  return { tokens: known, form };
}
