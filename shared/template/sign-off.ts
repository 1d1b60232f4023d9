import type { Instant } from '../credential/credential.ts';
import type { Engine } from '../engine.ts';
import { hexOf } from '../hexadecimal.ts';
import type { SignOff, Template } from './template.ts';

/**
 * SHA-256 of everything the template says but its sign-offs: JSON without space, keys of every object in the order of
 * their UTF-16 code units, as RFC 8785 (JSON Canonicalization Scheme) has it. Fonts and pictures are inside.
 */
export function digestOf({ signOffs: _, ...template }: Template, engine: Engine): string {
  const bytes = new TextEncoder().encode(JSON.stringify(ordered(template)));
  return hexOf(engine.hash('SHA-256', bytes));
}

/** The template with one more sign-off; an earlier one by the same person gives way to it. */
export function signOff(template: Template, by: string, at: Instant, engine: Engine): Template {
  const others = (template.signOffs ?? []).filter((earlier) => !samePerson(earlier.by, by));
  return { ...template, signOffs: [...others, { by, at, sha256: digestOf(template, engine) }] };
}

export interface SignOffState {
  /** Of the template as it is, one for each person. */
  readonly standing: readonly SignOff[];
  /** Of a template that it no longer is. */
  readonly outdated: readonly SignOff[];
}

export function signOffState(template: Template, engine: Engine): SignOffState {
  const { signOffs = [] } = template;
  if (signOffs.length === 0) return { standing: [], outdated: [] };
  const digest = digestOf(template, engine);
  const standing = signOffs.filter(
    ({ by, sha256 }, at) =>
      sha256 === digest &&
      signOffs.findIndex((one) => one.sha256 === digest && samePerson(one.by, by)) === at,
  );
  return { standing, outdated: signOffs.filter(({ sha256 }) => sha256 !== digest) };
}

/** Two eyes are not four because a name is spelt with another space. */
function samePerson(one: string, other: string): boolean {
  const plain = (name: string) => name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
  return plain(one) === plain(other);
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, ordered(each)]),
  );
}
