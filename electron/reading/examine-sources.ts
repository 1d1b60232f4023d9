import { done, type Outcome, type Problem, refused } from '../../shared/problem.ts';
import type { Template } from '../../shared/template/template.ts';
import { sha256Of } from '../files/sha256.ts';
import type { Soundness } from './errand.ts';
import { keepReader } from './host.ts';

/** One that stands in a template, with the names by which a clerk finds it. */
interface PlacedSource {
  readonly source: string;
  readonly path: string;
  readonly element?: string;
}

const reader = keepReader();
/** By digests of sources: a page is drawn anew at every stroke in the designer, its pictures stay. */
const examined = new Map<string, Promise<Outcome<Soundness>>>();
const REMEMBERED = 500;

/**
 * Has a reader do with every picture and font of a template what is done with it when pages are drawn, before anybody
 * here does. `file` names the template, which a draft may not have yet. The value tells the pictures that are damaged (`template.value-wrong`).
 * Problem: `file.too-much` for a source that takes more than it may; nothing here has looked at it.
 */
export async function examineSources(
  template: Template,
  file?: string,
): Promise<Outcome<readonly Problem[]>> {
  const damaged: Problem[] = [];
  for (const { source, path, element } of sourcesIn(template)) {
    const where = { file: file ?? element ?? path, ...(element !== undefined && { element }) };
    const told = await examine(source, path === '/badgeImage');
    if (!told.ok) return refused({ code: 'file.too-much', where });
    if (!told.value.sound) {
      damaged.push({ code: 'template.value-wrong', where, facts: { expected: 'PNG | JPEG | SVG', path } });
    }
  }
  return done(damaged);
}

function examine(source: string, badge: boolean): Promise<Outcome<Soundness>> {
  const digest = `${badge} ${sha256Of(new TextEncoder().encode(source))}`;
  const known = examined.get(digest);
  if (known) return known;
  const told = reader.send({ errand: 'source', order: { source, badge } }, { code: 'file.too-much' });
  if (examined.size >= REMEMBERED) examined.clear();
  examined.set(digest, told);
  return told;
}

/** Wherever they stand, so that none is forgotten that is invented later. */
function sourcesIn(value: unknown, path = '', element?: string): readonly PlacedSource[] {
  if (typeof value === 'string') {
    return value.startsWith('data:')
      ? [{ source: value, path, ...(element !== undefined && { element }) }]
      : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  const named = 'id' in value && typeof value.id === 'string' && path !== '' ? value.id : element;
  return Object.entries(value).flatMap(([name, member]) => sourcesIn(member, `${path}/${name}`, named));
}
