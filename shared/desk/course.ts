import type { Course } from '../course/course.ts';
import type { Reply } from './reply.ts';

export interface CourseDesk {
  'course.import'(order: CourseOrder): Promise<Reply<ImportedCourse>>;
  'course.export'(order: CourseExportOrder): Promise<Reply<ExportedCourses>>;
}

export interface CourseOrder {
  /** Path of a SCORM package, Common Cartridge, imsmanifest.xml, LOM record, ELMO document or OOAPI courses. */
  readonly file: string;
  /** Which of several: its identifier, or its number counted from 1. */
  readonly course?: string;
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

export const COURSE_FORMS = ['moodle', 'canvas'] as const;

/** Whose list of courses it shall be. */
export type CourseForm = (typeof COURSE_FORMS)[number];

export interface CourseExportOrder {
  /** Paths. */
  readonly templates: readonly string[];
  readonly form: CourseForm;
  /** Where the courses shall stand: id of Moodle's category, 1 when untold; Canvas's `account_id`. */
  readonly category?: string;
  /** Path of the file to write. */
  readonly out: string;
}

export interface ExportedCourses {
  readonly out: string;
  readonly courses: number;
}
