import { filesOf, finding, type Judge } from './finding.ts';
import { each, missingCommand, run } from './program.ts';
import { FONT_SPOIL, XREF_SPOIL } from './spoil.ts';

/** mutool draws every page: MuPDF reads fonts, colours and structure by its own hand, and has nothing to warn of. */
export const mutool: Judge = {
  name: 'mutool draw',
  formats: ['pdf'],
  missing: () => missingCommand('mutool', 'mupdf-tools'),
  spoils: [XREF_SPOIL, FONT_SPOIL],
  judge: (batch) =>
    each(filesOf(batch, 'pdf'), async (file) => {
      // Debian builds it without colour management, and so without a warning that there is none.
      const { code, out, err } = await run('mutool', [
        'draw',
        '-N',
        '-r',
        '36',
        '-F',
        'pnm',
        '-o',
        '/dev/null',
        file,
      ]);
      const told = `${out}${err}`.split('\n').filter((line) => /^(?:warning|error)/.test(line));
      return finding(file, code === 0 && told.length === 0 ? [] : [`exit ${code}: ${told.join(' ')}`]);
    }),
};
