import { filesOf, finding, type Judge } from './finding.ts';
import { each, missingCommand, run } from './program.ts';
import { FONT_FILE_SPOIL, MARK_INFO_SPOIL } from './spoil.ts';

/**
 * poppler's pdfinfo and pdffonts: a title, a language's structure, nothing encrypted, no script; every font embedded, as
 * a subset, with a map to Unicode.
 */
export const pdfinfo: Judge = {
  name: 'pdfinfo, pdffonts',
  formats: ['pdf'],
  missing: () => missingCommand('pdfinfo', 'poppler-utils'),
  spoils: [MARK_INFO_SPOIL, FONT_FILE_SPOIL],
  judge: (batch) =>
    each(filesOf(batch, 'pdf'), async (file) => {
      const facts = await factsOf(file);
      const wanted = { Tagged: 'yes', Encrypted: 'no', JavaScript: 'no', 'PDF version': '1.7' };
      const wrong = Object.entries(wanted)
        .filter(([name, value]) => facts.get(name) !== value)
        .map(([name]) => `${name}: ${facts.get(name)}`);
      if (!facts.get('Title')) wrong.push('no title');
      return finding(file, [...wrong, ...(await fontObjections(file))]);
    }),
};

/** What pdfinfo says, by its own names. */
export const factsOf = async (file: string): Promise<ReadonlyMap<string, string>> => {
  const { out } = await run('pdfinfo', ['-enc', 'UTF-8', file]);
  return new Map(out.split('\n').map((line) => [line.split(':')[0] ?? '', line.replace(/^[^:]*:\s*/, '')]));
};

const fontObjections = async (file: string): Promise<readonly string[]> => {
  const { out, err } = await run('pdffonts', [file]);
  const fonts = out.trimEnd().split('\n').slice(2);
  if (fonts.length === 0) return [`no fonts: ${err.trim()}`];
  // An institution's own font may forbid a subset; then its name bears no tag.
  return fonts.flatMap((line) => {
    const tagged = /^[A-Z]{6}\+/.test(line);
    return (tagged ? / yes yes yes +\d+ +\d+$/ : / yes no +yes +\d+ +\d+$/).test(line) ? [] : [line.trim()];
  });
};
