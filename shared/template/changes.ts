import type { PageElement } from './design.ts';
import type { Template } from './template.ts';

/** One difference between two versions of a template. */
export interface TemplateChange {
  readonly what: 'added' | 'removed' | 'moved' | 'changed';
  /** An element's id, or a JSON Pointer (RFC 6901) into the template. */
  readonly where: string;
  /** Where they are short: texts and numbers. */
  readonly was?: string;
  readonly is?: string;
}

/** Characters: what is longer, a picture above all, is not shown word for word. */
const LONGEST = 400;

/**
 * What became of `before`, the page first: elements by their ids, then everything else by its place. Number, id and
 * sign-offs of the template are no contents.
 */
export function templateChanges(before: Template, after: Template): readonly TemplateChange[] {
  const plain = ({ version: _, id: __, signOffs: ___, page, ...contents }: Template) => ({
    ...contents,
    page: { ...page, elements: undefined },
  });
  return [
    ...elementChanges(before.page.elements, after.page.elements),
    ...valueChanges(plain(before), plain(after), ''),
  ];
}

function elementChanges(
  before: readonly PageElement[],
  after: readonly PageElement[],
): readonly TemplateChange[] {
  const old = new Map(before.map((element) => [element.id, element]));
  const kept = new Set(after.map(({ id }) => id));
  const gone = before.filter(({ id }) => !kept.has(id));
  // Read in another order: those that are left of both, compared place by place.
  const order = before.filter(({ id }) => kept.has(id)).map(({ id }) => id);
  const now = after.filter(({ id }) => old.has(id)).map(({ id }) => id);
  return [
    ...gone.map(({ id }): TemplateChange => ({ what: 'removed', where: id })),
    ...after.flatMap((element): readonly TemplateChange[] => {
      const earlier = old.get(element.id);
      if (!earlier) return [{ what: 'added', where: element.id }];
      const { box, ...rest } = element;
      const { box: oldBox, ...oldRest } = earlier;
      const place = now.indexOf(element.id);
      const moved = !same(box, oldBox) || order[place] !== element.id;
      return [
        ...(moved ? [{ what: 'moved', where: element.id } as const] : []),
        ...valueChanges(oldRest, rest, element.id),
      ];
    }),
  ];
}

function valueChanges(before: unknown, after: unknown, where: string): readonly TemplateChange[] {
  if (same(before, after)) return [];
  if (isRecord(before) && isRecord(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => valueChanges(before[key], after[key], `${where}/${key}`));
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return before.flatMap((each, place) => valueChanges(each, after[place], `${where}/${place}`));
  }
  const what = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  const [was, is] = [wordsOf(before), wordsOf(after)];
  return [{ what, where, ...(was !== undefined && { was }), ...(is !== undefined && { is }) }];
}

function wordsOf(value: unknown): string | undefined {
  const told = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return told && String(value).length <= LONGEST ? String(value) : undefined;
}

function same(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
