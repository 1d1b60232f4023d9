import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { create } from 'fontkit';
import { PDFDocument, rgb } from 'pdf-lib';
import { nodeEngine } from '../../electron/engine.ts';
import { loadFonts } from '../../electron/files/fonts.ts';
import { hyphenation } from '../../electron/files/hyphenation.ts';
import type { Credential } from '../../shared/credential/credential.ts';
import { GALLERY_NAMES, galleryTemplate } from '../../shared/gallery/gallery.ts';
import { readFonts } from '../../shared/page/fonts.ts';
import { prepareLayout } from '../../shared/page/layout.ts';
import { describe } from '../../shared/page/pdf/description.ts';
import { preparePdf } from '../../shared/page/pdf/press.ts';
import { Repertoire } from '../../shared/page/pdf/repertoire.ts';
import { specimenOf } from '../../shared/template/specimen.ts';

const HELP = `Measures pages laid out and written as PDF a second of processor time, tagged, with a QR code of their own, unsealed; beside
pdf-lib with fontkit drawing a plain page of ten lines in one embedded face, in the same run.

  npm run bench:page -- [--pages N] [--template NAME] [--memory N] [--json]

  --pages N        pages to measure (2000 when left out)
  --template NAME  of the gallery, badge when left out
  --memory N       then N pages more, telling the memory at 1,000, 10,000, 100,000 … and N
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      pages: { type: 'string', default: '2000' },
      template: { type: 'string', default: 'badge' },
      memory: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const name = GALLERY_NAMES.find((each) => each === values.template);
  if (values.help || !name) {
    process.stdout.write(HELP);
    return;
  }
  const count = Number(values.pages);
  const write = await preparePages(name);
  // As a batch does after its first hundreds, the engine has compiled what is hot.
  for (let at = 0; at < 300; at++) write(at);
  let bytes = 0;
  const ours = rate(count, (at) => {
    bytes += write(at).length;
  });
  const theirs = await plainRate(Math.max(40, Math.round(count / 100)));
  const measured = {
    template: name,
    ours,
    'pdf-lib': theirs,
    times: ours / theirs,
    bytes: Math.round(bytes / count),
  };
  if (values.json) process.stdout.write(`${JSON.stringify(measured)}\n`);
  else
    process.stdout.write(
      `${name}: ${ours.toFixed(0)} pages a second of ${measured.bytes} bytes; pdf-lib ${theirs.toFixed(1)}: ${measured.times.toFixed(0)} times\n`,
    );
  if (values.memory !== undefined) tellMemory(write, Number(values.memory));
}

/** One learner after another, each with a name, a number and a proof that no other has. */
async function preparePages(name: (typeof GALLERY_NAMES)[number]): Promise<(at: number) => Uint8Array> {
  const set = loadFonts();
  const template = await galleryTemplate(name, ['en'], 'urn:uuid:6d1c9a52-0f5e-4b0a-9a37-3c1f2b8e7d44');
  const specimen = specimenOf(template, '2026-07-01T08:00:00Z', false);
  if (!specimen.ok) throw new Error(specimen.problems[0].code);
  const proof = ({ serial }: Credential) => `MC1:${serial}${PROOF.slice(Number(serial) % 400)}`;
  const layout = prepareLayout(template.page, readFonts(set, hyphenation), proof);
  const repertoire = new Repertoire().add(layout.layOut(named(specimen.value, 0), 'en').pages);
  const letters = new Set([...repertoire.of('sans'), ...[...ALPHABET].map((letter) => letter.charCodeAt(0))]);
  const press = preparePdf({
    fonts: repertoire.facesIn(set),
    codePoints: (face) => new Set([...repertoire.of(face), ...letters]),
    engine: nodeEngine,
  });
  return (at) => {
    const credential = named(specimen.value, at);
    const { pages, varying } = layout.layOut(credential, 'en');
    return press.write({ pages, varying, document: describe(credential), attachments: [] }).bytes;
  };
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-: ';
/** As many characters of base45 as a P-256 proof has, and a little to cut from. */
const PROOF = Array.from({ length: 860 }, (_, at) => ALPHABET[(at * 7 + (at >> 3) * 13) % 26]).join('');

function named(specimen: Credential, at: number): Credential {
  const spelt = [0, 1, 2, 3, 4, 5]
    .map((place) => ALPHABET[26 + (Math.floor(at / 26 ** place) % 26)])
    .join('');
  const learner = { ...specimen.learner, fullName: `Anna ${spelt} Berg` };
  return { ...specimen, serial: String(at).padStart(7, '0'), learner };
}

/** A second of processor time: what else the machine does meanwhile does not count. */
function rate(count: number, work: (at: number) => void): number {
  const start = process.cpuUsage();
  for (let at = 0; at < count; at++) work(1000 + at);
  return count / secondsSince(start);
}

function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

/** What a program does that draws with pdf-lib, page after page: embeds the face's subset and draws lines of text. */
async function plainRate(count: number): Promise<number> {
  const face = loadFonts().sans ?? (await readFile(''));
  const start = process.cpuUsage();
  for (let at = 0; at < count; at++) {
    const document = await PDFDocument.create();
    document.registerFontkit(ADAPTER);
    const font = await document.embedFont(face, { subset: true });
    const page = document.addPage([595.28, 841.89]);
    for (let line = 0; line < 10; line++)
      page.drawText(`Certificate ${at}, line ${line}: Anna Berg`, {
        x: 60,
        y: 760 - line * 20,
        size: 11,
        font,
        color: rgb(0, 0, 0),
      });
    await document.save({ useObjectStreams: false });
  }
  return count / secondsSince(start);
}

/** pdf-lib was made for a fontkit whose subsets are streams. */
const ADAPTER = {
  create(bytes: Uint8Array) {
    const font = create(Buffer.from(bytes)) as unknown as {
      createSubset(): { encode(): Uint8Array; encodeStream?: () => unknown };
    };
    const make = font.createSubset.bind(font);
    font.createSubset = () => {
      const subset = make();
      subset.encodeStream = () => ({
        on(event: string, hear: (chunk?: Uint8Array) => void) {
          if (event === 'data') hear(subset.encode());
          if (event === 'end') hear();
          return this;
        },
      });
      return subset;
    };
    return font;
  },
} as unknown as Parameters<PDFDocument['registerFontkit']>[0];

/** At 1,000, 10,000, 100,000 … pages: what grows with the batch would show as the same again and again. */
function tellMemory(write: (at: number) => Uint8Array, count: number): void {
  for (let at = 1, tell = 1000; at <= count; at++) {
    write(at);
    if (at !== tell && at !== count) continue;
    if (at === tell) tell *= 10;
    globalThis.gc?.();
    const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
    const [heap, buffers, all] = [heapUsed, arrayBuffers, rss].map((bytes) => (bytes / 1024 ** 2).toFixed(0));
    process.stdout.write(`${at} pages: heap ${heap} MB, buffers ${buffers} MB, process ${all} MB\n`);
  }
}

await main();
