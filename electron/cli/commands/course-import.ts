import type { CourseOrder, ImportedCourse } from '../../../shared/desk/course.ts';
import { done, refused } from '../../../shared/problem.ts';
import { defineCommand, tell } from '../command.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { missing, nothingElse, one, text } from '../options.ts';
import type { Voice } from '../voice.ts';

export const courseImportCommand = defineCommand<CourseOrder>({
  name: 'course import',
  summary: 'start a template from a course package',
  help: `sealwright course import FILE [--course WHICH] [--base TEMPLATE.json] [--out DRAFT.json]

Reads what a SCORM 1.2 or 2004 package, an IMS Common Cartridge, a LOM record, an ELMO document or an answer of the Open
Education API (OOAPI 5 or 6, JSON) says of a course: title, description, language, keywords, objectives, learning time,
ECTS. Of a file with several courses one is taken. The draft is a template in the making; "sealwright
template check" says what it lacks. Learning time becomes hours only where it is told in hours, and never credits.

  --course WHICH     which of several: its identifier, or its number counted from 1
  --base FILE        a template of the institution: awarding body, page and all that a course does not say
  --out FILE         write the draft`,
  options: { course: one, base: one, out: one },
  read(values, [file, ...others]) {
    if (file === undefined) return refused(missing('FILE'));
    const [other] = nothingElse(others);
    if (other) return refused(other);
    return done({
      file,
      ...(values.course !== undefined && { course: text(values.course) }),
      ...(values.base !== undefined && { base: text(values.base) }),
      ...(values.out !== undefined && { out: text(values.out) }),
    });
  },
  async run(order, { ask, voice }) {
    return tell(await ask('course.import', order), voice, (imported) => {
      voice.object({ kind: 'result', ...imported });
      return tellCourse(imported, voice);
    });
  },
});

function tellCourse({ course }: ImportedCourse, voice: Voice): ExitCode {
  const { source, title, description, learningTime, keywords, outcomes } = course;
  voice.line(source);
  for (const [language, words] of Object.entries(title)) voice.line(`  ${language}  ${words}`);
  for (const [language, words] of Object.entries(description ?? {})) voice.line(`  ${language}  ${words}`);
  for (const text of [...outcomes, ...keywords]) voice.line(`  - ${Object.values(text).join(' / ')}`);
  if (learningTime !== undefined) voice.line(`  ${learningTime}`);
  return EXIT.ok;
}
