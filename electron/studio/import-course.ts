import { randomUUID } from 'node:crypto';
import { draftTemplate } from '../../shared/course/draft.ts';
import type { CourseOrder, ImportedCourse } from '../../shared/desk/course.ts';
import { done, type Outcome } from '../../shared/problem.ts';
import { LARGEST_TEMPLATE, readTemplate } from '../../shared/template/parse.ts';
import { inFile, readBounded } from '../files/read.ts';
import { sendReader } from '../reading/host.ts';
import { writeJson } from './open-roster.ts';

/** Starts a template from a course; whoever made the package may be anybody, so a process of its own reads it. */
export async function importCourse({
  file,
  course,
  base,
  out,
}: CourseOrder): Promise<Outcome<ImportedCourse>> {
  const read = await sendReader(
    { errand: 'course', order: { file, ...(course !== undefined && { choice: course }) } },
    { code: 'course.unreadable', where: { file }, facts: { reason: 'too-much' } },
  );
  if (!read.ok) return read;
  const under = base === undefined ? done(undefined) : await openBase(base);
  if (!under.ok) return under;
  const draft = draftTemplate(read.value, `urn:uuid:${randomUUID()}`, under.value);
  if (out !== undefined) await writeJson(out, draft);
  return done({ course: read.value, draft });
}

/** As JSON, for what this version does not know must not be lost; it has to be a template all the same. */
async function openBase(path: string): Promise<Outcome<Readonly<Record<string, unknown>>>> {
  const bytes = await readBounded(path, LARGEST_TEMPLATE);
  if (!bytes.ok) return bytes;
  const template = inFile(path, readTemplate(bytes.value));
  if (!template.ok) return template;
  return done(JSON.parse(new TextDecoder().decode(bytes.value)) as Readonly<Record<string, unknown>>);
}
