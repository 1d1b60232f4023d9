import { SaxesParser } from 'saxes';
import { fetches, isActive } from './active.ts';

/*
 * SVG as baking needs it: where the root's tag ends, and what stands in the badge's element.
 */

export const OPEN_BADGES = 'https://purl.imsglobal.org/ob/v3p0';

const MOST_ELEMENTS = 200_000;
const DEEPEST = 200;

export interface SvgBadge {
  /** The JWS in `verify`, or the credential between the tags; undefined in an SVG that holds no badge. */
  readonly credential: string | undefined;
  /** The document's text, of which the positions below are code units. */
  readonly text: string;
  /** Just before the `>` of the root's start tag. */
  readonly tagEnd: number;
  /** Whether the root gives the prefix `openbadges` a meaning, and which. */
  readonly prefix: string | undefined;
  /** Whether whoever opens it runs something, or fetches something from elsewhere. */
  readonly active: boolean;
}

class Unfit extends Error {}

/**
 * Reads an SVG in UTF-8. A document type declaration is let pass as long as it declares nothing itself: drawing programs
 * write the one of SVG 1.1 and nobody fetches it.
 * @returns undefined for anything else, for an empty root, and for one with two badges in it.
 */
export function readSvg(bytes: Uint8Array): SvgBadge | undefined {
  try {
    return readText(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    if (cause instanceof Unfit || cause instanceof TypeError) return undefined;
    throw cause;
  }
}

function readText(text: string): SvgBadge {
  const parser = new SaxesParser({ xmlns: true, forceXMLVersion: true, defaultXMLVersion: '1.0' });
  const found: { tagEnd?: number; prefix?: string | undefined; badge?: string } = {};
  let depth = 0;
  let elements = 0;
  let inside = 0;
  let active = false;
  let style = '';
  let styled = 0;
  parser.on('processinginstruction', ({ target }) => {
    active ||= /stylesheet/i.test(target);
  });
  parser.on('error', () => {
    throw new Unfit();
  });
  parser.on('doctype', (declaration) => {
    if (declaration.includes('[')) throw new Unfit();
  });
  parser.on('opentag', ({ attributes, isSelfClosing, local, ns, uri }) => {
    if (++elements > MOST_ELEMENTS || ++depth > DEEPEST) throw new Unfit();
    active ||= isActive({ local, attributes });
    if (local.toLowerCase() === 'style') styled = depth;
    if (found.tagEnd === undefined) {
      if (local !== 'svg' || uri !== 'http://www.w3.org/2000/svg' || isSelfClosing) throw new Unfit();
      found.tagEnd = parser.position - 1;
      found.prefix = ns.openbadges;
    }
    if (uri !== OPEN_BADGES || local !== 'credential') return;
    // "There MUST be only one <openbadges:credential> tag in an SVG" (Open Badges 3.0 clause 5.3.2.1).
    if (found.badge !== undefined) throw new Unfit();
    inside = depth;
    found.badge = attributes.verify?.value ?? '';
  });
  parser.on('closetag', () => {
    if (depth === inside) inside = 0;
    if (depth === styled) styled = 0;
    depth--;
  });
  const add = (more: string) => {
    if (inside > 0) found.badge += more;
    if (styled > 0) style += more;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.write(text).close();
  if (found.tagEnd === undefined) throw new Unfit();
  return {
    credential: found.badge?.trim(),
    ...{ text, tagEnd: found.tagEnd, prefix: found.prefix },
    active: active || fetches(style),
  };
}
