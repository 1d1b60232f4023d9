import { nodeEngine } from '../../electron/engine.ts';
import { makeSealedSample } from '../../electron/seals/sample-sealed-pdf.ts';
import { sampleCredential } from '../../shared/credential/sample-credential.ts';
import { elmo } from '../../shared/formats/elmo.ts';
import { writeJson } from '../../shared/formats/json.ts';
import { verifiableCredential } from '../../shared/formats/vc/credential.ts';
import { prepareJsonSealer } from '../../shared/sealing/jades.ts';
import { preparePdfSealer } from '../../shared/sealing/pades.ts';
import type { Seal } from '../../shared/sealing/seal.ts';
import { prepareXmlSealer } from '../../shared/sealing/xades.ts';
import type { XmlElement } from '../../shared/sealing/xml.ts';
import { prepareTrust } from '../../shared/verifying/trust.ts';
import { verifyFile } from '../../shared/verifying/verify.ts';

/** Files of each format, each under a seal of its own. */
const FILES = 3;

interface Sealed {
  readonly format: 'pdf' | 'xml' | 'json';
  readonly bytes: Uint8Array;
  readonly judge: (bytes: Uint8Array) => Promise<boolean>;
}

async function sealedFiles(whole: boolean): Promise<readonly Sealed[]> {
  const found: Sealed[] = [];
  const at = '2026-03-02T09:00:00Z';
  for (let number = 0; number < FILES; number++) {
    const { sealed, pki, seal, made } = await makeSealedSample();
    const trust = prepareTrust({ roots: [pki.root], crls: pki.crls });
    const asked = new Date(made.getTime() + 24 * 3_600_000);
    const judge = async (bytes: Uint8Array) =>
      (await verifyFile(bytes, trust, asked, nodeEngine)).verdict.indication === 'TOTAL-PASSED';
    const serial = `${sampleCredential.serial}-${number}`;
    const credential = { ...sampleCredential, serial };
    const id = `urn:uuid:2f1c1c58-7d0f-4f0a-9b6e-3a5de2b0c00${number}`;
    const small: XmlElement = {
      name: 'elmo',
      namespaces: { '': 'urn:elmo' },
      children: [{ name: 'title', children: [serial] }],
    };
    const xml = prepareXmlSealer(seal, nodeEngine).seal(whole ? elmo(credential) : small, {
      at,
      id,
      mediaType: 'text/xml',
    });
    const data = whole
      ? writeJson(verifiableCredential(credential))
      : new TextEncoder().encode(JSON.stringify({ serial }));
    const json = prepareJsonSealer(seal, nodeEngine).seal(data, { at, contentType: 'json' });
    found.push(
      { format: 'pdf', bytes: whole ? sealed : await smallPdf(seal, serial), judge },
      { format: 'xml', bytes: await xml, judge },
      { format: 'json', bytes: await json, judge },
    );
  }
  return found;
}

/** One page with a word on it, written by hand and certified as ours are; a whole one would take minutes. */
async function smallPdf(seal: Seal, word: string): Promise<Uint8Array> {
  const sealer = preparePdfSealer(seal, nodeEngine);
  const drawing = `BT (${word}) Tj ET`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]/SigFlags 3>>/Perms<</DocMDP 6 0 R>>>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Annots[5 0 R]>>',
    `<</Length ${drawing.length}>>\nstream\n${drawing}\nendstream`,
    '<</Type/Annot/Subtype/Widget/FT/Sig/T(seal)/Rect[0 0 0 0]/F 132/V 6 0 R/P 3 0 R>>',
    `<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(D:20260302090000Z)/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P 1/V/1.2>>>>]/ByteRange[${' '.repeat(40)}]/Contents<${'0'.repeat(sealer.contentsLength)}>>>`,
  ];
  let text = '%PDF-1.7\n';
  const offsets = objects.map((body, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const start = text.length;
  text += `xref\n0 7\n0000000000 65535 f \n${offsets.join('')}trailer\n<</Size 7/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`;
  const contents = text.indexOf('/Contents<') + '/Contents'.length;
  const range = text.indexOf('/ByteRange') + '/ByteRange'.length;
  return sealer.seal({
    bytes: new TextEncoder().encode(text),
    contents: { start: contents, end: text.indexOf('>', contents) + 1 },
    byteRange: { start: range, end: text.indexOf(']', range) + 1 },
  });
}

/**
 * Where a change is none, or none that the standard lets a seal see: letters of hexadecimal Contents written large
 * (ISO 32000-2 clause 7.3.4.3), the XML declaration (it is no node of Canonical XML), Ids of what is not signed, and the
 * name of a token (RFC 7515 clause 4.1.9 leaves `typ` to the application, but it is signed: none in JSON).
 */
function isFree({ format, bytes }: Sealed, at: number): boolean {
  if (format === 'json') return false;
  const text = Buffer.from(bytes).toString('latin1');
  if (format === 'xml') {
    const value = /<ds:SignatureValue( Id="[^"]*")/d.exec(text)?.indices?.[1];
    return at < text.indexOf('<elmo') || (value !== undefined && at >= value[0] && at < value[1]);
  }
  const [from, to] = /\/Contents ?(<[0-9a-f]+>)/d.exec(text)?.indices?.[1] ?? [0, 0];
  return at > from && at < to;
}

let passed = 0;
const failures: string[] = [];
for (const [number, sealed] of (await sealedFiles(process.argv.includes('--whole'))).entries()) {
  const start = performance.now();
  const { format, bytes, judge } = sealed;
  if (!(await judge(bytes))) failures.push(`${format}: does not pass as it was sealed`);
  let free = 0;
  for (let at = 0; at < bytes.length; at++) {
    const changed = Uint8Array.from(bytes);
    // Another bit each time; with the first, a letter's case changes at every eighth byte.
    changed[at] = (changed[at] ?? 0) ^ (1 << ((at + number) % 8));
    if (!(await judge(changed))) passed++;
    else if (isFree(sealed, at)) free++;
    else failures.push(`${format} ${number}: passes with byte ${at} changed`);
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  process.stdout.write(
    `${format.padEnd(5)} ${bytes.length} bytes, ${free} of those left free pass, ${seconds} s\n`,
  );
}
for (const failure of failures.slice(0, 20)) process.stdout.write(`FAILED ${failure}\n`);
process.stdout.write(`${passed} passed, ${failures.length} failed\n`);
process.exitCode = failures.length === 0 && passed > 0 ? 0 : 1;
