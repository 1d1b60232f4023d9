import { compareCodePoints, escapeAttribute, escapeText, isPlain, isXmlText } from './xml-text.ts';

/** An XML element as Sealwright writes it. Built once, written canonical, never re-parsed on the way to the seal. */
export interface XmlElement {
  /** Qualified name, prefix included: `ds:Signature`, or `elmo` in the default namespace. */
  readonly name: string;
  /** Namespace declarations made on this element; `''` is the default namespace. */
  readonly namespaces?: Readonly<Record<string, string>>;
  /** Other attributes by qualified name. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children?: readonly XmlNode[];
}

export type XmlNode = XmlElement | string;

/** Prefix to namespace name; `''` is the default namespace. */
export type NamespaceScope = ReadonlyMap<string, string>;

export const EXCLUSIVE_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';

const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
const NOTHING: NamespaceScope = new Map();
/** What elements came to that are written again and again, and what was declared and shown above them then. */
const constants = new WeakMap<XmlElement, { readonly above: string; readonly text: string } | 'unwritten'>();
const NAME = /^(?:[\p{L}_][\p{L}\p{M}\p{Nd}._-]*:)?[\p{L}_][\p{L}\p{M}\p{Nd}._-]*$/u;
const knownNames = new Set<string>();

/**
 * Writes `element` as Exclusive XML Canonicalization 1.0 without comments (W3C, 18 July 2002) has it, so that what is
 * written is what is digested. Namespaces appear where a name first uses them; a prefix used only inside a value
 * (xsi:type) must therefore be used by a name above it too.
 * @param inScope declarations made by ancestors that are not written with it.
 * @throws Error for a character XML 1.0 forbids, a malformed name, an undeclared prefix or an attribute given twice:
 *   text from people is checked before it comes here.
 */
export function writeCanonical(element: XmlElement, inScope: NamespaceScope = NOTHING): string {
  return write(element, above(inScope, NOTHING));
}

/** Says that `element` never changes and will be written again: its text is made once. */
export function constantXml<T extends XmlElement>(element: T): T {
  constants.set(element, 'unwritten');
  return element;
}

/** What is declared above an element, what of it is shown already, and both as a text to compare by. */
interface Above {
  readonly scope: NamespaceScope;
  readonly shown: NamespaceScope;
  readonly told: string;
}

function above(scope: NamespaceScope, shown: NamespaceScope): Above {
  return { scope, shown, told: JSON.stringify([...scope, ...shown]) };
}

function write(element: XmlElement, under: Above): string {
  const known = constants.get(element);
  if (known === undefined) return writeAnew(element, under);
  if (known !== 'unwritten' && known.above === under.told) return known.text;
  const text = writeAnew(element, under);
  constants.set(element, { above: under.told, text });
  return text;
}

function writeAnew(element: XmlElement, under: Above): string {
  const { name, namespaces, attributes, children } = element;
  checkName(name);
  const scope = namespaces ? new Map([...under.scope, ...Object.entries(namespaces)]) : under.scope;
  const own = prefixOf(name);
  const attributeText = attributes ? writeAttributes(attributes, scope) : '';
  let declarations = '';
  let { shown } = under;
  for (const prefix of attributes ? prefixesOf(own, attributes) : [own]) {
    const uri = namespaceOf(prefix, scope);
    if (prefix === 'xml' || (shown.get(prefix) ?? '') === uri) continue;
    declarations += ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeAttribute(uri)}"`;
    shown = new Map(shown).set(prefix, uri);
  }
  let out = `<${name}${declarations}${attributeText}>`;
  const below = scope === under.scope && shown === under.shown ? under : above(scope, shown);
  for (const child of children ?? [])
    out += typeof child === 'string' ? writeText(child) : write(child, below);
  return `${out}</${name}>`;
}

/** Prefixes that names use visibly, in the order their declarations are written. */
function prefixesOf(own: string, attributes: Readonly<Record<string, string>>): readonly string[] {
  let used: Set<string> | undefined;
  for (const name of Object.keys(attributes)) {
    const prefix = prefixOf(name);
    if (prefix === '' || prefix === 'xml' || prefix === own) continue;
    used ??= new Set([own]);
    used.add(prefix);
  }
  return used ? [...used].sort(compareCodePoints) : [own];
}

/** In the order of clause 2.2: by namespace name, then local name; those without a namespace first. */
function writeAttributes(attributes: Readonly<Record<string, string>>, scope: NamespaceScope): string {
  const found: { readonly name: string; readonly uri: string; readonly local: string }[] = [];
  for (const name of Object.keys(attributes)) {
    checkName(name);
    const prefix = prefixOf(name);
    if (prefix === 'xmlns' || name === 'xmlns') throw new Error(`${name} belongs among the namespaces`);
    const uri = prefix === '' ? '' : namespaceOf(prefix, scope);
    found.push({ name, uri, local: prefix === '' ? name : name.slice(prefix.length + 1) });
  }
  found.sort((a, b) => compareCodePoints(a.uri, b.uri) || compareCodePoints(a.local, b.local));
  let out = '';
  for (const [at, { name, uri, local }] of found.entries()) {
    const before = found[at - 1];
    if (before?.uri === uri && before.local === local) throw new Error(`attribute ${name} given twice`);
    out += ` ${name}="${writeValue(attributes[name] ?? '')}"`;
  }
  return out;
}

function prefixOf(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? '' : name.slice(0, colon);
}

function namespaceOf(prefix: string, scope: NamespaceScope): string {
  if (prefix === 'xml') return XML_NAMESPACE;
  const uri = scope.get(prefix);
  if (prefix === '') return uri ?? '';
  if (!uri) throw new Error(`namespace prefix ${prefix} is not declared`);
  return uri;
}

function checkName(name: string): void {
  if (knownNames.has(name)) return;
  if (!NAME.test(name)) throw new Error(`not an XML name: ${JSON.stringify(name)}`);
  // Names come from our own vocabulary, so the set stays small.
  knownNames.add(name);
}

function writeText(text: string): string {
  return isPlain(text) ? text : escapeText(checkText(text));
}

function writeValue(text: string): string {
  return isPlain(text) ? text : escapeAttribute(checkText(text));
}

function checkText(text: string): string {
  if (!isXmlText(text)) throw new Error('text holds a character that XML 1.0 forbids');
  return text;
}
