import type { Language, LocalizedText } from '../language.ts';

/** What a package, a metadata record or an exchange document says of a course: a beginning, to be confirmed by people. */
export interface Course {
  readonly source: 'scorm-1.2' | 'scorm-2004' | 'common-cartridge' | 'lom' | 'elmo' | 'ooapi';
  readonly title: LocalizedText;
  readonly description?: LocalizedText;
  readonly language?: Language;
  readonly keywords: readonly LocalizedText[];
  readonly outcomes: readonly LocalizedText[];
  /** As written, such as PT40H; mostly the estimate of whoever made the package. */
  readonly learningTime?: string;
  /** Of it, when it can be read. It never becomes credits by itself. */
  readonly hours?: number;
  /** ECTS, only where the source says that they are. */
  readonly ects?: number;
  readonly identifier?: string;
}

export type CourseReason = 'manifest' | 'xml' | 'doctype' | 'title' | 'archive' | 'too-much' | 'json';

/** Caught where the file was opened. */
export class CourseFault extends Error {
  readonly reason: CourseReason;

  constructor(reason: CourseReason) {
    super(reason);
    this.reason = reason;
  }
}
