import type { Instant } from '../../credential/credential.ts';
import type { Language } from '../../language.ts';
import { date, textString } from './syntax.ts';

/** What the file says of itself. */
export interface DocumentDescription {
  readonly title: string;
  readonly language: Language;
  readonly author: string;
  readonly subject?: string;
  readonly keywords?: readonly string[];
  readonly createdAt: Instant;
  /** `urn:uuid:…` */
  readonly id: string;
}

const PRODUCER = 'Sealwright';

/** The Info dictionary (ISO 32000-1 14.3.3), which says the same as the XMP packet. */
export function infoDictionary(document: DocumentDescription): string {
  const subject = document.subject ? `/Subject${textString(document.subject)}` : '';
  const keywords = document.keywords?.length ? `/Keywords${textString(document.keywords.join(', '))}` : '';
  const created = date(document.createdAt);
  return `<</Title${textString(document.title)}/Author${textString(document.author)}${subject}${keywords}\
/Creator${textString(PRODUCER)}/Producer${textString(PRODUCER)}/CreationDate${created}/ModDate${created}>>`;
}

/**
 * PDF/A-3 knows no pdfuaid, so its one property is described by an extension schema (ISO 19005-3 6.6.2.3.3 and
 * Annex A).
 */
const TAGGED_ARCHIVE = `<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" \
xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>`;

/** PDF/A-2b (ISO 19005-2 6.6.4): a file to be printed, with no structure and nothing inside. */
const PLAIN_ARCHIVE = `<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>`;

/** What a file claims to be: 'A-3a' together with PDF/UA-1, 'A-2b', or no more than PDF. */
export type PdfClaim = 'A-3a' | 'A-2b' | 'none';

const CLAIMS: Readonly<Record<PdfClaim, string>> = {
  'A-3a': TAGGED_ARCHIVE,
  'A-2b': PLAIN_ARCHIVE,
  none: '',
};

/** The XMP packet (ISO 16684-1), read-only since the file will be sealed; UTF-8. */
export function xmpPacket(document: DocumentDescription, claim: PdfClaim = 'A-3a'): Uint8Array {
  const created = escaped(document.createdAt);
  const keywords = document.keywords?.length
    ? `<dc:subject><rdf:Bag>${items(document.keywords)}</rdf:Bag></dc:subject>
<pdf:Keywords>${escaped(document.keywords.join(', '))}</pdf:Keywords>\n`
    : '';
  const subject = document.subject
    ? `<dc:description>${alternatives(document.subject)}</dc:description>\n`
    : '';
  return new TextEncoder().encode(`<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" \
xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:format>application/pdf</dc:format>
<dc:identifier>${escaped(document.id)}</dc:identifier>
<dc:title>${alternatives(document.title)}</dc:title>
<dc:creator><rdf:Seq>${items([document.author])}</rdf:Seq></dc:creator>
<dc:language><rdf:Bag>${items([document.language])}</rdf:Bag></dc:language>
${subject}${keywords}<xmp:CreateDate>${created}</xmp:CreateDate>
<xmp:ModifyDate>${created}</xmp:ModifyDate>
<xmp:MetadataDate>${created}</xmp:MetadataDate>
<xmp:CreatorTool>${PRODUCER}</xmp:CreatorTool>
<pdf:Producer>${PRODUCER}</pdf:Producer>
<xmpMM:DocumentID>${escaped(document.id)}</xmpMM:DocumentID>
</rdf:Description>
${CLAIMS[claim]}
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`);
}

function alternatives(text: string): string {
  return `<rdf:Alt><rdf:li xml:lang="x-default">${escaped(text)}</rdf:li></rdf:Alt>`;
}

function items(texts: readonly string[]): string {
  return texts.map((text) => `<rdf:li>${escaped(text)}</rdf:li>`).join('');
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (letter) => (letter === '&' ? '&amp;' : letter === '<' ? '&lt;' : '&gt;'));
}
