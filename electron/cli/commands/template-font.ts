import type { FontOrder } from '../../../shared/desk/template.ts';
import { CONTENT_LANGUAGES } from '../../../shared/language.ts';
import { done, refused } from '../../../shared/problem.ts';
import { defineCommand, tell } from '../command.ts';
import { EXIT } from '../exit.ts';
import { missing, nothingElse, one, text, wrong } from '../options.ts';

const FACES = ['regular', 'bold', 'italic', 'boldItalic'] as const;

export const templateFontCommand = defineCommand<FontOrder>({
  name: 'template font',
  summary: 'put a font of your own into a template',
  help: `sealwright template font TEMPLATE.json FONT.ttf|FONT.otf --family own-NAME [--face FACE]

Puts the font file into the template, where styles name it as "family": "own-NAME". The file is checked first: that it is
sound, and that its licence bits (OS/2 fsType) allow embedding. Tells which of the languages of templates it lacks letters of.
Of a family that is new the file is the regular face, too, until you add another.

  --family own-NAME   small letters and digits, such as own-house
  --face FACE         regular (when left out), bold, italic or boldItalic`,
  options: { family: one, face: one },
  read(values, [template, font, ...others]) {
    const family = text(values.family ?? '');
    const wished = values.face === undefined ? 'regular' : text(values.face);
    const face = FACES.find((each) => each === wished);
    const [problem] = [
      ...(template === undefined ? [missing('TEMPLATE')] : []),
      ...(font === undefined ? [missing('FONT')] : []),
      ...nothingElse(others),
      ...(values.family === undefined ? [missing('--family')] : []),
      ...(/^own-[a-z0-9]{1,40}$/.test(family) ? [] : [wrong('--family', family)]),
      ...(face ? [] : [wrong('--face', wished)]),
    ];
    if (problem || template === undefined || font === undefined || !face)
      return refused(problem ?? missing('TEMPLATE'));
    return done({ template, font, face, family: family as FontOrder['family'] });
  },
  async run(order, { ask, voice }) {
    return tell(await ask('template.font', order), voice, (added) => {
      voice.object({ kind: 'result', ...added });
      const { path, version, outlines, embedding, whole, lacking } = added;
      voice.line(voice.words.say('template.font-added', { path, version, outlines, embedding }));
      if (whole) voice.line(voice.words.say('template.font-whole'));
      voice.line(
        lacking.length === 0
          ? voice.words.say('template.font-letters-all', { languages: CONTENT_LANGUAGES.length })
          : voice.words.say('template.font-letters-lacking', { languages: lacking.join(', ') }),
      );
      return EXIT.ok;
    });
  },
});
