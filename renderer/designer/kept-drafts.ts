import type { Template } from '../../shared/template/template.ts';
import { begin, type History } from './history.ts';

/** By path: what each template went through while this window lives. */
const histories = new Map<string, History<Template>>();
/** By path: what is still being written of a designer that was left. */
const writing = new Map<string, Promise<unknown>>();

export function keepDraft(path: string, history: History<Template>, written?: Promise<unknown>): void {
  histories.set(path, history);
  if (written) writing.set(path, written);
}

/** Whoever comes back at once reads what was written, not what was there before. */
export async function draftWritten(path: string): Promise<void> {
  await writing.get(path)?.catch(() => undefined);
  writing.delete(path);
}

export function resumeDraft(path: string, opened: Template): History<Template> {
  return resume(histories.get(path), opened);
}

/**
 * The history of a template that is opened again. Its version may be settled by now, so what is gone back to is written as
 * the next one; what was changed elsewhere in between can be undone, too.
 */
export function resume(before: History<Template> | undefined, opened: Template): History<Template> {
  if (before?.present.id !== opened.id) return begin(opened);
  const anew = (template: Template): Template => ({ ...template, version: opened.version + 1 });
  const past = before.past.map(anew);
  return same(before.present, opened)
    ? { past, present: opened, future: before.future.map(anew) }
    : { past: [...past, anew(before.present)], present: opened, future: [] };
}

/** Read from its file, a template has its fields in another order. */
function same(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one, sorted) === JSON.stringify(other, sorted);
}

function sorted(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
