import { compareCodePoints, escapeAttribute, escapeText } from '../../sealing/xml-text.ts';
import type { AttributeNode, ChildNode, ElementNode, XmlDocument } from './tree.ts';

/** Which canonical form: an Algorithm of XML Signature clause 6.5 with its parameter. */
export interface CanonicalForm {
  /** Canonical XML 1.0, Canonical XML 1.1, Exclusive XML Canonicalization 1.0. */
  readonly kind: 'inclusive-1.0' | 'inclusive-1.1' | 'exclusive';
  readonly comments: boolean;
  /** InclusiveNamespaces PrefixList, `''` standing for #default. */
  readonly inclusivePrefixes?: readonly string[];
}

/** The nodes to write: a document or one element, all below it, without `except` and without comments if so told. */
export interface NodeSet {
  readonly apex: XmlDocument | ElementNode;
  readonly except?: ReadonlySet<ElementNode>;
  /** A same-document reference leaves comments out (XML Signature clause 4.4.3.3), whatever the form keeps. */
  readonly comments: boolean;
}

const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';

/** Writes `nodes` in canonical `form`, as text to be encoded in UTF-8. */
export function canonicalise({ apex, except, comments }: NodeSet, form: CanonicalForm): string {
  const writer: Writer = { form, except, comments: comments && form.comments };
  if (apex.kind === 'element') {
    return writeElement(apex, writer, new Map(), inheritedAttributes(apex, form.kind));
  }
  let out = '';
  let rootSeen = false;
  for (const child of apex.children) {
    const written = writeNode(child, writer, new Map());
    if (child.kind === 'element') rootSeen = true;
    // Clause 2.3: a line feed keeps what stands outside of the root from touching it.
    if (child.kind === 'element' || written === '') out += written;
    else out += rootSeen ? `\n${written}` : `${written}\n`;
  }
  return out;
}

interface Writer {
  readonly form: CanonicalForm;
  readonly except: ReadonlySet<ElementNode> | undefined;
  readonly comments: boolean;
}

type Namespaces = ReadonlyMap<string, string>;

function writeNode(node: ChildNode, writer: Writer, rendered: Namespaces): string {
  switch (node.kind) {
    case 'element':
      return writer.except?.has(node) ? '' : writeElement(node, writer, rendered, []);
    case 'text':
      return escapeText(node.text);
    case 'comment':
      return writer.comments ? `<!--${node.text}-->` : '';
    case 'instruction':
      return `<?${node.target}${node.text === '' ? '' : ` ${node.text}`}?>`;
  }
}

function writeElement(
  element: ElementNode,
  writer: Writer,
  rendered: Namespaces,
  inherited: readonly AttributeNode[],
): string {
  let shown = rendered;
  let out = `<${element.name}`;
  for (const prefix of prefixesOf(element, writer.form)) {
    const uri = element.scope.get(prefix) ?? '';
    if ((rendered.get(prefix) ?? '') === uri) continue;
    out += prefix === '' ? ` xmlns="${escapeAttribute(uri)}"` : ` xmlns:${prefix}="${escapeAttribute(uri)}"`;
    shown = new Map(shown).set(prefix, uri);
  }
  const attributes = [...element.attributes, ...inherited];
  attributes.sort((a, b) => compareCodePoints(a.uri, b.uri) || compareCodePoints(a.local, b.local));
  for (const { name, value } of attributes) out += ` ${name}="${escapeAttribute(value)}"`;
  out += '>';
  for (const child of element.children) out += writeNode(child, writer, shown);
  return `${out}</${element.name}>`;
}

/** Prefixes whose namespace nodes the form looks at, in the order they are written. */
function prefixesOf(element: ElementNode, form: CanonicalForm): string[] {
  if (form.kind !== 'exclusive') return [...element.scope.keys()].sort(compareCodePoints);
  const visible = new Set([element.prefix]);
  for (const { prefix } of element.attributes) if (prefix !== '') visible.add(prefix);
  for (const prefix of form.inclusivePrefixes ?? []) if (element.scope.has(prefix)) visible.add(prefix);
  visible.delete('xml');
  return [...visible].sort(compareCodePoints);
}

/**
 * The xml: attributes an apex takes over from ancestors that are not written: all of them in Canonical XML 1.0
 * (clause 2.4), xml:lang and xml:space in 1.1 (clause 2.4; its joining of xml:base is not offered: see `joinsBase`).
 */
function inheritedAttributes(apex: ElementNode, kind: CanonicalForm['kind']): AttributeNode[] {
  if (kind === 'exclusive') return [];
  const own = new Set(apex.attributes.filter(({ uri }) => uri === XML_NAMESPACE).map(({ local }) => local));
  const found: AttributeNode[] = [];
  for (let above = apex.parent; above; above = above.parent) {
    for (const attribute of above.attributes) {
      if (attribute.uri !== XML_NAMESPACE || own.has(attribute.local)) continue;
      own.add(attribute.local);
      if (kind === 'inclusive-1.0' || attribute.local === 'lang' || attribute.local === 'space') {
        found.push(attribute);
      }
    }
  }
  return found;
}

/** True when Canonical XML 1.1 would have to join xml:base values (its clause 2.4), which no credential needs. */
export function joinsBase(apex: ElementNode): boolean {
  for (let above = apex.parent; above; above = above.parent) {
    if (above.attributes.some(({ uri, local }) => uri === XML_NAMESPACE && local === 'base')) return true;
  }
  return false;
}
