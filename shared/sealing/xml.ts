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
