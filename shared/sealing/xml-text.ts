/** Everything but the characters XML 1.0 allows (Extensible Markup Language 1.0, production 2); lone surrogates too. */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const PLAIN = /^[ !#-%'-;=?-~\u00A0-\uD7FF]*$/;
const SPECIAL_IN_TEXT = /[&<>\r]/g;
const SPECIAL_IN_ATTRIBUTE = /[&<"\t\n\r]/g;

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

function reference(character: string): string {
  return REFERENCES[character] ?? character;
}

/** True for what stands in text and attribute as it is: nearly all words of a credential, told at one look. */
export function isPlain(text: string): boolean {
  return PLAIN.test(text);
}

/** True when XML 1.0 can carry `text`. */
export function isXmlText(text: string): boolean {
  return !FORBIDDEN.test(text);
}

/** Canonical XML 1.0 clause 2.3, text nodes. */
export function escapeText(text: string): string {
  return text.replace(SPECIAL_IN_TEXT, reference);
}

/** Canonical XML 1.0 clause 2.3, attribute nodes; for between double quotes. */
export function escapeAttribute(value: string): string {
  return value.replace(SPECIAL_IN_ATTRIBUTE, reference);
}

/** Lexicographic "with the UCS codepoint values" (Canonical XML 1.0 clause 2.2), where `<` compares UTF-16 units. */
export function compareCodePoints(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at++) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

/** Surrogates stand for characters above every other. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
