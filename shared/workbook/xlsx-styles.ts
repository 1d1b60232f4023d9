import { hearXml } from '../xml-events.ts';
import { meaningOf, type NumberMeaning } from './number-format.ts';

/** What the number format of each cell format (`cellXfs`) means, by the index that cells name in `s`. */
export function readNumberMeanings(styles: Uint8Array): readonly NumberMeaning[] {
  const codes = new Map<number, string>();
  const ids: number[] = [];
  let inFormats = false;
  hearXml(styles, {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      if (name === 'cellXfs') inFormats = true;
      if (name === 'xf' && inFormats) ids.push(Number(attributes.numFmtId ?? 0));
    },
    close(name) {
      if (name === 'cellXfs') inFormats = false;
    },
  });
  return ids.map((id) => meaningOf(id, codes.get(id)));
}
