import type { Engine } from '../../engine.ts';
import { decodeBase64 } from '../../sealing/base64.ts';
import { sameBytes } from '../../sealing/bytes.ts';
import { SIGNED_PROPERTIES_TYPE } from '../../sealing/xades.ts';
import { digestOf } from '../digest.ts';
import { excerpt, Refusal } from '../integrity.ts';
import { type CanonicalForm, canonicalise, joinsBase, type NodeSet } from './canonicalise.ts';
import { type Reference, suspicious, withoutSpace, type XmlSignature } from './signature.ts';
import type { ChildNode, ElementNode, XmlDocument } from './tree.ts';

/** What a reference was found to cover, with the very bytes that were digested. */
export interface Digested {
  readonly reference: Reference;
  readonly apex: XmlDocument | ElementNode;
  /** `beside`: a file that was handed in with the signature. */
  readonly covers: 'document' | 'enclosed' | 'signed-properties' | 'key-info' | 'beside';
  readonly bytes: Uint8Array;
}

/**
 * Follows a reference inside the document and compares its digest. Only four things may be pointed at: the whole
 * document (the seal itself left out), an Object of this signature, its SignedProperties and its KeyInfo; each is
 * told from its place, not from its Id, so that nothing moved or wrapped passes for another.
 * @throws Refusal SIGNED_DATA_NOT_FOUND for anything elsewhere, HASH_FAILURE when the digest differs.
 */
export function digestReference(
  reference: Reference,
  signature: XmlSignature,
  signedProperties: ElementNode | undefined,
  document: XmlDocument,
  engine: Engine,
  beside: FilesByUri,
): Digested {
  const file = beside.get(reference.uri);
  if (file) return digestBeside(reference, file, document, engine);
  const apex = targetOf(reference, document);
  const covers = placeOf(apex, signature, signedProperties, document);
  if (covers === undefined) throw elsewhere(reference);
  if ((reference.type === SIGNED_PROPERTIES_TYPE) !== (covers === 'signed-properties')) throw suspicious();
  // Decoding reads characters alone and would leave the markup, and so the meaning, unsealed.
  if (covers !== 'enclosed' && reference.transforms.some(({ kind }) => kind === 'base64')) {
    throw new Refusal('FORMAT_FAILURE', 'transform-refused', { transform: 'base64' });
  }
  const bytes = transform({ apex, comments: false }, reference, signature, document);
  return compared({ reference, apex, covers, bytes }, engine);
}

/** Files by the URI that names them: only what somebody handed in, nothing is looked for. */
export type Beside = ReadonlyMap<string, Uint8Array>;
/** By the URI that a reference has. */
export type FilesByUri = Pick<Beside, 'get'>;

/** Octets as they are: what a transform would make of another file nobody sees. */
function digestBeside(reference: Reference, bytes: Uint8Array, apex: XmlDocument, engine: Engine): Digested {
  const [step] = reference.transforms;
  if (step) throw new Refusal('FORMAT_FAILURE', 'transform-refused', { transform: step.kind });
  return compared({ reference, apex, covers: 'beside', bytes }, engine);
}

function compared(digested: Digested, engine: Engine): Digested {
  const { reference, bytes } = digested;
  if (!sameBytes(digestOf(engine, reference.hash, bytes), reference.digest)) {
    throw new Refusal('HASH_FAILURE', 'digest-differs', { reference: excerpt(reference.uri) });
  }
  return digested;
}

/** Canonical `nodes` in UTF-8. */
export function canonicalBytes(nodes: NodeSet, form: CanonicalForm): Uint8Array {
  if (form.kind === 'inclusive-1.1' && nodes.apex.kind === 'element' && joinsBase(nodes.apex)) {
    throw new Refusal('FORMAT_FAILURE', 'transform-refused', { attribute: 'xml:base' });
  }
  return new TextEncoder().encode(canonicalise(nodes, form));
}

function targetOf({ uri }: Reference, document: XmlDocument): XmlDocument | ElementNode {
  if (uri === '') return document;
  // A bare name only (XML Signature clause 4.4.3.3); xpointer() schemes and other files are elsewhere.
  if (!/^#[^()%#/?]+$/u.test(uri)) throw elsewhere({ uri });
  const [element, second] = document.ids.get(uri.slice(1)) ?? [];
  if (!element) throw elsewhere({ uri });
  if (second) throw suspicious({ id: excerpt(uri) });
  return element;
}

function elsewhere({ uri }: Pick<Reference, 'uri'>): Refusal {
  return new Refusal('SIGNED_DATA_NOT_FOUND', 'data-elsewhere', { reference: excerpt(uri) });
}

function placeOf(
  apex: XmlDocument | ElementNode,
  signature: XmlSignature,
  signedProperties: ElementNode | undefined,
  document: XmlDocument,
): Digested['covers'] | undefined {
  if (apex === document) return 'document';
  // A processing instruction beside the root can change what is shown (xml-stylesheet) and would not be sealed.
  const bare = !document.children.some(({ kind }) => kind === 'instruction');
  if (apex === document.root && apex !== signature.element && bare) return 'document';
  if (apex === signedProperties) return 'signed-properties';
  if (apex === signature.keyInfo) return 'key-info';
  return signature.objects.some((object) => object === apex) ? 'enclosed' : undefined;
}

const DEFAULT_FORM: CanonicalForm = { kind: 'inclusive-1.0', comments: false };

/** Clause 4.4.3.2: node-sets become octets by the last transform, or by Canonical XML 1.0 where none does it. */
function transform(
  start: NodeSet,
  { transforms }: Reference,
  signature: XmlSignature,
  document: XmlDocument,
): Uint8Array {
  let nodes = start;
  let octets: Uint8Array | undefined;
  for (const step of transforms) {
    // Nothing accepted turns octets into nodes again.
    if (octets) throw new Refusal('FORMAT_FAILURE', 'transform-refused', { transform: step.kind });
    switch (step.kind) {
      case 'enveloped':
        if (!contains(nodes.apex, signature.element)) throw suspicious();
        nodes = { ...nodes, except: new Set([signature.element]) };
        break;
      case 'without-seals':
        if (!contains(nodes.apex, signature.element)) throw suspicious();
        nodes = { ...nodes, except: new Set(document.signatures) };
        break;
      case 'canonical':
        octets = canonicalBytes(nodes, step.form);
        break;
      case 'base64':
        octets = decodeContent(nodes);
        break;
    }
  }
  return octets ?? canonicalBytes(nodes, DEFAULT_FORM);
}

function contains(apex: XmlDocument | ElementNode, inner: ElementNode): boolean {
  if (apex.kind === 'document') return true;
  for (let above = inner.parent; above; above = above.parent) if (above === apex) return true;
  return false;
}

/** Clause 6.6.2: the characters of all text nodes, decoded. */
function decodeContent({ apex, except }: NodeSet): Uint8Array {
  const characters = (nodes: readonly ChildNode[]): string =>
    nodes
      .map((node) =>
        node.kind === 'text'
          ? node.text
          : node.kind === 'element' && !except?.has(node)
            ? characters(node.children)
            : '',
      )
      .join('');
  const bytes = decodeBase64(withoutSpace(characters(apex.children)), 'base64');
  if (!bytes) throw new Refusal('FORMAT_FAILURE', 'format', { transform: 'base64' });
  return bytes;
}
