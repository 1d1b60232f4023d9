import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { nodeEngine } from '../../../electron/engine.ts';
import { makeSealedSample } from '../../../electron/seals/sample-sealed-pdf.ts';
import { prepareTrust, type Trust } from '../trust.ts';
import { verifyFile } from '../verify.ts';
import { openPdf, type PdfFile } from './file.ts';
import { PdfRef, type PdfValue } from './value.ts';

const NOW = new Date('2026-03-03T08:00:00Z');
const utf8 = new TextEncoder();

let sealed: Uint8Array;
let file: PdfFile;
let trust: Trust;

before(async () => {
  const sample = await makeSealedSample();
  sealed = sample.sealed;
  file = openPdf(sealed, nodeEngine);
  trust = prepareTrust({ roots: [sample.pki.root], crls: sample.pki.crls });
});

async function verdictOf(bytes: Uint8Array) {
  return (await verifyFile(bytes, trust, NOW, nodeEngine)).verdict;
}

const ref = (value: PdfValue | undefined): number => (value instanceof PdfRef ? value.number : 0);
const catalog = () => ref(file.crossReference.trailer.get('Root'));
const firstPage = (): PdfRef => {
  const kids = file.dict(file.catalog.get('Pages'))?.get('Kids');
  assert.ok(Array.isArray(kids) && kids[0] instanceof PdfRef);
  return kids[0];
};

/** The stream that a page's own words are drawn by: the last, behind what all pages share. */
const firstContents = (): number => {
  const contents = file.dict(firstPage())?.get('Contents');
  const number = ref(Array.isArray(contents) ? contents.at(-1) : contents);
  assert.ok(number > 0);
  return number;
};

/** An object of the sealed file as it is written there. */
function textOfObject(number: number): string {
  const place = file.crossReference.places.get(number);
  assert.ok(place?.kind === 'offset', `object ${number}`);
  const text = new TextDecoder('latin1').decode(sealed.subarray(place.offset));
  return text.slice(text.indexOf('obj') + 3, text.indexOf('endobj')).trim();
}

interface Update {
  readonly objects?: Readonly<Record<number, string>>;
  /** Cross-reference entries as they stand, by number. */
  readonly entries?: Readonly<Record<number, string>>;
  readonly prev?: number;
  readonly root?: number;
  readonly trailer?: string;
}

/** An incremental update as ISO 32000-2 clause 7.5.6 has it, or nearly. */
function updated({ objects = {}, entries = {}, prev, root = catalog(), trailer = '' }: Update): Uint8Array {
  let text = '';
  const rows = new Map<number, string>(Object.entries(entries).map(([number, row]) => [Number(number), row]));
  for (const [number, body] of Object.entries(objects)) {
    rows.set(Number(number), `${String(sealed.length + text.length).padStart(10, '0')} 00000 n `);
    text += `${number} 0 obj\n${body}\nendobj\n`;
  }
  const start = sealed.length + text.length;
  text += 'xref\n';
  for (const [number, row] of rows) text += `${number} 1\n${row}\n`;
  const info = ref(file.crossReference.trailer.get('Info'));
  const kept = info && !trailer.includes('/Info') ? `/Info ${info} 0 R` : '';
  const last = prev ?? file.crossReference.sections[0] ?? 0;
  text += `trailer\n<</Size 9999/Root ${root} 0 R/Prev ${last}${kept}${trailer}>>\nstartxref\n${start}\n%%EOF\n`;
  return new Uint8Array([...sealed, ...utf8.encode(text)]);
}

/**
 * An update whose entries stand in a cross-reference stream, and whose objects may lie packed in an object stream (ISO
 * 32000-2 clauses 7.5.7 and 7.5.8): a reader that knows tables only does not even see it.
 */
function updatedByStream({ packed = {}, loose = {}, places = {} }: StreamUpdate): Uint8Array {
  const rows = new Map<number, readonly [number, number, number]>(
    Object.entries(places).map(([number, offset]) => [Number(number), [1, offset, 0]]),
  );
  let text = '\n';
  const add = (number: number, body: string): void => {
    rows.set(number, [1, sealed.length + text.length, 0]);
    text += `${number} 0 obj\n${body}\nendobj\n`;
  };
  for (const [number, body] of Object.entries(loose)) add(Number(number), body);
  const bodies = Object.entries(packed);
  let [index, inside] = ['', ''];
  for (const [at, [number, body]] of bodies.entries()) {
    rows.set(Number(number), [2, 9500, at]);
    index += `${number} ${inside.length} `;
    inside += `${body} `;
  }
  const length = index.length + inside.length;
  add(
    9500,
    `<</Type/ObjStm/N ${bodies.length}/First ${index.length}/Length ${length}>>\nstream\n${index}${inside}\nendstream`,
  );
  const start = sealed.length + text.length;
  rows.set(9501, [1, start, 0]);
  const numbers = [...rows.keys()].sort((one, other) => one - other);
  const hex = numbers.map((number) => {
    const [kind = 0, second = 0, third = 0] = rows.get(number) ?? [];
    const widths = [kind.toString(16).padStart(2, '0'), second.toString(16).padStart(8, '0')];
    return `${widths.join('')}${third.toString(16).padStart(4, '0')}`;
  });
  const entries = Buffer.from(hex.join(''), 'hex').toString('latin1');
  text += `9501 0 obj\n<</Type/XRef/Size 9999/W[1 4 2]/Index[${numbers.map((number) => `${number} 1`).join(' ')}]`;
  text += `/Root ${catalog()} 0 R/Prev ${file.crossReference.sections[0]}`;
  const info = ref(file.crossReference.trailer.get('Info'));
  text += `${info ? `/Info ${info} 0 R` : ''}/Length ${entries.length}>>\nstream\n${entries}\nendstream\nendobj\n`;
  return new Uint8Array([...sealed, ...Buffer.from(`${text}startxref\n${start}\n%%EOF\n`, 'latin1')]);
}

interface StreamUpdate {
  readonly packed?: Readonly<Record<number, string>>;
  readonly loose?: Readonly<Record<number, string>>;
  /** Offsets of objects that are there already, by number. */
  readonly places?: Readonly<Record<number, number>>;
}

/** The signature's dictionary and the field that holds it, as they stand in the sealed file. */
const sealObject = (): { readonly field: number; readonly value: number; readonly dictionary: string } => {
  const fields = file.dict(file.catalog.get('AcroForm'))?.get('Fields');
  assert.ok(Array.isArray(fields));
  const field = ref(fields[0]);
  const value = ref(file.dict(fields[0])?.get('V'));
  assert.ok(field > 0 && value > 0);
  return { field, value, dictionary: textOfObject(value) };
};

const withRange = (range: string) => {
  const { value, dictionary } = sealObject();
  const changed = dictionary.replace(/\/ByteRange ?\[[^\]]*\]/, `/ByteRange[${range}]`);
  assert.notEqual(changed, dictionary);
  return updated({ objects: { [value]: changed } });
};

const byteRange = (): readonly number[] =>
  (/\/ByteRange ?\[([^\]]*)\]/.exec(sealObject().dictionary)?.[1] ?? '').trim().split(/\s+/).map(Number);

const stream = (content: string) => `<</Length ${content.length}>>\nstream\n${content}\nendstream`;
const withEntry = (number: number, entry: string) => textOfObject(number).replace(/>>$/, `${entry}>>`);

const ATTACKS: Readonly<Record<string, () => Uint8Array>> = {
  'the page draws another content': () =>
    updated({
      objects: {
        9000: stream('BT ET'),
        [firstPage().number]: textOfObject(firstPage().number).replace(
          /\/Contents ?(?:\[[^\]]*\]|\d+ 0 R)/,
          '/Contents 9000 0 R',
        ),
      },
    }),
  'the content itself is another (replace)': () => {
    const contents = firstContents();
    return updated({ objects: { [contents]: stream('BT ET') } });
  },
  'an object of the page is freed (hide)': () => {
    const contents = firstContents();
    return updated({ entries: { [contents]: '0000000000 65535 f ' } });
  },
  'a cross-reference alone leads elsewhere (hide and replace)': () => {
    const contents = firstContents();
    const other = [...file.crossReference.places].find(
      ([number, place]) => number !== contents && place.kind === 'offset',
    );
    assert.ok(other?.[1].kind === 'offset');
    return updated({ entries: { [contents]: `${String(other[1].offset).padStart(10, '0')} 00000 n ` } });
  },
  'an annotation lies over the page': () =>
    updated({
      objects: {
        9000: '<</Type/Annot/Subtype/FreeText/Rect[0 0 500 500]/Contents(10)>>',
        [firstPage().number]: /\/Annots/.test(textOfObject(firstPage().number))
          ? textOfObject(firstPage().number).replace(/\/Annots ?\[/, '/Annots [9000 0 R ')
          : withEntry(firstPage().number, '/Annots[9000 0 R]'),
      },
    }),
  'a page is appended': () => {
    const pages = ref(file.catalog.get('Pages'));
    return updated({
      objects: {
        9000: `<</Type/Page/Parent ${pages} 0 R/MediaBox[0 0 9 9]>>`,
        [pages]: textOfObject(pages).replace(/\/Kids ?\[/, '/Kids [9000 0 R '),
      },
    });
  },
  'another catalogue': () => updated({ objects: { 9000: textOfObject(catalog()) }, root: 9000 }),
  'something happens when it is opened': () =>
    updated({
      objects: { [catalog()]: withEntry(catalog(), '/AA<</WC<</S/JavaScript/JS(app.alert\\(1\\))>>>>') },
    }),
  'a file is attached': () =>
    updated({ objects: { [catalog()]: withEntry(catalog(), '/Collection<</Type/Collection>>') } }),
  'the form is to be drawn anew': () => {
    const form = ref(file.catalog.get('AcroForm')) || catalog();
    const body = textOfObject(form).replace(/\/Fields/, '/NeedAppearances true/Fields');
    assert.ok(body.includes('NeedAppearances'));
    return updated({ objects: { [form]: body } });
  },
  'the title is another': () =>
    updated({ objects: { 9000: '<</Title(Doctor of Philosophy)>>' }, trailer: '/Info 9000 0 R' }),
  'it claims to be encrypted': () => updated({ trailer: '/Encrypt<</Filter/Standard/V 1/R 2>>' }),
  'a table that does not lead on to the sealed one': () => updated({ prev: 0 }),
  'loose bytes': () => new Uint8Array([...sealed, ...utf8.encode('9 0 obj\n<<>>\nendobj\n')]),
  'a second end that repeats the first': () => {
    const start = file.crossReference.sections[0] ?? 0;
    return new Uint8Array([...sealed, ...utf8.encode(`\nstartxref\n${start}\n%%EOF\n`)]);
  },
  'layers are declared, and switched off': () =>
    updated({
      objects: {
        9000: '<</Type/OCG/Name(Grade)>>',
        [catalog()]: withEntry(catalog(), '/OCProperties<</OCGs[9000 0 R]/D<</OFF[9000 0 R]>>>>'),
      },
    }),
  'a key of the catalogue stands twice': () =>
    updated({
      objects: {
        9000: '<</Type/Pages/Kids[]/Count 0>>',
        [catalog()]: withEntry(catalog(), '/Pages 9000 0 R'),
      },
    }),
  'a hybrid table hides a stream of entries': () => updated({ trailer: '/XRefStm 15' }),
  'a DSS that holds more than validation data': () =>
    updated({ objects: { [catalog()]: withEntry(catalog(), '/DSS<</Type/DSS/Page 3 0 R>>') } }),
  'a packed object is the page, which draws another content': () =>
    updatedByStream({
      loose: { 9000: stream('BT ET') },
      packed: {
        [firstPage().number]: textOfObject(firstPage().number).replace(
          /\/Contents ?(?:\[[^\]]*\]|\d+ 0 R)/,
          '/Contents 9000 0 R',
        ),
      },
    }),
  'a packed object is the catalogue, with other pages': () =>
    updatedByStream({
      loose: { 9000: '<</Type/Pages/Kids[]/Count 0>>' },
      packed: { [catalog()]: textOfObject(catalog()).replace(/\/Pages \d+ 0 R/, '/Pages 9000 0 R') },
    }),
  'a cross-reference stream leads elsewhere': () => {
    const contents = firstContents();
    const other = [...file.crossReference.places].find(
      ([number, place]) => number !== contents && place.kind === 'offset',
    );
    assert.ok(other?.[1].kind === 'offset');
    return updatedByStream({ places: { [contents]: other[1].offset } });
  },
  'the field of the seal holds a copy of it': () => {
    const { field, dictionary } = sealObject();
    const body = textOfObject(field).replace(/\/V \d+ 0 R/, '/V 9000 0 R');
    return updated({ objects: { 9000: dictionary, [field]: body } });
  },
  'the field of the seal holds none any more': () => {
    const { field } = sealObject();
    return updated({ objects: { [field]: textOfObject(field).replace(/\/V \d+ 0 R/, '') } });
  },
  'the seal stands anew, as it was': () => {
    const { value, dictionary } = sealObject();
    return updated({ objects: { [value]: dictionary } });
  },
  'the seal has a second signature value': () => {
    const { value, dictionary } = sealObject();
    return updated({ objects: { [value]: dictionary.replace(/>>$/, '/Contents<00>>>') } });
  },
  'the seal has a second range': () => {
    const { value, dictionary } = sealObject();
    return updated({ objects: { [value]: dictionary.replace(/>>$/, '/ByteRange[0 1 2 3]>>') } });
  },
  'ranges that overlap': () => {
    const [, , second = 0, last = 0] = byteRange();
    return withRange(`0 ${second + 10} ${second} ${last}`);
  },
  'a negative range': () => {
    const [, first = 0, second = 0] = byteRange();
    return withRange(`0 ${first} ${second} -1`);
  },
  'ranges that begin behind the start': () => {
    const [, first = 0, second = 0, last = 0] = byteRange();
    return withRange(`1 ${first - 1} ${second} ${last}`);
  },
  'a third range': () => withRange(`${byteRange().join(' ')} 0 0`),
  'a third range over what came later': () => withRange(`${byteRange().join(' ')} ${sealed.length} 10`),
  'half a range': () => withRange(byteRange().slice(0, 3).join(' ')),
  'ranges that are no whole numbers': () => {
    const [, first = 0, second = 0, last = 0] = byteRange();
    return withRange(`0 ${first}.0 ${second}.5 ${last}`);
  },
  'a revision behind which too much follows for its end to be found': () => {
    const contents = firstContents();
    const bytes = updated({ objects: { [contents]: stream('BT ET') } });
    return new Uint8Array([...bytes, ...utf8.encode(' '.repeat(3000))]);
  },
  'a revision, and the old end repeated behind it': () => {
    const contents = firstContents();
    const bytes = updated({ objects: { [contents]: stream('BT ET') } });
    const end = `startxref\n${file.crossReference.sections[0]}\n%%EOF\n`;
    return new Uint8Array([...bytes, ...utf8.encode(end)]);
  },
  'a revision without an end, which a reader that rebuilds tables takes in': () => {
    const contents = firstContents();
    return new Uint8Array([
      ...sealed,
      ...utf8.encode(`${contents} 0 obj\n${stream('BT ET')}\nendobj\n%%EOF\n`),
    ]);
  },
  'a whole other document': () => new Uint8Array([...sealed, ...sealed]),
  zeros: () => new Uint8Array([...sealed, ...new Uint8Array(1024)]),
  'something before the beginning': () => new Uint8Array([...utf8.encode('%!PS\n'), ...sealed]),
};

describe('a sealed page that was changed by an incremental update', () => {
  for (const [what, attack] of Object.entries(ATTACKS)) {
    test(`${what}: refused`, async () => {
      const verdict = await verdictOf(attack());
      assert.equal(verdict.indication, 'TOTAL-FAILED', verdict.reason);
      assert.equal(verdict.subIndication, 'FORMAT_FAILURE');
      assert.equal(verdict.payload, undefined);
    });
  }
});

test('validation data may be added, and are told', async () => {
  const dss = `/DSS<</Type/DSS/Certs[9000 0 R]>>`;
  const verdict = await verdictOf(
    updated({ objects: { 9000: stream('0'), [catalog()]: withEntry(catalog(), dss) } }),
  );
  assert.equal(verdict.indication, 'TOTAL-PASSED');
  assert.deepEqual(verdict.changes, [{ what: 'validation-data', where: 'DSS', allowed: true }]);
});

test('an update that changes nothing is no change', async () => {
  const verdict = await verdictOf(updated({ objects: { 9000: '<<>>' } }));
  assert.equal(verdict.indication, 'TOTAL-PASSED');
});

test('a further seal where the certification permits none is refused', async () => {
  const form = file.catalog.get('AcroForm');
  const number = ref(form);
  const seal = '<</Type/Sig/SubFilter/ETSI.CAdES.detached/ByteRange[0 1 2 3]/Contents<00>>>';
  const field = '<</FT/Sig/T(Second)/V 9001 0 R/Subtype/Widget/Rect[0 0 0 0]>>';
  const holder = number || catalog();
  const body = textOfObject(holder).replace(/\/Fields ?\[/, '/Fields [9000 0 R ');
  const verdict = await verdictOf(updated({ objects: { 9000: field, 9001: seal, [holder]: body } }));
  assert.notEqual(verdict.indication, 'TOTAL-PASSED');
});

test('packed objects that nothing reaches are no change: the stream of entries is read', async () => {
  const verdict = await verdictOf(updatedByStream({ packed: { 9000: '<</A 1>>', 9001: '[1 2]' } }));
  assert.equal(verdict.indication, 'TOTAL-PASSED', verdict.reason);
});

test('a second field that holds the same seal again is refused', async () => {
  const holder = ref(file.catalog.get('AcroForm')) || catalog();
  const { field } = sealObject();
  const again = textOfObject(field).replace(/\/T ?\([^)]*\)/, '/T(Again)');
  const body = textOfObject(holder).replace(/\/Fields ?\[/, '/Fields [9000 0 R ');
  const verdict = await verdictOf(updated({ objects: { 9000: again, [holder]: body } }));
  assert.notEqual(verdict.indication, 'TOTAL-PASSED');
});
