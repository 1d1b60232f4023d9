/** For tests and judges: what a file takes besides the files attached to it and its pictures, in bytes. */
export function sizeOfPage(pdf: Uint8Array): number {
  const text = new TextDecoder('latin1').decode(pdf);
  const beside = text.matchAll(
    /\/(?:Type\/EmbeddedFile|Subtype\/Image)\b(?:(?!stream)[\s\S])*?\/Length (\d+)>>\nstream/g,
  );
  let size = pdf.length;
  for (const [, length] of beside) size -= Number(length);
  return size;
}
