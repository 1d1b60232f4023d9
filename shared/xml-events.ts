import { SaxesParser } from 'saxes';

/** What is called while a document is read; names without their prefix. */
export interface XmlHearer {
  open?(name: string, attributes: XmlAttributes): void;
  /** Text and CDATA, perhaps in several pieces. */
  text?(text: string): void;
  close?(name: string): void;
}

/** By name as written, prefix and all. */
export type XmlAttributes = Readonly<Record<string, string>>;

export type XmlReason = 'malformed' | 'doctype' | 'too-deep';

/** Caught by whoever reads the document, which knows what it was to be. */
export class XmlFault extends Error {
  readonly reason: XmlReason;

  constructor(reason: XmlReason) {
    super(reason);
    this.reason = reason;
  }
}

const DEEPEST = 100;
const PIECE = 64 * 1024;

/**
 * Reads a document from outside piece by piece, so that none is in memory twice. UTF-8, or UTF-16 with its mark. A
 * document type declaration is refused: no entities of the file's own, nothing fetched, nothing expanded.
 * @throws XmlFault
 */
export function hearXml(bytes: Uint8Array, hearer: XmlHearer): void {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let depth = 0;
  parser.on('error', () => {
    throw new XmlFault('malformed');
  });
  parser.on('doctype', () => {
    throw new XmlFault('doctype');
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth > DEEPEST) throw new XmlFault('too-deep');
    hearer.open?.(localName(name), attributes as XmlAttributes);
  });
  parser.on('closetag', ({ name }) => {
    depth--;
    hearer.close?.(localName(name));
  });
  if (hearer.text) {
    const hear = hearer.text.bind(hearer);
    parser.on('text', hear);
    parser.on('cdata', hear);
  }
  const decoder = new TextDecoder(encodingOf(bytes), { fatal: true });
  try {
    for (let at = 0; at < bytes.length; at += PIECE) {
      parser.write(decoder.decode(bytes.subarray(at, at + PIECE), { stream: true }));
    }
    parser.write(decoder.decode());
  } catch (error) {
    throw error instanceof TypeError ? new XmlFault('malformed') : error;
  }
  parser.close();
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** The attribute of this name, whatever its prefix. */
export function attributeNamed(attributes: XmlAttributes, name: string): string | undefined {
  const own = attributes[name];
  if (own !== undefined) return own;
  for (const [each, value] of Object.entries(attributes)) if (localName(each) === name) return value;
  return undefined;
}
