import { COURSE_FORMS, type CourseExportOrder } from '../../../shared/desk/course.ts';
import { done, refused } from '../../../shared/problem.ts';
import { defineCommand, tell } from '../command.ts';
import { EXIT } from '../exit.ts';
import { missing, needed, one, text, wrong } from '../options.ts';

export const courseExportCommand = defineCommand<CourseExportOrder>({
  name: 'course export',
  summary: 'write the courses of templates for a learning platform',
  help: `sealwright course export TEMPLATE.json… --for moodle|canvas --out COURSES.csv [--category ID]

Writes a list of courses as Moodle ("Upload courses") or Canvas (SIS import, courses.csv) takes it: id, short name, title,
and for Moodle description and learning outcomes. No cell is one that a spreadsheet would take for a formula.

  --for PLATFORM     moodle or canvas
  --out FILE         the file to write
  --category ID      Moodle's category, 1 when left out; Canvas's account_id`,
  options: { for: one, out: one, category: one },
  read(values, templates) {
    const form = COURSE_FORMS.find((each) => each === values.for);
    const [problem] = [
      ...(templates.length === 0 ? [missing('TEMPLATE')] : []),
      ...needed(values, 'for', 'out'),
      ...(values.for === undefined || form ? [] : [wrong('--for', text(values.for))]),
    ];
    if (problem || !form) return refused(problem ?? missing('--for'));
    const category = values.category === undefined ? undefined : text(values.category);
    return done({ templates, form, out: text(values.out), ...(category !== undefined && { category }) });
  },
  async run(order, { ask, voice }) {
    return tell(await ask('course.export', order), voice, (written) => {
      voice.object({ kind: 'result', ...written });
      voice.line(`${written.out}: ${written.courses}`);
      return EXIT.ok;
    });
  },
});
