import { strToU8, unzipSync, zipSync } from 'fflate';
import { sampleXlsx } from '../workbook/sample-xlsx.ts';

/** Files of every kind that a roster comes in, whole. */
export const SAMPLE_FILES: readonly Uint8Array[] = [
  strToU8('Given name;Family name;Student ID;Date of birth\n"Zoë ""Z""";Šimková;S1;03/04/2001\nA;B;S2;\n'),
  strToU8('sep=,\r\nVorname,Nachname,Note\r\n"a\r\nb",c,"8,5"\r\n'),
  Uint8Array.from([0xff, 0xfe, ...[...'Име\tФамилия\nА\tБ\n'].flatMap(utf16)]),
  sampleXlsx({
    sheets: {
      S: '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>43891</v></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>x</t></is></c><c r="B2"><f>1+1</f><v>2</v></c></row>',
    },
    strings: '<si><t>Given name</t></si>',
    cellFormats: [0, 14],
    after: '<mergeCells><mergeCell ref="A1:A2"/></mergeCells>',
  }),
  zipSync({
    mimetype: [strToU8('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }],
    'content.xml': strToU8(
      '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><table:table table:name="S"><table:table-row table:number-rows-repeated="3"><table:table-cell office:value-type="string" table:number-columns-repeated="2"><text:p>a<text:s text:c="3"/>b</text:p></table:table-cell></table:table-row></table:table></office:document-content>',
    ),
  }),
  strToU8('<html><table><tr><th colspan="2">Name<th>ID</tr><tr><td>a<td>b &amp; c<td>1</table></html>'),
];

/** The same numbers for the same seed (mulberry32). */
function randomly(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** What programs stumble over, to be put in anywhere. */
const TROUBLE: readonly string[] = [
  ...['"', '""', '<', '</', '&#0;', '&amp', ']]>', '<!--', '<![CDATA[', '<!DOCTYPE x [<!ENTITY a "b">]>'],
  ...['\0', '\r', '\n', ';', ',', '\t', '-1', '1e999', 'NaN', '4294967296', 'A1048577', 'XFE1', 'ZZZ9999999'],
  ...['xml:space="x"', '<row r="1">', '<c>', '<v>', '<t>', 't="s"', 's="-1"', '\ud800', '﻿', '\u202e'],
];

/** One of the files, changed by `seed`: bytes turned, cut, doubled, moved, trouble put in; inside archives too. */
export function mutated(seed: number): Uint8Array {
  const random = randomly(seed);
  const whole = SAMPLE_FILES[random(SAMPLE_FILES.length)] as Uint8Array;
  if (whole[0] !== 0x50 || random(4) === 0) return change(whole, random);
  // Inside the archive, or the changed bytes would mostly only spoil its packing.
  const parts = Object.entries(unzipSync(whole));
  const victim = random(parts.length);
  return zipSync(
    Object.fromEntries(parts.map(([name, part], at) => [name, at === victim ? change(part, random) : part])),
  );
}

/** Any file, changed by `seed`. */
export function changed(bytes: Uint8Array, seed: number): Uint8Array {
  return change(bytes, randomly(seed));
}

function change(bytes: Uint8Array, random: (below: number) => number): Uint8Array {
  let own = [...bytes];
  for (let times = 1 + random(4); times > 0; times--) {
    const at = random(own.length + 1);
    const until = Math.min(own.length, at + 1 + random(12));
    const kinds: readonly (() => void)[] = [
      () => {
        own[at] = random(256);
      },
      () => {
        own.splice(at, until - at);
      },
      () => {
        own.splice(at, 0, ...own.slice(at, until));
      },
      () => {
        own.splice(at, 0, ...strToU8(TROUBLE[random(TROUBLE.length)] as string));
      },
      () => {
        own = own.slice(0, at);
      },
      () => {
        own.push(...own.slice(random(own.length + 1)));
      },
    ];
    kinds[random(kinds.length)]?.();
  }
  return Uint8Array.from(own);
}

function utf16(character: string): readonly number[] {
  const code = character.charCodeAt(0);
  return [code & 255, code >> 8];
}
