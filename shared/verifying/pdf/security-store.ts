import { NO_VALIDATION_DATA, type ValidationData } from '../validation-data.ts';
import type { PdfFile } from './file.ts';
import { isArray, PdfStream } from './value.ts';

/** More than any document brings; each may be a whole revocation list. */
const MOST = 64;
const LARGEST = 32 * 1024 * 1024;

/** Document Security Store (ISO 32000-2 clause 12.8.4.3, table 261); VRI only sorts what stands in it. */
export function securityStoreOf(file: PdfFile): ValidationData {
  const store = file.dict(file.catalog.get('DSS'));
  if (!store) return NO_VALIDATION_DATA;
  let room = LARGEST;
  const streams = (key: string): readonly Uint8Array[] => {
    const items = file.resolve(store.get(key));
    return (isArray(items) ? items : []).slice(0, MOST).flatMap((item) => {
      const stream = file.resolve(item);
      if (!(stream instanceof PdfStream)) return [];
      const content = file.content(stream);
      room -= content.length;
      return room < 0 ? [] : [content];
    });
  };
  return { certificates: streams('Certs'), crls: streams('CRLs'), ocsps: streams('OCSPs') };
}
