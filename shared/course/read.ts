import { type ArchiveBounds, ArchiveFault, openArchive } from '../archive.ts';
import type { Engine } from '../engine.ts';
import { done, type Outcome, refused } from '../problem.ts';
import { type Course, CourseFault } from './course.ts';
import { readElmoCourses } from './elmo.ts';
import { readLom } from './lom.ts';
import { readManifest } from './manifest.ts';
import { readOoapiCourses } from './ooapi.ts';
import { findNode, readTree } from './tree.ts';

/** Packages hold films; only their manifest and metadata are inflated. */
const BOUNDS: ArchiveBounds = {
  entries: 200_000,
  entry: 16 * 1024 * 1024,
  total: 32 * 1024 * 1024,
  ratio: 200,
};
const LARGEST_TEXT = 16 * 1024 * 1024;
export const LARGEST_PACKAGE = 1024 * 1024 * 1024;

/**
 * The course in a SCORM package or Common Cartridge (zipped, or its manifest alone), a LOM record, an ELMO document or an
 * answer of the Open Education API. Of several, `choice` says which: its identifier, or its number counted from 1.
 * Problems: `course.unreadable` with the `reason`, a word for whoever maintains the platform; `course.choice-asked`.
 */
export function readCourse(bytes: Uint8Array, engine: Engine, choice?: string): Outcome<Course> {
  try {
    return choose(coursesIn(bytes, engine), choice);
  } catch (error) {
    if (error instanceof CourseFault)
      return refused({ code: 'course.unreadable', facts: { reason: error.reason } });
    if (error instanceof ArchiveFault)
      return refused({ code: 'course.unreadable', facts: { reason: error.reason } });
    throw error;
  }
}

/** How many courses a question names. */
const NAMED = 20;

function choose(courses: readonly Course[], choice: string | undefined): Outcome<Course> {
  const [only, ...others] = courses;
  if (only && others.length === 0 && choice === undefined) return done(only);
  const told = courses.filter(({ identifier }) => identifier !== undefined && identifier === choice);
  const chosen = told.length === 1 ? told[0] : courses[Number(choice) - 1];
  if (chosen) return done(chosen);
  const names = courses
    .slice(0, NAMED)
    .map(({ title, identifier }, at) => [at + 1, identifier, Object.values(title)[0]?.slice(0, 80)]);
  return refused({
    code: 'course.choice-asked',
    facts: {
      count: courses.length,
      courses: names.map((parts) => parts.filter((part) => part !== undefined).join(' ')).join('; '),
    },
  });
}

function coursesIn(bytes: Uint8Array, engine: Engine): readonly Course[] {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    const archive = openArchive(bytes, BOUNDS, engine);
    // A package that was zipped with its folder is still a package.
    const name = archive.names
      .filter((one) => /(?:^|\/)imsmanifest\.xml$/i.test(one))
      .sort((a, b) => a.length - b.length)[0];
    const manifest = name === undefined ? undefined : archive.read(name);
    if (!manifest) throw new CourseFault('manifest');
    return [readManifest(manifest, archive)];
  }
  if (bytes.length > LARGEST_TEXT) throw new CourseFault('too-much');
  if (isJson(bytes)) return readOoapiCourses(new TextDecoder().decode(bytes));
  const root = readTree(bytes);
  if (root.name === 'manifest') return [readManifest(bytes)];
  if (root.name === 'elmo') return readElmoCourses(root);
  const lom = findNode(root, 'lom');
  if (!lom) throw new CourseFault('manifest');
  const course = readLom(lom);
  if (Object.keys(course.title).length === 0) throw new CourseFault('title');
  return [{ source: 'lom', ...course }];
}

function isJson(bytes: Uint8Array): boolean {
  return /^\uFEFF?\s*[{[]/.test(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, 64)));
}
