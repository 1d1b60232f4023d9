import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeEngine } from '../../electron/engine.ts';
import { loadFonts } from '../../electron/files/fonts.ts';
import { readQrCodes } from '../../electron/pictures/qr.ts';
import { galleryTemplate } from '../../shared/gallery/gallery.ts';
import { preparePress } from '../../shared/issue.ts';
import { readCodeTexts } from '../../shared/proof/code-text.ts';
import { readPaperProof } from '../../shared/proof/paper.ts';
import { makeSampleSeal } from '../../shared/sealing/sample-seal.ts';
import { specimenOf } from '../../shared/template/specimen.ts';
import type { Template } from '../../shared/template/template.ts';
import type { Line, Trial } from './hearing.ts';
import { missingCommand, run } from './program.ts';
import { missingPython, runPython } from './python.ts';

/** A plain office scanner's resolution. */
const DPI = '200';
/** Of the seal, and how large its code and its link are drawn, in millimetres: what the designer sets. */
const SHEETS = [
  { key: 'P-256', algorithm: 'ES256', bits: 0, proof: 35, link: 35 },
  { key: 'RSA-2048', algorithm: 'RS256', bits: 2048, proof: 40, link: 44 },
  { key: 'RSA-3072', algorithm: 'PS256', bits: 3072, proof: 40, link: 44 },
] as const;

/**
 * Sealed pages as bad scanners see them: greyscale at 200 dpi, turned by three degrees, blurred (standard deviation 0.4
 * pixels), a JPEG of quality 50. zbarimg and zxing read the code, in each form, and it proves itself; zxing, which is what
 * the studio reads with, also at one pixel and quality 40. Blurred until nothing is left, neither reads it. Measured:
 * zbarimg begins to fail at 0.6.
 */
export const worn: Trial = {
  name: 'worn sheets',
  missing: async () =>
    (await missingCommand('zbarimg', 'zbar-tools')) ??
    (await missingCommand('pdftoppm', 'poppler-utils')) ??
    (await missingPython()),
  async *hear(scratch) {
    const folder = join(scratch, 'worn');
    await mkdir(folder, { recursive: true });
    for (const sheet of SHEETS) {
      const start = performance.now();
      const failures: string[] = [];
      let passed = 0;
      for (const holds of ['proof', 'link'] as const) {
        const { file, proves } = await seal(folder, holds, sheet);
        await run('pdftoppm', ['-r', DPI, '-gray', '-singlefile', file, file]);
        const ran = await runPython('python/worn.py', [], [`${file}.pgm`]);
        if (ran.code !== 0) throw new Error(ran.err);
        for (const [read, picture] of [
          [zbarimg, 'worn'],
          [zxing, 'worn'],
          [zxing, 'bad'],
        ] as const) {
          if (await proves(await read(`${file}.pgm.${picture}.jpg`))) passed += 1;
          else failures.push(`${read.name} does not read the ${holds}: ${picture}`);
        }
        for (const read of [zbarimg, zxing]) {
          if ((await read(`${file}.pgm.lost.jpg`)).length === 0) passed += 1;
          else failures.push(`${read.name} reads what is not there`);
        }
      }
      const what = `${sheet.key}, ${sheet.proof} and ${sheet.link} mm`;
      const line: Line = {
        judge: 'zbarimg, zxing',
        what,
        passed,
        failures,
        seconds: (performance.now() - start) / 1000,
      };
      yield line;
    }
  },
};

async function zbarimg(picture: string): Promise<readonly string[]> {
  const { out } = await run('zbarimg', ['-q', '--raw', '-Sdisable', '-Sqrcode.enable', picture]);
  return out.split('\n').filter((line) => line !== '');
}

async function zxing(picture: string): Promise<readonly string[]> {
  return readQrCodes(await readFile(picture));
}

async function seal(
  folder: string,
  holds: 'proof' | 'link',
  { key, algorithm, bits, [holds]: side }: (typeof SHEETS)[number],
) {
  const by = await makeSampleSeal(algorithm, 'Worn sheets', bits);
  const template = withCode(
    await galleryTemplate('plain', ['en'], 'urn:uuid:6d1c9a52-0f5e-4b0a-9a37-3c1f2b8e7d44'),
    side,
    holds,
  );
  const specimen = specimenOf(template, `${new Date().toISOString().slice(0, 19)}Z`, true);
  if (!specimen.ok) throw new Error(specimen.problems[0].code);
  const press = preparePress({
    ...{ design: template.page, exports: ['pdf'], fonts: loadFonts(), seal: by, engine: nodeEngine },
    specimens: [specimen.value],
  });
  if (!press.ok) throw new Error(press.problems[0].code);
  const issued = await press.value.issue(specimen.value);
  if (!issued.ok) throw new Error(JSON.stringify(issued.problems));
  const file = join(folder, `${key}-${holds}.pdf`);
  await writeFile(file, issued.files[0]?.bytes ?? new Uint8Array());
  const proves = async (texts: readonly string[]): Promise<boolean> => {
    const [proof] = readCodeTexts(texts, nodeEngine).proofs;
    const read = proof && (await readPaperProof(proof, [by.certificate], nodeEngine));
    return read?.ok === true && read.claims.serial === specimen.value.serial;
  };
  return { file, proves };
}

function withCode(template: Template, side: number, holds: 'proof' | 'link'): Template {
  const elements = template.page.elements.map((element) => {
    if (element.kind !== 'qr') return element;
    const box = { ...element.box, width: side, height: side };
    return { ...element, box, holds, verifyPage: 'https://verify.example.edu/' };
  });
  return { ...template, page: { ...template.page, elements } };
}
