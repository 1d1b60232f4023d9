import { SaxesParser, type SaxesTagNS } from 'saxes';
import { DSIG } from '../../sealing/xades.ts';
import { Refusal } from '../integrity.ts';
import type { AttributeNode, ChildNode, ElementNode, XmlDocument } from './tree.ts';

/** What a credential can need, with room; a hostile file is stopped before it costs more. */
const XML_LIMITS = {
  bytes: 64 * 1024 * 1024,
  depth: 200,
  nodes: 500_000,
  namespacesInScope: 64,
} as const;

const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
const ID_NAMES = new Set(['Id', 'ID', 'id']);
const BYTE_ORDER_MARK = '\uFEFF';

type Growing<T> = { -readonly [K in keyof T]: T[K] };
type GrowingElement = Growing<Omit<ElementNode, 'children'>> & { children: ChildNode[] };

/**
 * Reads XML 1.0 in UTF-8. No document type declaration, so no entities of the file's own, no default attributes and
 * nothing fetched.
 * @throws Refusal FORMAT_FAILURE for anything not well-formed, in another encoding or beyond `XML_LIMITS`.
 */
export function parseXml(bytes: Uint8Array): XmlDocument {
  if (bytes.length > XML_LIMITS.bytes) throw unfit({ bytes: bytes.length });
  const text = decode(bytes);
  if (hasDoctype(text)) throw new Refusal('FORMAT_FAILURE', 'doctype-refused');

  const top: ChildNode[] = [];
  const ids = new Map<string, ElementNode[]>();
  const signatures: ElementNode[] = [];
  let open: GrowingElement | undefined;
  let root: ElementNode | undefined;
  let depth = 0;
  let nodes = 0;
  const count = (by = 1): void => {
    nodes += by;
    if (nodes > XML_LIMITS.nodes) throw unfit({ nodes });
  };
  const add = (node: ChildNode): void => {
    count();
    (open?.children ?? top).push(node);
  };

  const parser = new SaxesParser({
    xmlns: true,
    position: false,
    forceXMLVersion: true,
    defaultXMLVersion: '1.0',
  });
  parser.on('error', () => {
    throw unfit();
  });
  parser.on('doctype', () => {
    throw new Refusal('FORMAT_FAILURE', 'doctype-refused');
  });
  parser.on('xmldecl', ({ version, encoding, standalone }) => {
    if (version !== '1.0' || (encoding ?? 'utf-8').toLowerCase() !== 'utf-8') throw unfit();
    if (standalone !== undefined && standalone !== 'yes' && standalone !== 'no') throw unfit();
  });
  parser.on('opentag', (tag) => {
    if (++depth > XML_LIMITS.depth) throw unfit({ depth });
    const element = makeElement(tag, open);
    count(element.attributes.length);
    if (open || !root) add(element);
    root ??= element;
    open = element;
    if (element.uri === DSIG && element.local === 'Signature') signatures.push(element);
    for (const attribute of element.attributes) {
      if (!isId(attribute)) continue;
      const known = ids.get(attribute.value);
      if (known) known.push(element);
      else ids.set(attribute.value, [element]);
    }
  });
  parser.on('closetag', () => {
    depth--;
    open = open?.parent as GrowingElement | undefined;
  });
  parser.on('text', (text) => {
    // White space beside the root is no node of the data model.
    if (open) add({ kind: 'text', text });
  });
  parser.on('cdata', (text) => add({ kind: 'text', text }));
  parser.on('comment', (text) => add({ kind: 'comment', text }));
  parser.on('processinginstruction', ({ target, body }) => add({ kind: 'instruction', target, text: body }));
  parser.write(text).close();

  if (!root) throw unfit();
  return { kind: 'document', root, children: top, ids, signatures };
}

function unfit(facts?: Readonly<Record<string, number>>): Refusal {
  return new Refusal('FORMAT_FAILURE', 'format', facts);
}

function decode(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  } catch {
    throw unfit();
  }
}

/** Walks the prolog (XML 1.0 production 22), the only place where a declaration may stand, before any parser does. */
function hasDoctype(text: string): boolean {
  let at = 0;
  for (;;) {
    while (/[ \t\r\n]/.test(text.charAt(at))) at++;
    const end = text.startsWith('<?', at) ? '?>' : text.startsWith('<!--', at) ? '-->' : undefined;
    if (!end) return text.startsWith('<!', at);
    const close = text.indexOf(end, at + 2);
    if (close === -1) return false;
    at = close + end.length;
  }
}

function makeElement(tag: SaxesTagNS, parent: ElementNode | undefined): GrowingElement {
  const attributes: AttributeNode[] = [];
  for (const { name, prefix, local, uri, value } of Object.values(tag.attributes)) {
    if (prefix !== 'xmlns' && name !== 'xmlns') attributes.push({ name, prefix, local, uri, value });
  }
  return {
    kind: 'element',
    name: tag.name,
    prefix: tag.prefix,
    local: tag.local,
    uri: tag.uri,
    attributes,
    scope: scopeOf(tag.ns, parent?.scope ?? new Map()),
    parent,
    children: [],
  };
}

function scopeOf(
  declared: Readonly<Record<string, string>>,
  outer: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const entries = Object.entries(declared).filter(([prefix]) => prefix !== 'xml');
  if (entries.length === 0) return outer;
  const scope = new Map(outer);
  for (const [prefix, uri] of entries) {
    // Namespaces in XML 1.0 clause 5: only the default namespace may be undeclared.
    if (uri === '' && prefix !== '') throw unfit();
    scope.set(prefix, uri);
  }
  if (scope.size > XML_LIMITS.namespacesInScope) throw unfit({ namespaces: scope.size });
  return scope;
}

function isId({ uri, local }: AttributeNode): boolean {
  return uri === '' ? ID_NAMES.has(local) : uri === XML_NAMESPACE && local === 'id';
}
