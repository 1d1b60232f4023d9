import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument, PDFName } from 'pdf-lib';

/** The files of one learner without their seals, for others to seal: page, ELMO and Verifiable Credential as they were issued. */
export async function unseal(credentials: string, into: string) {
  const names = readdirSync(credentials);
  const read = (ending: string): Buffer => {
    const name = names.find((each) => each.endsWith(ending));
    if (name === undefined) throw new Error(`no ${ending} in ${credentials}`);
    return readFileSync(join(credentials, name));
  };
  const write = (name: string, bytes: Uint8Array | string): string => {
    const path = join(into, name);
    writeFileSync(path, bytes);
    return path;
  };
  const pdf = await PDFDocument.load(read('.pdf'));
  for (const entry of ['AcroForm', 'Perms']) pdf.catalog.delete(PDFName.of(entry));
  for (const page of pdf.getPages()) page.node.delete(PDFName.of('Annots'));
  const xml = read('.xml').toString('utf8');
  const [, payload = ''] = read('.vc.jwt').toString('ascii').split('.');
  return {
    pdf: write('plain.pdf', await pdf.save({ useObjectStreams: false })),
    xml: write('plain.xml', xml.replace(/<ds:Signature [\s\S]*<\/ds:Signature>/, '')),
    json: write('plain.json', Buffer.from(payload, 'base64url')),
  };
}
