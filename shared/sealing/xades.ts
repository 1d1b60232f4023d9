import type { Engine, HashAlgorithm } from '../engine.ts';
import { encodeBase64 } from './base64.ts';
import { joinBytes } from './bytes.ts';
import { COMMITMENT_URIS, type Commitment } from './commitment.ts';
import type { Seal } from './seal.ts';
import type { Timestamper } from './timestamp.ts';
import { EXCLUSIVE_C14N, writeCanonical, type XmlElement, type XmlNode } from './xml.ts';
import { escapeText, isXmlText } from './xml-text.ts';

export const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
export const XADES = 'http://uri.etsi.org/01903/v1.3.2#';
/** EN 319 132-1 annex A: what came with version 1.4.1 of the schema. */
export const XADES_141 = 'http://uri.etsi.org/01903/v1.4.1#';
export const ENVELOPED_SIGNATURE = `${DSIG}enveloped-signature`;
/** XPath filtering (XML Signature 1.1 clause 6.6.3) as it stands in seals that others are to join. */
export const XPATH_FILTER = 'http://www.w3.org/TR/1999/REC-xpath-19991116';
export const WITHOUT_SEALS = 'not(ancestor-or-self::ds:Signature)';
export const SIGNED_PROPERTIES_TYPE = 'http://uri.etsi.org/01903#SignedProperties';

/** DigestMethod of RFC 9231 clause 2.1 and XML Encryption clause 5.8. */
export const XML_DIGESTS: Readonly<Record<HashAlgorithm, string>> = {
  'SHA-256': 'http://www.w3.org/2001/04/xmlenc#sha256',
  'SHA-384': 'http://www.w3.org/2001/04/xmldsig-more#sha384',
  'SHA-512': 'http://www.w3.org/2001/04/xmlenc#sha512',
};

export interface XmlSealer {
  /**
   * @returns the document with the seal as the last child of its root; UTF-8 with an XML declaration.
   * @throws Error when `root` cannot be written (see `writeCanonical`); StudioFault when the key fails, or the authority.
   */
  seal(root: XmlElement, facts: XmlSealFacts): Promise<Uint8Array>;
  /**
   * The seal alone, to stand as a child of the root.
   * @param document canonical (exclusive), without any seal; the octets of a detached one.
   */
  sign(document: Uint8Array, facts: XmlSealFacts): Promise<Uint8Array>;
}

/** How a seal stands among others. */
export interface XmlSealManner {
  /** Leaves every seal of the document out of what is digested, not only this one, so that others may follow. */
  readonly joint?: boolean;
  /** A file beside the seal, referred to by this name and sealed octet by octet, in place of a document around it. */
  readonly detached?: string;
  readonly commitment?: Commitment;
}

export interface XmlSealFacts {
  /** Claimed signing time, `YYYY-MM-DDThh:mm:ssZ`. */
  readonly at: string;
  /** Makes the seal's Ids unique where documents are joined; the credential's own id serves. */
  readonly id: string;
  /** Of the sealed document, such as `text/xml`. */
  readonly mediaType: string;
  /** The commitment in the document's language. */
  readonly reason?: string;
}

/**
 * Makes enveloped XAdES baseline B seals (ETSI EN 319 132-1 v1.2.1 clause 6.3; XML Signature 1.1): SigningTime,
 * SigningCertificateV2 and DataObjectFormat signed, the certificates in X509Data. All that is the same for every
 * document is written canonical once; a document then costs three digests and one signature. With `timestamper` it is baseline T: a SignatureTimeStamp over the
 * canonical SignatureValue (clause 5.3) among the unsigned properties.
 */
export function prepareXmlSealer(
  seal: Seal,
  engine: Engine,
  timestamper?: Timestamper,
  manner: XmlSealManner = {},
): XmlSealer {
  const { hash } = seal.algorithm;
  const forms = prepareForms(seal, engine, timestamper !== undefined, manner);
  const utf8 = new TextEncoder();
  const digest = (canonical: Uint8Array): string => encodeBase64(engine.hash(hash, canonical));

  return {
    async seal(root, facts) {
      const document = utf8.encode(writeCanonical(root));
      const signature = await sign(document, facts);
      const closing = utf8.encode(`</${root.name}>`).length;
      return joinBytes(DECLARATION, document.subarray(0, -closing), signature, document.subarray(-closing));
    },
    sign,
  };

  async function sign(
    document: Uint8Array,
    { at, id, mediaType, reason = '' }: XmlSealFacts,
  ): Promise<Uint8Array> {
    if (![id, mediaType, reason].every(isXmlText)) throw new Error('facts of a seal must be XML text');
    const names = {
      id: idFrom(id),
      at: escapeText(at),
      mediaType: escapeText(mediaType),
      reason: escapeText(reason),
    };
    const properties = utf8.encode(fill(forms.signedProperties, names));
    const digests = { ...names, document: digest(document), properties: digest(properties) };
    const signature = await seal.sign(utf8.encode(fill(forms.signedInfo, digests)));
    const valued = { ...digests, signature: encodeBase64(signature) };
    const token = await timestamper?.stamp(utf8.encode(fill(forms.signatureValue, valued)));
    return utf8.encode(
      fill(forms.signature, { ...valued, ...(token && { timestamp: encodeBase64(token) }) }),
    );
  }
}

const DECLARATION = new TextEncoder().encode('<?xml version="1.0" encoding="UTF-8"?>\n');

/** What differs from document to document. */
type Gap = 'id' | 'at' | 'mediaType' | 'reason' | 'document' | 'properties' | 'signature' | 'timestamp';

/** Canonical text cut at its gaps. */
type Form = readonly (string | { readonly gap: Gap })[];

/** Stands for a gap while the form is written; private use, so no text of ours holds it. */
const MARK = '\uE000';
const CUT = new RegExp(`${MARK}(\\w+)${MARK}`);

function gap(name: Gap): string {
  return `${MARK}${name}${MARK}`;
}

function cutForm(canonical: string): Form {
  return canonical
    .split(CUT)
    .map((piece, index) => (index % 2 === 0 ? piece : { gap: piece as Gap }))
    .filter((piece) => piece !== '');
}

function fill(form: Form, values: Readonly<Partial<Record<Gap, string>>>): string {
  let out = '';
  for (const piece of form) {
    if (typeof piece === 'string') out += piece;
    else out += values[piece.gap] ?? missing(piece.gap);
  }
  return out;
}

function missing(name: Gap): never {
  throw new Error(`no value for ${name}`);
}

function prepareForms(
  seal: Seal,
  engine: Engine,
  timestamped: boolean,
  manner: XmlSealManner,
): Readonly<Record<'signedProperties' | 'signedInfo' | 'signatureValue' | 'signature', Form>> {
  const properties = signedProperties(seal, engine, manner.commitment);
  const info = signedInfo(seal, manner);
  const value = ds('SignatureValue', { Id: `${gap('id')}-value` }, gap('signature'));
  const parts = [
    info,
    value,
    ds(
      'KeyInfo',
      {},
      ds('X509Data', {}, ...seal.chain.map((der) => ds('X509Certificate', {}, encodeBase64(der)))),
    ),
    ds(
      'Object',
      {},
      {
        name: 'xades:QualifyingProperties',
        namespaces: { xades: XADES },
        attributes: { Target: `#${gap('id')}` },
        children: timestamped ? [properties, unsignedProperties()] : [properties],
      },
    ),
  ];
  const signature: XmlElement = {
    name: 'ds:Signature',
    namespaces: { ds: DSIG },
    attributes: { Id: gap('id') },
    children: parts,
  };
  const scope = new Map([
    ['ds', DSIG],
    ['xades', XADES],
  ]);
  return {
    signedProperties: cutForm(writeCanonical(properties, scope)),
    signedInfo: cutForm(writeCanonical(info, scope)),
    signatureValue: cutForm(writeCanonical(value, scope)),
    signature: cutForm(writeCanonical(signature)),
  };
}

function signedInfo({ algorithm }: Seal, { joint = false, detached }: XmlSealManner): XmlElement {
  const exclusive = ds('Transform', { Algorithm: EXCLUSIVE_C14N });
  const enveloped = joint
    ? ds('Transform', { Algorithm: XPATH_FILTER }, ds('XPath', {}, WITHOUT_SEALS))
    : ds('Transform', { Algorithm: ENVELOPED_SIGNATURE });
  const digestMethod = ds('DigestMethod', { Algorithm: XML_DIGESTS[algorithm.hash] });
  return ds(
    'SignedInfo',
    {},
    ds('CanonicalizationMethod', { Algorithm: EXCLUSIVE_C14N }),
    ds('SignatureMethod', { Algorithm: algorithm.xml }),
    ds(
      'Reference',
      { Id: `${gap('id')}-document`, URI: detached ?? '' },
      ...(detached === undefined ? [ds('Transforms', {}, enveloped, exclusive)] : []),
      digestMethod,
      ds('DigestValue', {}, gap('document')),
    ),
    ds(
      'Reference',
      { Type: SIGNED_PROPERTIES_TYPE, URI: `#${gap('id')}-properties` },
      ds('Transforms', {}, exclusive),
      digestMethod,
      ds('DigestValue', {}, gap('properties')),
    ),
  );
}

/**
 * EN 319 132-1 clauses 5.2.1 (SigningTime), 5.2.2 (SigningCertificateV2), 5.2.4 (DataObjectFormat) and 5.2.3
 * (CommitmentTypeIndication).
 */
function signedProperties(
  { algorithm, chain }: Seal,
  engine: Engine,
  commitment: Commitment | undefined,
): XmlElement {
  const certDigest = xades(
    'CertDigest',
    {},
    ds('DigestMethod', { Algorithm: XML_DIGESTS[algorithm.hash] }),
    ds('DigestValue', {}, encodeBase64(engine.hash(algorithm.hash, chain[0]))),
  );
  return xades(
    'SignedProperties',
    { Id: `${gap('id')}-properties` },
    xades(
      'SignedSignatureProperties',
      {},
      xades('SigningTime', {}, gap('at')),
      xades('SigningCertificateV2', {}, xades('Cert', {}, certDigest)),
    ),
    xades(
      'SignedDataObjectProperties',
      {},
      xades(
        'DataObjectFormat',
        { ObjectReference: `#${gap('id')}-document` },
        xades('MimeType', {}, gap('mediaType')),
      ),
      ...(commitment ? [commitmentIndication(commitment)] : []),
    ),
  );
}

function commitmentIndication(commitment: Commitment): XmlElement {
  return xades(
    'CommitmentTypeIndication',
    {},
    xades(
      'CommitmentTypeId',
      {},
      xades('Identifier', {}, COMMITMENT_URIS[commitment]),
      xades('Description', {}, gap('reason')),
    ),
    xades('AllSignedDataObjects', {}),
  );
}

/** EN 319 132-1 clauses 5.3 (SignatureTimeStamp) and 5.1.4.4.2 (EncapsulatedTimeStamp, DER in Base64). */
function unsignedProperties(): XmlElement {
  return xades(
    'UnsignedProperties',
    {},
    xades(
      'UnsignedSignatureProperties',
      {},
      xades(
        'SignatureTimeStamp',
        { Id: `${gap('id')}-timestamp` },
        ds('CanonicalizationMethod', { Algorithm: EXCLUSIVE_C14N }),
        xades('EncapsulatedTimeStamp', {}, gap('timestamp')),
      ),
    ),
  );
}

function ds(name: string, attributes: Readonly<Record<string, string>>, ...children: XmlNode[]): XmlElement {
  return { name: `ds:${name}`, attributes, children };
}

function xades(
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...children: XmlNode[]
): XmlElement {
  return { name: `xades:${name}`, attributes, children };
}

/** An NCName that cannot be one of the document's own Ids, which never begin with `seal-`. */
function idFrom(id: string): string {
  return `seal-${id.replace(/[^A-Za-z0-9.-]/g, '-')}`;
}
