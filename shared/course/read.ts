import { type ArchiveBounds, ArchiveFault, openArchive } from '../archive.ts';
import type { Engine } from '../engine.ts';
import { done, type Outcome, refused } from '../problem.ts';
import { type Course, CourseFault } from './course.ts';
import { readElmoCourse } from './elmo.ts';
import { readLom } from './lom.ts';
import { readManifest } from './manifest.ts';
import { findNode, readTree } from './tree.ts';

/** Packages hold films; only their manifest and metadata are inflated. */
const BOUNDS: ArchiveBounds = {
  entries: 200_000,
  entry: 16 * 1024 * 1024,
  total: 32 * 1024 * 1024,
  ratio: 200,
};
const LARGEST_XML = 16 * 1024 * 1024;
export const LARGEST_PACKAGE = 1024 * 1024 * 1024;

/**
 * The course in a SCORM package or Common Cartridge (zipped, or its manifest alone), a LOM record or an ELMO document.
 * Problem: `course.unreadable` with the `reason`, a word for whoever maintains the platform.
 */
export function readCourse(bytes: Uint8Array, engine: Engine): Outcome<Course> {
  try {
    return done(courseIn(bytes, engine));
  } catch (error) {
    if (error instanceof CourseFault)
      return refused({ code: 'course.unreadable', facts: { reason: error.reason } });
    if (error instanceof ArchiveFault)
      return refused({ code: 'course.unreadable', facts: { reason: error.reason } });
    throw error;
  }
}

function courseIn(bytes: Uint8Array, engine: Engine): Course {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    const archive = openArchive(bytes, BOUNDS, engine);
    // A package that was zipped with its folder is still a package.
    const name = archive.names
      .filter((one) => /(?:^|\/)imsmanifest\.xml$/i.test(one))
      .sort((a, b) => a.length - b.length)[0];
    const manifest = name === undefined ? undefined : archive.read(name);
    if (!manifest) throw new CourseFault('manifest');
    return readManifest(manifest, archive);
  }
  if (bytes.length > LARGEST_XML) throw new CourseFault('too-much');
  const root = readTree(bytes);
  if (root.name === 'manifest') return readManifest(bytes);
  if (root.name === 'elmo') return readElmoCourse(root);
  const lom = findNode(root, 'lom');
  if (!lom) throw new CourseFault('manifest');
  const course = readLom(lom);
  if (Object.keys(course.title).length === 0) throw new CourseFault('title');
  return { source: 'lom', ...course };
}
