import { filesOf, finding, type Judge } from './finding.ts';
import { each, missingCommand, run } from './program.ts';
import { XREF_SPOIL } from './spoil.ts';

/** qpdf --check: the file's syntax and every stream's encoding, without so much as a warning. */
export const qpdf: Judge = {
  name: 'qpdf --check',
  formats: ['pdf'],
  missing: () => missingCommand('qpdf', 'qpdf'),
  spoils: [XREF_SPOIL],
  judge: (batch) =>
    each(filesOf(batch, 'pdf'), async (file) => {
      const { code, out, err } = await run('qpdf', ['--check', file]);
      const content = code === 0 && out.includes('No syntax or stream encoding errors found');
      return finding(file, content ? [] : [`exit ${code}: ${err.trim().replaceAll('\n', ' ')}`]);
    }),
};
