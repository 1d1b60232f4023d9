import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Finding, finding, type Judge, type JudgedCredential } from './finding.ts';
import { each, missingCommand, run } from './program.ts';
import { BLANK_PAGE_SPOIL } from './spoil.ts';

/** A plain office scanner's resolution. */
const DPI = '200';

/** zbarimg: the QR code of the printed page says which credential the sheet claims to be, as the register has it. */
export const qr: Judge = {
  name: 'zbarimg',
  formats: ['pdf'],
  missing: async () =>
    (await missingCommand('zbarimg', 'zbar-tools')) ?? (await missingCommand('pdftoppm', 'poppler-utils')),
  spoils: [BLANK_PAGE_SPOIL],
  async judge({ credentials, scratch }) {
    const findings = await each(credentials, async (credential): Promise<readonly Finding[]> => {
      const { pdf } = credential.files;
      const expected = proofText(credential);
      if (pdf === undefined || expected === undefined) return [];
      const picture = join(scratch, `qr-${randomUUID()}`);
      const drawn = await run('pdftoppm', ['-r', DPI, '-f', '1', '-singlefile', '-gray', pdf, picture]);
      if (drawn.code !== 0) return [finding(pdf, [`pdftoppm: exit ${drawn.code} ${drawn.err}`])];
      const order = ['-q', '--raw', '-Sdisable', '-Sqrcode.enable', `${picture}.pgm`];
      const { out } = await run('zbarimg', order);
      await rm(`${picture}.pgm`);
      const read = out.replace(/\n$/, '');
      return [finding(pdf, read === expected ? [] : [`read '${read}' where '${expected}' is expected`])];
    });
    return findings.flat();
  },
};

/** What the code must say, put together here from the register and not by the program that drew it. */
const proofText = ({ entry }: JudgedCredential): string | undefined =>
  entry &&
  `SEALWRIGHT:1:${entry.serial}:${entry.id.replace('urn:uuid:', '').toUpperCase()}:${entry.awardedOn}`;
