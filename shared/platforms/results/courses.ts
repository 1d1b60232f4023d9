import { textIn } from '../../language.ts';
import type { Template } from '../../template/template.ts';
import { writeCsv } from './csv.ts';

/** What a learning platform's list of courses takes of a template. */
export type CourseFacts = Pick<Template, 'id' | 'languages' | 'achievement'>;

/** A course's id longer than this is refused by Moodle (`idnumber`), its short name and Canvas's ids by 255. */
const LONGEST_NUMBER = 100;
const LONGEST_NAME = 255;

/**
 * For Moodle's "Upload courses": `shortname`, `fullname` and `category` are needed, and `idnumber` finds the course again.
 * Hidden, so that nobody enters before a teacher has looked at it. `category` is the id of one that is there; 1 is that of
 * every new site. The summary is HTML.
 */
export function moodleCourses(courses: readonly CourseFacts[], category = '1'): Uint8Array {
  return writeCsv([
    ['shortname', 'fullname', 'category', 'idnumber', 'summary', 'visible'],
    ...courses.map((course) => [
      codeOf(course),
      titleOf(course).slice(0, LONGEST_NAME - 1),
      category,
      course.id.length <= LONGEST_NUMBER ? course.id : codeOf(course).slice(0, LONGEST_NUMBER),
      summaryOf(course),
      '0',
    ]),
  ]);
}

/**
 * Canvas's SIS import, `courses.csv`: the columns it demands, and where the course stands. An import that is not "full"
 * leaves every other course alone; `active` makes it one that is not yet published.
 */
export function canvasCourses(courses: readonly CourseFacts[], account = ''): Uint8Array {
  return writeCsv([
    ['course_id', 'short_name', 'long_name', 'account_id', 'term_id', 'status'],
    ...courses.map((course) => [
      course.id.slice(0, LONGEST_NAME),
      codeOf(course),
      titleOf(course).slice(0, LONGEST_NAME),
      account,
      '',
      'active',
    ]),
  ]);
}

/** The last part of an id that is an address, as people know it; else the title. */
function codeOf(course: CourseFacts): string {
  const path = URL.parse(course.id)?.protocol.startsWith('http') ? new URL(course.id).pathname : '';
  const last = path.split('/').findLast((part) => part !== '');
  return (last === undefined ? titleOf(course) : readable(last)).slice(0, LONGEST_NAME);
}

function readable(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function titleOf({ achievement, languages }: CourseFacts): string {
  return textIn(achievement.title, languages[0], languages) ?? '';
}

function summaryOf({ achievement, languages }: CourseFacts): string {
  const say = (text: Parameters<typeof textIn>[0]): string =>
    escaped(textIn(text, languages[0], languages) ?? '');
  const outcomes = achievement.outcomes.map(({ title }) => `<li>${say(title)}</li>`).join('');
  return `<p>${say(achievement.description ?? {})}</p>${outcomes && `<ul>${outcomes}</ul>`}`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
