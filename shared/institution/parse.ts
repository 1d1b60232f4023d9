import { done, type Outcome, type Problem, refused } from '../problem.ts';
import { object, optional, Place, whole } from '../template/decode.ts';
import { readJson } from '../template/json.ts';
import { accreditation, organisation, serialPattern } from '../template/parse.ts';
import type { Institution } from './institution.ts';

/** Bytes. */
export const LARGEST_INSTITUTION = 256 * 1024;

const institution = object<Institution>({
  organisation,
  qualityAssurance: optional(accreditation),
  serialPattern,
  signOffs: optional(whole(0, 9)),
});

/**
 * Reads what is kept of an institution, as strictly as a template: it becomes a part of every new one.
 * Problem: `institution.value-wrong`, with the JSON Pointer (RFC 6901) of the value as `path`.
 */
export function readInstitution(bytes: Uint8Array): Outcome<Institution> {
  if (bytes.length > LARGEST_INSTITUTION) return refused(wrong('/', ''));
  const json = readJson(bytes);
  if (!json.ok) return refused(wrong('/', 'JSON'));
  const problems: Problem[] = [];
  const read = institution(json.value, new Place(problems));
  const [first, ...more] = problems.map(({ facts }) =>
    wrong(String(facts?.path ?? '/'), String(facts?.expected ?? '')),
  );
  if (first) return refused(first, ...more);
  return read ? done(read) : refused(wrong('/', ''));
}

function wrong(path: string, expected: string): Problem {
  return { code: 'institution.value-wrong', facts: { path, expected } };
}
