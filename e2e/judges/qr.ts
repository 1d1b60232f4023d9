import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readAnswers } from './answers.ts';
import { finding, type Judge, type JudgedCredential } from './finding.ts';
import { each, missingCommand, run } from './program.ts';
import { missingPython, runPython } from './python.ts';
import { BLANK_PAGE_SPOIL } from './spoil.ts';

/** A plain office scanner's resolution. */
const DPI = '200';

interface Answer {
  readonly file: string;
  readonly error?: string;
  readonly claims?: {
    readonly id: string;
    readonly name: string;
    readonly serial: string;
    readonly awardedOn: string;
  };
}

/**
 * zbarimg reads the QR code of the page as a scanner would see it, and the Python package cwt proves it under the
 * e-seal's certificate: it must say the very facts the register has.
 */
export const qr: Judge = {
  name: 'zbarimg and cwt',
  formats: ['pdf'],
  missing: async () =>
    (await missingCommand('zbarimg', 'zbar-tools')) ??
    (await missingCommand('pdftoppm', 'poppler-utils')) ??
    (await missingPython()),
  spoils: [BLANK_PAGE_SPOIL],
  async judge({ credentials, scratch }) {
    const printed = credentials.filter(({ files, entry }) => files.pdf !== undefined && entry !== undefined);
    const orders = await each(printed, async ({ files: { pdf = '', json = '' } }) =>
      JSON.stringify({
        file: pdf,
        text: await readCode(pdf, scratch),
        certificate: await certificateIn(json),
      }),
    );
    const files = printed.map(({ files: { pdf = '' } }) => pdf);
    const ran = await runPython('python/paper_judge.py', [], orders);
    const answers = readAnswers<Answer>('cwt', files, ran);
    return printed.map((credential, at) => finding(files[at] ?? '', objections(credential, answers[at])));
  },
};

async function readCode(pdf: string, scratch: string): Promise<string> {
  const picture = join(scratch, `qr-${randomUUID()}`);
  await run('pdftoppm', ['-r', DPI, '-f', '1', '-singlefile', '-gray', pdf, picture]);
  const order = ['-q', '--raw', '-Sdisable', '-Sqrcode.enable', `${picture}.pgm`];
  const { out } = await run('zbarimg', order);
  await rm(`${picture}.pgm`, { force: true });
  return out.replace(/\n$/, '');
}

/** The e-seal certificate as the sealed JSON beside the page names it: first of x5c. */
async function certificateIn(json: string): Promise<string> {
  const sealed = JSON.parse(await readFile(json, 'utf8')) as { signatures: readonly { protected: string }[] };
  const header = Buffer.from(sealed.signatures[0]?.protected ?? '', 'base64url').toString();
  return (JSON.parse(header) as { x5c: readonly string[] }).x5c[0] ?? '';
}

function objections({ entry }: JudgedCredential, answer: Answer | undefined): readonly string[] {
  const { claims, error = 'no answer' } = answer ?? {};
  if (!claims || !entry) return [error];
  const expected = {
    id: entry.id.replace(/^urn:uuid:|-/g, ''),
    name: entry.name,
    serial: entry.serial,
    awardedOn: entry.awardedOn,
  };
  const differing = (Object.keys(expected) as (keyof typeof expected)[]).filter(
    (fact) => claims[fact] !== expected[fact],
  );
  return differing.map((fact) => `${fact}: '${claims[fact]}' where '${expected[fact]}' is expected`);
}
