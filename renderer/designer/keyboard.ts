import type { PageDesign } from '../../shared/template/design.ts';
import { type Chosen, move, reorder } from './edit.ts';
import { group, ungroup } from './group.ts';

/** What a key means to the designer. */
export type Stroke =
  | { readonly kind: 'edit'; readonly make: (page: PageDesign) => PageDesign }
  | {
      readonly kind:
        | 'undo'
        | 'redo'
        | 'remove'
        | 'duplicate'
        | 'copy'
        | 'cut'
        | 'paste'
        | 'choose-all'
        | 'choose-none';
    };

interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const COMMANDS: Readonly<Record<string, Exclude<Stroke['kind'], 'edit'>>> = {
  z: 'undo',
  y: 'redo',
  d: 'duplicate',
  c: 'copy',
  x: 'cut',
  v: 'paste',
  a: 'choose-all',
};

/**
 * Arrows move by a millimetre, with Shift by ten, with Alt by a tenth; with Ctrl or ⌘ the vertical ones change the
 * reading order. With G they group, and with Shift too take groups apart. The rest is as every desktop has it.
 */
export function strokeOf(
  { key, shiftKey, altKey, ctrlKey, metaKey }: Key,
  chosen: Chosen,
): Stroke | undefined {
  const command = ctrlKey || metaKey;
  const arrow = ARROWS[key];
  const [only] = chosen;
  if (arrow && command) {
    const by = arrow[1] < 0 ? -1 : 1;
    if (arrow[1] === 0 || only === undefined) return undefined;
    return { kind: 'edit', make: (page) => reorder(page, only, by) };
  }
  if (arrow) {
    const step = shiftKey ? 10 : altKey ? 0.1 : 1;
    return { kind: 'edit', make: (page) => move(page, chosen, arrow[0] * step, arrow[1] * step) };
  }
  if (key === 'Delete' || key === 'Backspace') return { kind: 'remove' };
  if (key === 'Escape') return { kind: 'choose-none' };
  if (command && key.toLowerCase() === 'g') {
    return { kind: 'edit', make: (page) => (shiftKey ? ungroup : group)(page, chosen) };
  }
  const named = command ? COMMANDS[key.toLowerCase()] : undefined;
  if (!named) return undefined;
  return { kind: named === 'undo' && shiftKey ? 'redo' : named };
}
