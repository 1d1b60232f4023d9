import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { create } from 'fontkit';
import { PDFDocument, rgb } from 'pdf-lib';
import { loadFonts } from '../../electron/files/fonts.ts';
import { GALLERY_NAMES } from '../../shared/gallery/gallery.ts';
import { preparePages } from './gallery-pages.ts';

const HELP = `Measures pages laid out and written as PDF a second of processor time, tagged, with a QR code of their own, unsealed; beside
pdf-lib with fontkit drawing a plain page of ten lines in one embedded face, in the same run.

  npm run bench:page -- [--pages N] [--template NAME] [--memory N] [--json]

  --pages N        pages to measure (5000 when left out), after 2,000 that are not
  --template NAME  of the gallery, badge when left out
  --memory N       then N pages more, telling the memory at 1,000, 10,000, 100,000 … and N
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      pages: { type: 'string', default: '5000' },
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
  // As in a batch of tens of thousands, the engine has compiled what is hot: with 300 a third of the figure is compiling.
  for (let at = 0; at < 2000; at++) write(at);
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

/** A second of processor time: what else the machine does meanwhile does not count. */
function rate(count: number, work: (at: number) => void): number {
  const start = process.cpuUsage();
  for (let at = 0; at < count; at++) work(2000 + at);
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
