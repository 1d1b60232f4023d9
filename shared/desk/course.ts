import type { Course } from '../course/course.ts';
import type { Reply } from './reply.ts';

export interface CourseDesk {
  'course.import'(order: CourseOrder): Promise<Reply<ImportedCourse>>;
}

export interface CourseOrder {
  /** Path of a SCORM package, Common Cartridge, imsmanifest.xml, LOM record or ELMO document. */
  readonly file: string;
  /** Path of a template that brings what a course does not say. */
  readonly base?: string;
  /** Where the draft goes; only shown when untold. */
  readonly out?: string;
}

export interface ImportedCourse {
  readonly course: Course;
  /** A template in the making; `template.check` says what it lacks. */
  readonly draft: Readonly<Record<string, unknown>>;
}
