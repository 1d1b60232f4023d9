import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { nodeEngine } from '../../electron/engine.ts';
import { loadFonts } from '../../electron/files/fonts.ts';
import { sayIn } from '../../electron/files/words.ts';
import { GALLERY_NAMES } from '../../shared/gallery/gallery.ts';
import { LANGUAGES } from '../../shared/language.ts';
import type { Imposition } from '../../shared/printing/imposition.ts';
import { PrintFile } from '../../shared/printing/print-file.ts';
import { preparePages } from '../bench/gallery-pages.ts';
import { readAnswers } from './answers.ts';
import { type Trial, timedTrial } from './hearing.ts';
import { missingJava, runJava } from './java.ts';
import { mutool } from './mutool.ts';
import { hearFiles } from './pages.ts';
import { each, missingCommand, run } from './program.ts';
import { qpdf } from './qpdf.ts';

const IMPOSITIONS: Readonly<Record<string, Imposition>> = {
  marked: { kind: 'sheets', duplex: true, cropMarks: true },
  plain: { kind: 'sheets', duplex: false, cropMarks: false },
  proof: { kind: 'proof', perSheet: 4 },
};
/** A plain office scanner's resolution. */
const DPI = '200';

interface Answer {
  readonly file: string;
  readonly error?: string;
  readonly '2b'?: {
    readonly compliant: boolean;
    readonly checks: number;
    readonly failed: Readonly<Record<string, string>>;
  };
}

/** Print files of the gallery in all languages: whole for qpdf and MuPDF, PDF/A-2b for veraPDF, and readable for zbarimg. */
export const printing: Trial = {
  name: 'Print files',
  missing: async () =>
    (await missingJava()) ??
    (await qpdf.missing()) ??
    (await mutool.missing()) ??
    (await missingCommand('pdftoppm', 'poppler-utils')) ??
    (await missingCommand('zbarimg', 'zbar-tools')),
  async *hear(scratch) {
    const folder = join(scratch, 'printing');
    await mkdir(folder, { recursive: true });
    const { files, sources } = await printAll(folder);
    for (const judge of [qpdf, mutool]) yield hearFiles(judge, 'print files', files, scratch);
    yield await timedTrial('veraPDF 2b', 'print files', async (failures) => {
      const spoiled = join(folder, 'another-part.pdf');
      const bytes = (await readFile(files[0] ?? '')).toString('latin1');
      await writeFile(spoiled, bytes.replace('<pdfaid:part>2<', '<pdfaid:part>1<'), 'latin1');
      const answers = await judged([...files, spoiled]);
      for (const { file, error, '2b': told } of answers) {
        if (told && told.checks > 0 && told.compliant === (file !== spoiled)) continue;
        failures.push(`${basename(file)}: ${error ?? JSON.stringify(told)}`);
      }
      return answers.length - failures.length;
    });
    const [marked = ''] = files;
    yield await timedTrial('zbarimg', 'codes on paper', async (failures) => {
      const expected = await each(sources, async (source) => (await codesOf(source, '1', folder))[0]);
      const read = await each([...sources.keys()], (at) => codesOf(marked, String(2 * at + 1), folder));
      for (const [at, [text]] of read.entries()) {
        if (text === undefined || text !== expected[at])
          failures.push(`sheet ${2 * at + 1}: ${text ?? 'no code'}`);
      }
      return sources.length - failures.length;
    });
  },
};

/** The same pages in every imposition, and each page as a file of its own. */
async function printAll(folder: string) {
  const sources: string[] = [];
  const pages: Uint8Array[] = [];
  for (const [at, language] of LANGUAGES.entries()) {
    const name = GALLERY_NAMES[at % GALLERY_NAMES.length] ?? 'plain';
    const bytes = (await preparePages(name, [], language))(at);
    const source = join(folder, `${name}-${language}.pdf`);
    await writeFile(source, bytes);
    sources.push(source);
    pages.push(bytes);
  }
  const { sans, 'sans-bold': bold } = loadFonts();
  const files: string[] = [];
  for (const [name, imposition] of Object.entries(IMPOSITIONS)) {
    const print = new PrintFile({
      imposition,
      document: {
        ...{ title: name, language: 'en', author: 'Halcyon University', createdAt: '2026-07-01T08:00:00Z' },
        id: 'urn:uuid:5b0f7d6e-2c1a-4f57-9d1e-6a8b3c4d5e6f',
      },
      say: (language, key) => sayIn(language, 'print')(key),
      fonts: { sans, 'sans-bold': bold },
      engine: nodeEngine,
    });
    const parts = pages.map((bytes) => print.add(bytes));
    const file = join(folder, `${name}.pdf`);
    await writeFile(file, Buffer.concat([...parts, print.finish().bytes]));
    files.push(file);
  }
  return { files, sources };
}

async function judged(files: readonly string[]): Promise<readonly Answer[]> {
  return readAnswers<Answer>('veraPDF', files, await runJava(['verapdf-2b'], files));
}

async function codesOf(pdf: string, page: string, folder: string): Promise<readonly string[]> {
  const picture = join(folder, `${basename(pdf, '.pdf')}-${page}`);
  await run('pdftoppm', ['-r', DPI, '-f', page, '-l', page, '-singlefile', '-gray', pdf, picture]);
  const { out } = await run('zbarimg', ['-q', '--raw', '-Sdisable', '-Sqrcode.enable', `${picture}.pgm`]);
  await rm(`${picture}.pgm`, { force: true });
  return out.split('\n').filter((line) => line !== '');
}
