import type { Credential } from '../credential/credential.ts';
import type { Language } from '../language.ts';
import type { Problem } from '../problem.ts';
import type { FlowElement, Flowed } from '../template/design.ts';
import { fillParts, readFieldText, varies } from '../template/field-text.ts';
import { flowFacts } from './flow/facts.ts';
import { fillSheets, type Sheet, type Slice } from './flow/fill.ts';
import { flowOutcomes } from './flow/list.ts';
import { flowParts } from './flow/parts.ts';
import type { Layer, Stack } from './flow/stack.ts';
import { flowText } from './flow/text.ts';
import {
  type Laid,
  type Lay,
  NOTHING,
  POINTS,
  problem,
  remembering,
  type SetStyle,
  SHARES,
  type TypeCase,
  unknownStyle,
  wordsFor,
} from './layout-element.ts';
import type { Block, Mark } from './placed.ts';

/** Type shrinks to save a sheet only when no more than this share of the first would stand on it. */
const WORTH_SHRINKING = 0.3;

export function layFlow(typeCase: TypeCase, element: FlowElement, language: Language): Lay {
  const layers: Layer[] = [];
  const amiss: Problem[] = [];
  for (const flowed of element.elements) {
    const read = readLayer(typeCase, flowed, element, language);
    if ('problems' in read) amiss.push(...read.problems);
    else layers.push(read.layer);
  }
  if (amiss.length > 0) return () => ({ problems: amiss });

  const keysOf = (credential: Credential) => layers.map((layer) => layer.key(credential));
  return remembering(
    (credential) => JSON.stringify(keysOf(credential)),
    (credential, key) => {
      const keys: readonly string[] = JSON.parse(key);
      const shown = layers.filter((_, at) => keys[at] !== '');
      if (shown.length === 0) return NOTHING;
      const { stacks, sheets } = fit(shown, credential, element);
      const firstOfLearner = shown.findIndex((layer) => layer.ofLearner);
      const pages = sheets.map((sheet, at) => placeSheet(sheet, at, stacks, element, firstOfLearner));
      const overflows = sheets.some((sheet) => sheet.overflows) || (sheets.length > 1 && !element.next);
      const problems = [
        ...stacks.flatMap((stack) => stack.problems),
        ...(overflows ? [problem('row.text-overflows', element.id, language)] : []),
      ];
      const [first = NOTHING, ...following] = pages;
      return { ...first, problems, following };
    },
  );
}

function readLayer(
  typeCase: TypeCase,
  flowed: Flowed,
  { box }: FlowElement,
  language: Language,
): { readonly layer: Layer } | { readonly problems: readonly Problem[] } {
  const unknown: Problem[] = [];
  const style = (name: string): SetStyle | undefined => {
    const set = typeCase.style(name, language);
    if (!set) unknown.push(...(unknownStyle(flowed.id, language, name)({} as Credential).problems ?? []));
    return set;
  };
  const make = (): Layer | undefined => {
    const { width } = box;
    if (flowed.kind === 'text') {
      const set = style(flowed.style);
      const words = wordsFor(flowed.text, flowed.id, language);
      if ('problems' in words) unknown.push(...words.problems);
      return set && flowText(flowed, set, width, language);
    }
    if (flowed.kind === 'outcomes') {
      const set = style(flowed.style);
      const described = flowed.descriptionStyle === undefined ? undefined : style(flowed.descriptionStyle);
      return set && flowOutcomes(flowed, set, described, width, language);
    }
    if (flowed.kind === 'facts') {
      const [labels, values] = [style(flowed.labelStyle), style(flowed.valueStyle)];
      for (const { label, value } of flowed.rows) {
        for (const text of [label, value]) {
          const words = wordsFor(text, flowed.id, language);
          if ('problems' in words) unknown.push(...words.problems);
        }
      }
      return labels && values && flowFacts(flowed, labels, values, width, language);
    }
    const [heads, set] = [style(flowed.headStyle), style(flowed.style)];
    return heads && set && flowParts(flowed, heads, set, width, language);
  };
  const layer = make();
  if (!layer || unknown.length > 0) return { problems: unknown };
  return { layer: flowed.when === undefined ? layer : conditional(layer, flowed.when, language) };
}

/** Shown only when the field has a value. */
function conditional(layer: Layer, field: string, language: Language): Layer {
  const read = readFieldText(`{${field}}`);
  if (!read.ok) return layer;
  return {
    ...layer,
    ofLearner: layer.ofLearner || varies(read.value),
    key: (credential) => (fillParts(read.value, credential, language) === '' ? '' : layer.key(credential)),
  };
}

interface Fitted {
  readonly stacks: readonly Stack[];
  readonly sheets: readonly Sheet[];
}

function fit(layers: readonly Layer[], credential: Credential, element: FlowElement): Fitted {
  const smallest = Math.max(...layers.map((layer) => layer.smallest));
  const at = (share: number): Fitted => {
    const stacks = layers.map((layer) => layer.stack(credential, share));
    return { stacks, sheets: sheetsFor(stacks, element) };
  };
  const full = at(1);
  const [, second] = full.sheets;
  const little =
    full.sheets.length === 2 && (second?.used ?? 0) <= element.box.height * POINTS * WORTH_SHRINKING;
  if (full.sheets.length === 1 ? !full.sheets[0]?.overflows : !little && element.next) return full;
  for (const share of SHARES.slice(1)) {
    if (share < smallest - 0.001) break;
    const fitted = at(share);
    if (fitted.sheets.length === 1 && !fitted.sheets[0]?.overflows) return fitted;
  }
  return full;
}

/** The last sheet has to end above its line; what then stands below it goes to one more. */
function sheetsFor(stacks: readonly Stack[], { box, next = box, endsAbove }: FlowElement): readonly Sheet[] {
  const boxOf = (sheet: number) => (sheet === 0 ? box : next);
  const short = new Set<number>();
  const lastRoom = (sheet: number) => ((endsAbove ?? Number.POSITIVE_INFINITY) - boxOf(sheet).y) * POINTS;
  const roomOf = (sheet: number) => {
    const room = boxOf(sheet).height * POINTS;
    return short.has(sheet) ? Math.min(room, lastRoom(sheet)) : room;
  };
  for (;;) {
    const sheets = fillSheets(stacks, roomOf);
    const last = sheets.length - 1;
    if ((sheets[last]?.used ?? 0) <= lastRoom(last) + 0.01 || short.has(last)) return sheets;
    short.add(last);
  }
}

function placeSheet(
  { slices }: Sheet,
  at: number,
  stacks: readonly Stack[],
  { box, next = box }: FlowElement,
  firstOfLearner: number,
): Laid {
  const { x, y } = at === 0 ? box : next;
  const blocks: Block[] = [];
  const artifacts: Mark[] = [];
  const varying: (Block | Mark)[] = [];
  for (const slice of slices) {
    const stack = stacks[slice.stack];
    if (!stack) continue;
    const placed = placeSlice(stack, slice, x * POINTS, y * POINTS + slice.y);
    blocks.push(placed.block);
    artifacts.push(...placed.artifacts);
    // What stands below something of the learner's may move from one to the next.
    if (firstOfLearner >= 0 && slice.stack >= firstOfLearner)
      varying.push(...leavesOf(placed.block), ...placed.artifacts);
  }
  return { blocks, artifacts, varying };
}

function placeSlice(
  stack: Stack,
  { from, to }: Slice,
  x: number,
  y: number,
): { readonly block: Block; readonly artifacts: readonly Mark[] } {
  const blocks: Block[] = [];
  const artifacts: Mark[] = [];
  let top = y;
  for (const unit of [...(stack.head ? [stack.head] : []), ...stack.units.slice(from, to)]) {
    const placed = unit.place(x, top);
    blocks.push(placed.block);
    artifacts.push(...(placed.artifacts ?? []));
    top += unit.height;
  }
  return { block: stack.wrap(blocks), artifacts };
}

function leavesOf(block: Block): readonly Block[] {
  return block.blocks ? block.blocks.flatMap(leavesOf) : [block];
}
