import { hex, utf16 } from './syntax.ts';

/** Entries one bfchar section may hold (Adobe Technical Note 5411 clause 1.4.2). */
const SECTION = 100;

/**
 * The ToUnicode CMap (ISO 32000-1 9.10.3) of two-byte codes: each code with the text it stands for, by rising code.
 * A code without text is left out.
 */
export function toUnicode(meanings: readonly (readonly [code: number, text: string])[]): Uint8Array {
  const lines = meanings
    .filter(([, text]) => text !== '')
    .map(([code, text]) => `<${hex(code, 4)}> <${utf16(text)}>`);
  let sections = '';
  for (let start = 0; start < lines.length; start += SECTION) {
    const section = lines.slice(start, start + SECTION);
    sections += `${section.length} beginbfchar\n${section.join('\n')}\nendbfchar\n`;
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
