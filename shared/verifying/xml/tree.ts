/** A parsed XML document: what Canonical XML needs to know of it and no more. */
export interface XmlDocument {
  readonly kind: 'document';
  readonly root: ElementNode;
  /** The root with the comments and processing instructions around it. */
  readonly children: readonly ChildNode[];
  /** Elements by the value of their Id, ID, id or xml:id attribute; several where a value is used twice. */
  readonly ids: ReadonlyMap<string, readonly ElementNode[]>;
  /** Every ds:Signature, in document order. */
  readonly signatures: readonly ElementNode[];
}

export type ChildNode = ElementNode | TextNode | CommentNode | InstructionNode;

export interface ElementNode {
  readonly kind: 'element';
  readonly name: string;
  readonly prefix: string;
  readonly local: string;
  /** Namespace name, empty for none. */
  readonly uri: string;
  /** Without namespace declarations. */
  readonly attributes: readonly AttributeNode[];
  /** Every namespace in scope but `xml`, by prefix; the parent's own map where nothing is declared here. */
  readonly scope: ReadonlyMap<string, string>;
  readonly parent: ElementNode | undefined;
  readonly children: readonly ChildNode[];
}

export interface AttributeNode {
  readonly name: string;
  readonly prefix: string;
  readonly local: string;
  readonly uri: string;
  readonly value: string;
}

export interface TextNode {
  readonly kind: 'text';
  readonly text: string;
}

export interface CommentNode {
  readonly kind: 'comment';
  readonly text: string;
}

export interface InstructionNode {
  readonly kind: 'instruction';
  readonly target: string;
  readonly text: string;
}

export function elementsOf(parent: ElementNode): ElementNode[] {
  return parent.children.filter((child) => child.kind === 'element');
}

export function childrenNamed(parent: ElementNode, uri: string, local: string): ElementNode[] {
  return elementsOf(parent).filter((child) => child.uri === uri && child.local === local);
}

/** The value of an attribute without a namespace. */
export function attributeOf(element: ElementNode, local: string): string | undefined {
  return element.attributes.find((attribute) => attribute.uri === '' && attribute.local === local)?.value;
}

/** Characters directly inside; undefined when elements stand among them. */
export function textOf(element: ElementNode): string | undefined {
  let text = '';
  for (const child of element.children) {
    if (child.kind === 'element') return undefined;
    if (child.kind === 'text') text += child.text;
  }
  return text;
}
