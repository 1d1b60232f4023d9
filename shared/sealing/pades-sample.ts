import type { UnsealedPdf } from './pades.ts';

/*
 * Test data: the smallest PDF that can be sealed, written by hand; no product file imports it.
 */

/**
 * One empty page with an invisible, certifying signature field (ISO 32000-1 12.7.4.5, 12.8.2.2).
 * @param date as PDF writes it, `D:YYYYMMDDhhmmssZ`.
 */
export function makeSamplePdf(contentsLength: number, date: string): UnsealedPdf {
  const byteRange = '[0 0000000000 0000000000 0000000000]';
  const contents = `<${'0'.repeat(contentsLength)}>`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]/SigFlags 3>>/Perms<</DocMDP 5 0 R>>>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots[4 0 R]>>',
    '<</Type/Annot/Subtype/Widget/FT/Sig/T(Seal)/Rect[0 0 0 0]/F 132/P 3 0 R/V 5 0 R>>',
    `<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/ByteRange${byteRange}/Contents${contents}\
/M(${date})/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P 1/V/1.2>>>>]>>`,
  ];
  let text = '%PDF-1.7\n';
  const offsets = objects.map((body, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const count = objects.length + 1;
  text += `xref\n0 ${count}\n0000000000 65535 f \n${table}trailer\n<</Size ${count}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`;
  const span = (part: string) => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length });
  return {
    bytes: new TextEncoder().encode(text),
    byteRange: span(byteRange),
    contents: span(contents),
  };
}
