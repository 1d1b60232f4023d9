import { filesOf, finding, type Judge } from './finding.ts';
import { each, missingCommand, run } from './program.ts';
import { sealSpoilsOf } from './spoil.ts';

/**
 * poppler's pdfsig (NSS): one seal, valid, over the whole document. Trust is left to others: NSS knows no usage for
 * e-seals and measures every certificate as one for e-mail.
 */
export const pdfsig: Judge = {
  name: 'pdfsig',
  formats: ['pdf'],
  missing: () => missingCommand('pdfsig', 'poppler-utils'),
  spoils: sealSpoilsOf('pdf'),
  judge: (batch) =>
    each(filesOf(batch, 'pdf'), async (file) => {
      const { out } = await run('pdfsig', ['-nocert', file]);
      return finding(file, objections(out));
    }),
};

const objections = (said: string): readonly string[] => {
  const why: string[] = [];
  const seals = said.match(/^Signature #\d+:/gm)?.length ?? 0;
  if (seals !== 1) why.push(`${seals} seals where one is expected`);
  if (!said.includes('Signature Validation: Signature is Valid.'))
    why.push(line(said, 'Signature Validation'));
  if (!said.includes('- Total document signed')) why.push('not the whole document is signed');
  if (!said.includes('Signature Type: ETSI.CAdES.detached')) why.push(line(said, 'Signature Type'));
  return why;
};

const line = (said: string, label: string): string =>
  said
    .split('\n')
    .find((text) => text.includes(label))
    ?.trim() ?? `says nothing of ${label}`;
