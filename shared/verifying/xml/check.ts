import type { Engine } from '../../engine.ts';
import { decodeBase64 } from '../../sealing/base64.ts';
import { type Certificate, readCertificate } from '../../sealing/certificate.ts';
import { DSIG, XADES } from '../../sealing/xades.ts';
import {
  caught,
  excerpt,
  type FurtherSeal,
  type Integrity,
  type IntegrityProven,
  type IntegrityWarning,
  Refusal,
} from '../integrity.ts';
import { signatureHolds } from '../signature.ts';
import { archiveTimestamps, levelWith, signatureTimestamps } from '../timestamp-level.ts';
import { SHA1, schemeNamed } from './algorithm.ts';
import { parseXml } from './parse.ts';
import { canonicalBytes, type Digested, digestReference, type FilesByUri } from './reference.ts';
import { readSignature, refusedAlgorithm, suspicious, withoutSpace, type XmlSignature } from './signature.ts';
import { type QualifyingProperties, readQualifyingProperties } from './signed-properties.ts';
import {
  attributeOf,
  childrenNamed,
  type ElementNode,
  elementsOf,
  textOf,
  type XmlDocument,
} from './tree.ts';
import { readUnsignedProperties, type UnsignedProperties } from './unsigned-properties.ts';

export type XmlCheck = Integrity;

/** More than anybody puts on one document; each costs a digest of it. */
const MOST_SEALS = 16;

/**
 * Tests an XML document under all its seals (XML Signature 1.1 clause 3.2; EN 319 102-1 clauses 5.2.2 to 5.2.7 without
 * the certificate path): enveloped over the whole document, each of several by itself, or one enveloping what is
 * sealed. Nothing is fetched.
 */
export function checkXml(
  bytes: Uint8Array,
  engine: Engine,
  beside: FilesByUri = new Map(),
): Promise<XmlCheck> {
  return caught(async () => {
    const document = parseXml(bytes);
    const [first, ...others] = sealsOf(document);
    const proven = await checkSeal(first, document, engine, beside);
    if (others.length === 0) return proven;
    const further: FurtherSeal[] = [];
    for (const element of others) further.push(await checkSeal(element, document, engine, beside));
    return { ...proven, further };
  });
}

async function checkSeal(
  element: ElementNode,
  document: XmlDocument,
  engine: Engine,
  beside: FilesByUri,
): Promise<IntegrityProven> {
  const { signature, properties, digested } = openSignature(element, document, engine, beside);
  const { signer, others } = findSigner(signature, properties);
  const covered = digested();
  // XAdES clause 4.4: what says which certificate signed must itself be signed.
  if (covered.filter(({ covers }) => covers === 'signed-properties').length !== 1) throw suspicious();
  const data = theDataSealed(covered, document, signature);
  refuseHiding(data, document);
  refuseBaggage(signature, covered);
  refuseFormatsOfNothing(signature, properties);

  const scheme = schemeNamed(signature.method, signer.publicKey);
  if (!scheme) throw refusedAlgorithm(signature.method);
  const signed = canonicalBytes({ apex: signature.signedInfo, comments: true }, signature.form);
  const holds = await signatureHolds({
    spki: signer.publicKey.spki,
    scheme,
    signature: signature.value,
    signed,
  });
  if (!holds) throw new Refusal('SIG_CRYPTO_FAILURE', 'signature-wrong');
  // All fits; but what fits SHA-1 could have been made to.
  const digests = [properties.certificate.hash, ...signature.references.map(({ hash }) => hash)];
  if (digests.includes('SHA-1')) throw refusedAlgorithm(SHA1);
  const unsigned = readUnsignedProperties(signature, properties, covered);
  const proven = prove(data, covered, signer, others, properties);
  return { ...proven, ...(await withTimestamps(proven, unsigned, engine)) };
}

/** A seal taken apart; nothing but the digests is tested. */
export interface OpenedSignature {
  readonly signature: XmlSignature;
  readonly properties: QualifyingProperties;
  /** What the references cover, in their order. Throws Refusal. */
  digested(): readonly Digested[];
}

/** @throws Refusal */
export function openSignature(
  element: ElementNode,
  document: XmlDocument,
  engine: Engine,
  beside: FilesByUri = new Map(),
): OpenedSignature {
  const signature = readSignature(element);
  const properties = readQualifyingProperties(signature, engine);
  const { signedProperties } = properties;
  const digested = (): readonly Digested[] =>
    signature.references.map((reference) =>
      digestReference(reference, signature, signedProperties, document, engine, beside),
    );
  return { signature, properties, digested };
}

/**
 * In document order; signatures inside of a seal (counter-signatures, or within what it encloses) are its own affair.
 * Several stand side by side as the last children of the root.
 */
export function sealsOf(document: XmlDocument): readonly [ElementNode, ...ElementNode[]] {
  const [first, ...others] = outermost(document);
  if (!first) throw new Refusal('FORMAT_FAILURE', 'not-sealed');
  if (others.length === 0) return [first];
  const last = elementsOf(document.root).slice(-1 - others.length);
  const apart = [first, ...others].some((element, index) => element !== last[index]);
  if (apart || others.length >= MOST_SEALS) throw new Refusal('FORMAT_FAILURE', 'several-signers');
  return [first, ...others];
}

function outermost({ signatures }: XmlDocument): readonly ElementNode[] {
  return signatures.filter((element) => {
    for (let above = element.parent; above; above = above.parent) {
      if (signatures.includes(above)) return false;
    }
    return true;
  });
}

/** What leaves out every seal must not leave out more: where there are several, each stands in the root and is judged. */
function refuseHiding({ reference }: Digested, document: XmlDocument): void {
  if (!reference.transforms.some(({ kind }) => kind === 'without-seals')) return;
  const seals = outermost(document);
  if (seals.length > 1 && seals.some(({ parent }) => parent !== document.root)) throw suspicious();
}

function findSigner(
  { keyInfo }: XmlSignature,
  { certificate, unsigned }: QualifyingProperties,
): { readonly signer: Certificate; readonly others: readonly Uint8Array[] } {
  // What is signed says by a digest which one it is; it may stand anywhere.
  const inside = [
    ...(keyInfo ? certificatesIn(keyInfo) : []),
    ...(unsigned ? certificateValues(unsigned) : []),
  ];
  if (inside.length === 0) throw new Refusal('NO_SIGNING_CERTIFICATE_FOUND', 'certificate-missing');
  const der = inside.find(certificate.matches);
  if (!der) throw new Refusal('SIG_CONSTRAINTS_FAILURE', 'certificate-reference-differs');
  const signer = readCertificate(der);
  if (!signer.ok) throw new Refusal('FORMAT_FAILURE', 'certificate-missing');
  return { signer: signer.value, others: inside.filter((other) => other !== der) };
}

/** X509Certificate of every X509Data; one that is not base64 is left out, for a chain may be completed elsewhere. */
function certificatesIn(keyInfo: ElementNode): Uint8Array[] {
  return childrenNamed(keyInfo, DSIG, 'X509Data')
    .flatMap((data) => childrenNamed(data, DSIG, 'X509Certificate'))
    .flatMap((element) => decodeBase64(withoutSpace(textOf(element) ?? '!'), 'base64') ?? []);
}

/** CertificateValues (EN 319 132-1 clause 5.4.1). */
function certificateValues(unsigned: ElementNode): Uint8Array[] {
  return childrenNamed(unsigned, XADES, 'UnsignedSignatureProperties')
    .flatMap((properties) => childrenNamed(properties, XADES, 'CertificateValues'))
    .flatMap((values) => childrenNamed(values, XADES, 'EncapsulatedX509Certificate'))
    .flatMap((element) => decodeBase64(withoutSpace(textOf(element) ?? '!'), 'base64') ?? []);
}

/** XAdES clause 5.2.4: ObjectReference points at a Reference of this signature (in older seals, at an Object). */
function refuseFormatsOfNothing(
  { references, objects }: XmlSignature,
  { formats }: QualifyingProperties,
): void {
  const known = new Set([
    ...references.map(({ id }) => id),
    ...objects.map((object) => attributeOf(object, 'Id')),
  ]);
  for (const { about } of formats) if (!known.has(about)) throw suspicious({ reference: excerpt(about) });
}

/** An Object that nothing signed refers to could hold a second, false credential for a careless reader to find. */
function refuseBaggage({ objects }: XmlSignature, digested: readonly Digested[]): void {
  for (const object of objects) {
    if (digested.some(({ apex }) => apex === object)) continue;
    const [only, second] = elementsOf(object);
    if (second || only?.local !== 'QualifyingProperties' || only.uri !== XADES) throw suspicious();
  }
}

/** The whole document where a root stands around the seal; where the seal is the root, the one object inside. */
function theDataSealed(
  digested: readonly Digested[],
  document: XmlDocument,
  signature: XmlSignature,
): Digested {
  const whole = digested.find(({ covers }) => covers === 'document');
  const [enclosed, second] = digested.filter(({ covers }) => covers === 'enclosed' || covers === 'beside');
  if (whole) return whole;
  if (!enclosed) throw new Refusal('SIGNED_DATA_NOT_FOUND', 'data-elsewhere');
  const alone =
    document.root === signature.element || (enclosed.covers === 'beside' && holdsOnlySeals(document));
  if (!alone) throw new Refusal('SIG_CONSTRAINTS_FAILURE', 'not-whole-file');
  // A container's signature may be over several files, which are named one by one.
  const files = digested.every(({ covers }) => covers !== 'enclosed');
  if (second && !files) throw suspicious();
  return enclosed;
}

const ASIC = 'http://uri.etsi.org/02918/v1.2.1#';

/** `asic:XAdESSignatures` of a container (ETSI EN 319 162-1 clause 4.4.2): nothing in it but seals. */
function holdsOnlySeals({ root, signatures }: XmlDocument): boolean {
  return (
    root.uri === ASIC &&
    root.local === 'XAdESSignatures' &&
    root.children.every((child) =>
      child.kind === 'element'
        ? signatures.includes(child)
        : child.kind === 'text' && child.text.trim() === '',
    )
  );
}

function prove(
  data: Digested,
  digested: readonly Digested[],
  signer: Certificate,
  others: readonly Uint8Array[],
  properties: QualifyingProperties,
): IntegrityProven {
  const { signingTime, formats, certificate } = properties;
  // EN 319 132-1 clause 6.3: SigningTime, and a DataObjectFormat with MimeType for each signed data object.
  const described = digested
    .filter(({ covers }) => covers === 'document' || covers === 'enclosed' || covers === 'beside')
    .every(({ reference: { id } }) => formats.some(({ about, mimeType }) => mimeType && about === id));
  const warnings: IntegrityWarning[] = [];
  if (properties.policyNamed) warnings.push('policy-not-applied');
  const serial = certificate.serialNumber;
  if (serial !== undefined && !sameSerial(serial, signer.serialNumber))
    warnings.push('serial-number-differs');
  return {
    ok: true,
    signer,
    others,
    claimedAt: signingTime,
    level: signingTime && described ? 'XAdES-BASELINE-B' : undefined,
    beside: digested.flatMap(({ covers, reference }) => (covers === 'beside' ? [reference.uri] : [])),
    payload: data.bytes,
    covers: data.covers === 'document' ? 'document' : 'enclosed',
    warnings,
  };
}

/** Every time-stamp is over the value in a canonical form of its own choice. */
async function withTimestamps(
  { signer, others, level, warnings }: IntegrityProven,
  unsigned: UnsignedProperties,
  engine: Engine,
): Promise<Pick<IntegrityProven, 'level' | 'timestamps' | 'archive' | 'validation' | 'warnings'>> {
  const judged = await Promise.all(
    unsigned.timestamps.map(({ tokens, stamped }) => signatureTimestamps(tokens, stamped, engine)),
  );
  const archived = await archiveTimestamps(unsigned.archives, engine);
  const facts = {
    timestamps: judged.flatMap((one) => one.timestamps),
    archive: archived.archive,
    validation: unsigned.validation,
  };
  const doubts = new Set([...judged.flatMap((one) => one.warnings), ...archived.warnings]);
  return {
    level: level && (await levelWith('XAdES', { certificate: signer, others }, facts)),
    ...facts,
    warnings: [...(unsigned.unjudged ? (['unsigned-properties'] as const) : []), ...warnings, ...doubts],
  };
}

function sameSerial(decimal: string, hexadecimal: string): boolean {
  return /^\d{1,60}$/.test(decimal) && BigInt(decimal).toString(16) === hexadecimal;
}
