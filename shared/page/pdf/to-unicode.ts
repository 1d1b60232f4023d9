import { hex, utf16 } from './syntax.ts';

/** Entries one section may hold (Adobe Technical Note 5411 clause 1.4.2). */
const SECTION = 100;

/**
 * The ToUnicode CMap (ISO 32000-1 9.10.3) of two-byte codes: each code with the text it stands for, by rising code. A code
 * without text is left out. Neighbours that differ in their last byte alone are told as one range with its texts behind it.
 */
export function toUnicode(meanings: readonly (readonly [code: number, text: string])[]): Uint8Array {
  const ranges: { first: number; last: number; texts: string }[] = [];
  for (const [code, text] of meanings) {
    if (text === '') continue;
    const range = ranges.at(-1);
    const written = `<${utf16(text)}>`;
    if (range && range.last + 1 === code && code >> 8 === range.first >> 8) {
      range.last = code;
      range.texts += written;
    } else ranges.push({ first: code, last: code, texts: written });
  }
  const lines = ranges.map(({ first, last, texts }) => `<${hex(first, 4)}><${hex(last, 4)}>[${texts}]`);
  let sections = '';
  for (let start = 0; start < lines.length; start += SECTION) {
    const section = lines.slice(start, start + SECTION);
    sections += `${section.length} beginbfrange\n${section.join('\n')}\nendbfrange\n`;
  }
  return new TextEncoder().encode(`/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
${sections}endcmap
CMapName currentdict /CMap defineresource pop
end
end
`);
}
