import { decodeBase64 } from '../../sealing/base64.ts';
import { DSIG, ENVELOPED_SIGNATURE, WITHOUT_SEALS, XPATH_FILTER } from '../../sealing/xades.ts';
import { EXCLUSIVE_C14N } from '../../sealing/xml.ts';
import type { DigestName } from '../digest.ts';
import { excerpt, Refusal } from '../integrity.ts';
import { digestNamed, formNamed } from './algorithm.ts';
import type { CanonicalForm } from './canonicalise.ts';
import { attributeOf, type ElementNode, elementsOf, textOf } from './tree.ts';

/** A ds:Signature taken apart (XML Signature 1.1 clause 4), each part in its one allowed place. */
export interface XmlSignature {
  readonly element: ElementNode;
  readonly id: string | undefined;
  readonly signedInfo: ElementNode;
  readonly form: CanonicalForm;
  readonly method: string;
  readonly references: readonly Reference[];
  readonly value: Uint8Array;
  readonly valueElement: ElementNode;
  readonly keyInfo: ElementNode | undefined;
  readonly objects: readonly ElementNode[];
}

export interface Reference {
  readonly id: string | undefined;
  readonly uri: string;
  readonly type: string | undefined;
  readonly transforms: readonly Transform[];
  readonly hash: DigestName;
  readonly digest: Uint8Array;
}

export type Transform =
  | { readonly kind: 'enveloped' }
  /** Every seal of the document left out. */
  | { readonly kind: 'without-seals' }
  | { readonly kind: 'base64' }
  | { readonly kind: 'canonical'; readonly form: CanonicalForm };

/** More references than any form of sealing makes; each costs a digest of up to the whole document. */
const MOST_REFERENCES = 16;

/** @throws Refusal for a structure, an algorithm or a transform that is not accepted. */
export function readSignature(element: ElementNode): XmlSignature {
  const [signedInfo, value, ...rest] = elementsOf(element);
  const keyInfo = rest[0]?.local === 'KeyInfo' ? rest.shift() : undefined;
  const named = (node: ElementNode | undefined, local: string): node is ElementNode =>
    node !== undefined && node.uri === DSIG && node.local === local;
  if (!named(signedInfo, 'SignedInfo') || !named(value, 'SignatureValue')) throw suspicious();
  if (keyInfo && !named(keyInfo, 'KeyInfo')) throw suspicious();
  if (!rest.every((node) => named(node, 'Object'))) throw suspicious();

  const [canonicalization, method, ...references] = elementsOf(signedInfo);
  if (!named(canonicalization, 'CanonicalizationMethod') || !named(method, 'SignatureMethod'))
    throw suspicious();
  if (!references.every((node) => named(node, 'Reference'))) throw suspicious();
  if (references.length > MOST_REFERENCES) throw suspicious({ references: references.length });
  return {
    element,
    id: attributeOf(element, 'Id'),
    signedInfo,
    form: readForm(canonicalization),
    method: algorithmOf(method),
    references: references.map(readReference),
    value: readBase64(value),
    valueElement: value,
    keyInfo,
    objects: rest,
  };
}

function readReference(element: ElementNode): Reference {
  const parts = elementsOf(element);
  const transforms = parts[0]?.local === 'Transforms' ? parts.shift() : undefined;
  const [method, value, extra] = parts;
  if (!parts.every(({ uri }) => uri === DSIG) || (transforms && transforms.uri !== DSIG)) throw suspicious();
  if (method?.local !== 'DigestMethod' || value?.local !== 'DigestValue' || extra) throw suspicious();
  const uri = attributeOf(element, 'URI');
  // Clause 4.4.3.1: without URI "the receiving application is expected to know the identity of the object".
  if (uri === undefined) throw new Refusal('SIGNED_DATA_NOT_FOUND', 'structure-suspicious');
  const algorithm = algorithmOf(method);
  const hash = digestNamed(algorithm);
  if (!hash) throw refusedAlgorithm(algorithm);
  return {
    id: attributeOf(element, 'Id'),
    uri,
    type: attributeOf(element, 'Type'),
    transforms: (transforms ? elementsOf(transforms) : []).map(readTransform),
    hash,
    digest: readBase64(value),
  };
}

function readTransform(element: ElementNode): Transform {
  if (element.uri !== DSIG || element.local !== 'Transform') throw suspicious();
  const algorithm = algorithmOf(element);
  if (algorithm === ENVELOPED_SIGNATURE) return { kind: 'enveloped' };
  if (algorithm === `${DSIG}base64`) return { kind: 'base64' };
  return readFilter(element, algorithm) ?? { kind: 'canonical', form: readForm(element) };
}

const FILTER = 'http://www.w3.org/2002/06/xmldsig-filter2';
const ITSELF = 'here()/ancestor::ds:Signature[1]';
const SUBTRACTED = ['/descendant::ds:Signature', '//ds:Signature'];

/**
 * What programs in wide use write to leave out this signature or all of them: nothing else of XPath is understood.
 */
function readFilter(element: ElementNode, algorithm: string): Transform | undefined {
  const [expression, extra] = elementsOf(element);
  if (!expression || extra || expression.local !== 'XPath') return undefined;
  const text = (textOf(expression) ?? '').replace(/\s+/g, '');
  const prefix = /(?:^|[:/])(\w+):Signature/.exec(text)?.[1] ?? '';
  if (expression.scope.get(prefix) !== DSIG) return undefined;
  const plain = text.replace(`${prefix}:Signature`, 'ds:Signature');
  if (algorithm === XPATH_FILTER && expression.uri === DSIG && plain === WITHOUT_SEALS)
    return { kind: 'without-seals' };
  const subtracts = attributeOf(expression, 'Filter') === 'subtract';
  if (algorithm !== FILTER || expression.uri !== FILTER || !subtracts) return undefined;
  if (plain === ITSELF) return { kind: 'enveloped' };
  return SUBTRACTED.includes(plain) ? { kind: 'without-seals' } : undefined;
}

/** Exclusive XML Canonicalization clause 4: `<InclusiveNamespaces PrefixList="a b #default"/>` as the only parameter. */
export function readForm(element: ElementNode): CanonicalForm {
  const algorithm = algorithmOf(element);
  const form = formNamed(algorithm);
  if (!form) throw new Refusal('FORMAT_FAILURE', 'transform-refused', { algorithm: excerpt(algorithm) });
  const [parameter, extra] = elementsOf(element);
  if (!parameter) return form;
  const isList = parameter.uri === EXCLUSIVE_C14N && parameter.local === 'InclusiveNamespaces';
  if (form.kind !== 'exclusive' || !isList || extra) throw suspicious();
  const prefixes = (attributeOf(parameter, 'PrefixList') ?? '')
    .split(/[ \t\r\n]+/)
    .filter((name) => name !== '');
  return { ...form, inclusivePrefixes: prefixes.map((name) => (name === '#default' ? '' : name)) };
}

function algorithmOf(element: ElementNode): string {
  const algorithm = attributeOf(element, 'Algorithm');
  if (algorithm === undefined) throw suspicious();
  return algorithm;
}

/** xsd:base64Binary: white space is nothing, all else strict. */
export function readBase64(element: ElementNode): Uint8Array {
  const bytes = decodeBase64(withoutSpace(textOf(element) ?? '!'), 'base64');
  if (!bytes) throw new Refusal('FORMAT_FAILURE', 'format', { element: element.local });
  return bytes;
}

export function withoutSpace(text: string): string {
  return text.replace(/[ \t\r\n]+/g, '');
}

export function suspicious(facts?: Readonly<Record<string, string | number>>): Refusal {
  return new Refusal('FORMAT_FAILURE', 'structure-suspicious', facts);
}

export function refusedAlgorithm(algorithm: string): Refusal {
  return new Refusal('CRYPTO_CONSTRAINTS_FAILURE', 'algorithm-refused', { algorithm: excerpt(algorithm) });
}
