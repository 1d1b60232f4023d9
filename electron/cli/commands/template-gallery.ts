import type { GalleryOrder } from '../../../shared/desk/gallery.ts';
import { GALLERY_NAMES } from '../../../shared/gallery/gallery.ts';
import { CONTENT_LANGUAGES, type Language } from '../../../shared/language.ts';
import { done, type Outcome, refused } from '../../../shared/problem.ts';
import { PAPER_NAMES } from '../../../shared/template/paper.ts';
import { defineCommand, tell, type Values } from '../command.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { languagesIn, missing, needed, nothingElse, one, text, wrong } from '../options.ts';
import type { Voice } from '../voice.ts';

const NAMES_HELP = `NAME is one of: ${GALLERY_NAMES.join(', ')}.`;

export const templateListCommand = defineCommand<Record<never, never>>({
  name: 'template list',
  summary: 'show the bundled templates',
  help: `sealwright template list

Names of the bundled templates and the paper each is made for. docs/gallery.md shows them.`,
  options: {},
  read(_values, files) {
    const [other] = nothingElse(files);
    return other ? refused(other) : done({});
  },
  async run(_order, { ask, voice }) {
    return tell(await ask('gallery.list'), voice, (templates) => {
      voice.object({ kind: 'result', templates });
      for (const { name, width, height } of templates)
        voice.line(`${name.padEnd(12)} ${width} × ${height} mm`);
      return EXIT.ok;
    });
  },
});

export const templateNewCommand = defineCommand<GalleryOrder>({
  name: 'template new',
  summary: 'begin a template from a bundled one',
  help: `sealwright template new NAME --out FILE.json [--languages en,de,…] [--paper A3]

Writes a bundled template, complete and with an invented course in it, for you to put your own in. A file that is there
already is left alone. ${NAMES_HELP}

  --out FILE          the file to write
  --languages LIST    of the Union's 24, is, nb and nn, first the primary one; en when left out
  --paper NAME        ${PAPER_NAMES.join(', ')}; lying as it is made, all of it grown or shrunk alike`,
  options: { out: one, languages: one, paper: one },
  read(values, [named, ...others]) {
    const name = GALLERY_NAMES.find((each) => each === named);
    const languages = spokenIn(values, ['en']);
    const paper = PAPER_NAMES.find((each) => each === values.paper);
    const [problem] = [
      ...(name ? [] : [named === undefined ? missing('NAME') : wrong('NAME', named)]),
      ...nothingElse(others),
      ...needed(values, 'out'),
      ...(values.paper === undefined || paper ? [] : [wrong('--paper', text(values.paper))]),
    ];
    if (problem || !name) return refused(problem ?? missing('NAME'));
    if (!languages.ok) return languages;
    return done({ name, languages: languages.value, out: text(values.out), ...(paper && { paper }) });
  },
  async run(order, { ask, voice }) {
    return tell(await ask('gallery.new', order), voice, ({ files }) => tellWritten(files, voice));
  },
});

export const templatePreviewCommand = defineCommand<{
  readonly template: string;
  readonly languages?: readonly [Language, ...Language[]];
  readonly out: string;
}>({
  name: 'template preview',
  summary: 'draw a template for an invented learner',
  help: `sealwright template preview NAME|TEMPLATE.json --out FOLDER [--languages en,de,…]

Writes a PDF, which is not sealed, and an SVG of each sheet, in every language of the template. ${NAMES_HELP}

  --out FOLDER        where to write
  --languages LIST    these languages only, first the primary one; all to draw a bundled one in each of the 27`,
  options: { out: one, languages: one },
  read(values, [template, ...others]) {
    const all = values.languages === 'all';
    const languages =
      all || values.languages === undefined ? done(all ? CONTENT_LANGUAGES : []) : spokenIn(values);
    const [problem] = [
      ...(template === undefined ? [missing('TEMPLATE')] : []),
      ...nothingElse(others),
      ...needed(values, 'out'),
    ];
    if (problem || template === undefined) return refused(problem ?? missing('TEMPLATE'));
    if (!languages.ok) return languages;
    const [first, ...more] = languages.value;
    return done({ template, out: text(values.out), ...(first && { languages: [first, ...more] as const }) });
  },
  async run(order, { ask, voice }) {
    return tell(await ask('gallery.preview', order), voice, ({ files }) => tellWritten(files, voice));
  },
});

function spokenIn(
  values: Values,
  untold: readonly Language[] = [],
): Outcome<readonly [Language, ...Language[]]> {
  const read = languagesIn(values.languages);
  if (!read.ok) return read;
  const [first, ...more] = read.value ?? untold;
  if (first === undefined) return refused(wrong('--languages', text(values.languages)));
  return done([first, ...more]);
}

function tellWritten(files: readonly string[], voice: Voice): ExitCode {
  voice.object({ kind: 'result', files });
  for (const path of files) voice.line(voice.words.say('template.written', { path }));
  return EXIT.ok;
}
