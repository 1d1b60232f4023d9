import type { PersonOrder } from '../../../shared/desk/person.ts';
import { isLanguage } from '../../../shared/language.ts';
import { done, refused } from '../../../shared/problem.ts';
import { defineCommand, tell } from '../command.ts';
import { EXIT } from '../exit.ts';
import { missing, needed, one, text, wrong } from '../options.ts';

type Told = Omit<PersonOrder, 'language'> & Partial<Pick<PersonOrder, 'language'>>;

export const registerPersonCommand = defineCommand<Told>({
  name: 'register person',
  summary: 'give a person all that the register holds about them',
  help: `sealwright register person NUMBER… --register FILE --out FILE [--ground TEXT] [--language TAG]
sealwright register person --student-id ID | --given NAME --family NAME [--born DAY] --register FILE --out FILE

For requests after Articles 15 and 20 of the GDPR: every credential of the person with its events, prints, files and handing
out. One number is enough; all that the same person holds is found. Credentials of the same name that may be another's
are told and left out: name their numbers, too, when they are not. That it was given stands in the register, without a name.

  --register FILE    the register
  --out FILE         .json, or .pdf for people, with the same JSON inside
  --student-id ID    as a list of learners had it
  --given NAME       as a list of learners had it; with --family and, where the list had it, --born
  --family NAME
  --born DAY         such as 1999-12-31
  --ground TEXT      what it rests on; nothing that names the person
  --language TAG     of the PDF; that of this program when left out`,
  options: {
    ...{ register: one, out: one, ground: one, language: one },
    ...{ 'student-id': one, given: one, family: one, born: one },
  },
  read(values, credentials) {
    const [problem, ...more] = needed(values, 'register', 'out');
    if (problem) return refused(problem, ...more);
    const { given, family, born, language } = values;
    const out = text(values.out);
    if (!/\.(?:json|pdf)$/i.test(out)) return refused(wrong('--out', out));
    if (born !== undefined && !/^\d{4}-\d\d-\d\d$/.test(text(born)))
      return refused(wrong('--born', text(born)));
    if (language !== undefined && !isLanguage(text(language))) {
      return refused({ code: 'usage.language-unknown', where: { language: text(language) } });
    }
    const told = given !== undefined || family !== undefined || values['student-id'] !== undefined;
    if (credentials.length === 0 && !told) return refused(missing('NUMBER'));
    if ((given === undefined) !== (family === undefined)) {
      return refused(missing(given === undefined ? '--given' : '--family'));
    }
    const tag = text(language);
    return done({
      ...{ register: text(values.register), credentials, out, ground: text(values.ground) },
      ...(isLanguage(tag) && { language: tag }),
      ...(told && {
        person: {
          ...{ givenName: text(given), familyName: text(family) },
          ...(born !== undefined && { birthDate: text(born) }),
          ...(values['student-id'] !== undefined && { studentId: text(values['student-id']) }),
        },
      }),
    });
  },
  async run(order, { ask, voice }) {
    const reply = await ask('person.export', { language: voice.words.language, ...order });
    return tell(reply, voice, (exported) => {
      voice.object({ kind: 'result', ...exported });
      const { path, credentials: count, namesakes } = exported;
      voice.line(voice.words.say('register.person', { count, path }));
      if (namesakes.length > 0) voice.line(voice.words.say('register.namesakes'));
      for (const { serial, title, awardedOn } of namesakes)
        voice.line(`  ${[serial, awardedOn, title].join('  ')}`);
      return EXIT.ok;
    });
  },
});
