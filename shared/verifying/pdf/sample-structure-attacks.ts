import { type SampleUpdates, stream } from './sample-updates.ts';

/** Test data: updates that lead readers to different objects, each by its own way of finding them. */
export function structureAttacks(sample: SampleUpdates): Readonly<Record<string, () => Uint8Array>> {
  const { updated, updatedByStream, followedBy, textOfObject, sealed } = sample;
  const { firstPage, firstContents, pageDrawing9000, offsetOfAnother, catalog } = sample;
  const last = sample.file.crossReference.sections[0] ?? 0;
  const other = () => updated({ objects: { [firstContents()]: stream('BT ET') } });
  return {
    'an object of the page is freed (hide)': () =>
      updated({ entries: { [firstContents()]: '0000000000 65535 f ' } }),
    'a cross-reference alone leads elsewhere (hide and replace)': () => {
      const offset = String(offsetOfAnother(firstContents())).padStart(10, '0');
      return updated({ entries: { [firstContents()]: `${offset} 00000 n ` } });
    },
    'an object of the page has another generation (hide)': () => {
      const offset = String(offsetOfAnother(firstContents())).padStart(10, '0');
      return updated({ entries: { [firstContents()]: `${offset} 00001 n ` } });
    },
    'an entry leads behind the end (hide)': () =>
      updated({ entries: { [firstContents()]: '9999999999 00000 n ' } }),
    'it claims to be encrypted': () => updated({ trailer: '/Encrypt<</Filter/Standard/V 1/R 2>>' }),
    'loose bytes': () => followedBy('9 0 obj\n<<>>\nendobj\n'),
    'a second end that repeats the first': () => followedBy(`\nstartxref\n${last}\n%%EOF\n`),
    'a table that does not lead on to the sealed one': () => updated({ prev: 0 }),
    'tables that lead on in a circle': () => leadingToItself(updated({ prev: 1_000_000_000 })),
    'a table that leads on behind the end': () => updated({ prev: 1_000_000_000 }),
    'a hybrid table hides a stream of entries': () => updated({ trailer: '/XRefStm 15' }),
    'a hybrid table whose stream has another content of the page': () => {
      const bytes = updatedByStream({ loose: { [firstContents()]: stream('BT ET') } });
      const text = new TextDecoder('latin1').decode(bytes);
      const [, table] = /startxref\n(\d+)\n%%EOF\n$/.exec(text) ?? [];
      const [cut] = [text.lastIndexOf('startxref')];
      const trailer = `trailer\n<</Size 9999/Root ${catalog()} 0 R/Prev ${last}/XRefStm ${table}>>\n`;
      return followed(bytes.subarray(0, cut), `xref\n0 0\n${trailer}startxref\n${cut}\n%%EOF\n`);
    },
    'a packed object is the page, which draws another content': () =>
      updatedByStream({
        loose: { 9000: stream('BT ET') },
        packed: { [firstPage().number]: pageDrawing9000() },
      }),
    'a packed object is the catalogue, with other pages': () =>
      updatedByStream({
        loose: { 9000: '<</Type/Pages/Kids[]/Count 0>>' },
        packed: { [catalog()]: textOfObject(catalog()).replace(/\/Pages \d+ 0 R/, '/Pages 9000 0 R') },
      }),
    'a cross-reference stream leads elsewhere': () =>
      updatedByStream({ places: { [firstContents()]: offsetOfAnother(firstContents()) } }),
    'a revision behind which too much follows for its end to be found': () =>
      followed(other(), ' '.repeat(3000)),
    'a revision, and the old end repeated behind it': () => followed(other(), `startxref\n${last}\n%%EOF\n`),
    'a revision without an end, which a reader that rebuilds tables takes in': () =>
      followedBy(`${firstContents()} 0 obj\n${stream('BT ET')}\nendobj\n%%EOF\n`),
    'a whole other document': () => followed(sealed, new TextDecoder('latin1').decode(sealed)),
    zeros: () => followedBy('\0'.repeat(1024)),
    'something before the beginning': () => followed(new TextEncoder().encode('%!PS\n'), '', sealed),
  };
}

/** The table's place instead of ten digits that stand for it. */
function leadingToItself(bytes: Uint8Array): Uint8Array {
  const text = new TextDecoder('latin1').decode(bytes);
  const [, start = ''] = /startxref\n(\d+)\n%%EOF\n$/.exec(text) ?? [];
  return followed(new Uint8Array(), text.replace('/Prev 1000000000', `/Prev ${start.padStart(10, '0')}`));
}

function followed(bytes: Uint8Array, text: string, more: Uint8Array = new Uint8Array()): Uint8Array {
  return new Uint8Array([...bytes, ...Uint8Array.from(text, (letter) => letter.charCodeAt(0)), ...more]);
}
