import type { CourseExportOrder, ExportedCourses } from '../../shared/desk/course.ts';
import { canvasCourses, moodleCourses } from '../../shared/platforms/results/courses.ts';
import { done, type Outcome } from '../../shared/problem.ts';
import type { Template } from '../../shared/template/template.ts';
import { replaceFile } from '../files/replace.ts';
import { openTemplate } from './template-file.ts';

const FORMS = { moodle: moodleCourses, canvas: canvasCourses } as const;

/**
 * Writes the courses of templates as a learning platform takes them. Problems: those of the templates.
 * @throws StudioFault when the file cannot be written.
 */
export async function exportCourses(order: CourseExportOrder): Promise<Outcome<ExportedCourses>> {
  const templates: Template[] = [];
  for (const path of order.templates) {
    const opened = await openTemplate(path);
    if (!opened.ok) return opened;
    templates.push(opened.value.template);
  }
  await replaceFile(order.out, FORMS[order.form](templates, order.category));
  return done({ out: order.out, courses: templates.length });
}
