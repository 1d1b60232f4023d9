import type { Language } from '../language.ts';
import type { Box, SignatureElement } from '../template/design.ts';
import { type Laid, type Lay, NOTHING, type TypeCase } from './layout-element.ts';
import { layShape } from './layout-figure.ts';
import { layImage } from './layout-image.ts';
import { layText } from './layout-text.ts';

/** Millimetres between the line and the capitals below it. */
const GAP = 1.5;
const RULE_WIDTH = 0.2;

/** The picture, the line and the words are laid as the elements they are; the picture is read before the words. */
export function laySignature(typeCase: TypeCase, element: SignatureElement, language: Language): Lay {
  const { id, source, alt, style, text, rule } = element;
  const { picture, line, words } = partsOf(element);
  const lays = [
    layImage({ kind: 'image', id, box: picture, source, alt }, language),
    ...(rule
      ? [layShape({ kind: 'shape', id, shape: 'line', box: line, stroke: rule, strokeWidth: RULE_WIDTH })]
      : []),
    layText(typeCase, { kind: 'text', role: 'p', id, box: words, style, text }, language),
  ];
  let before: readonly Laid[] = [];
  let joined = NOTHING;
  return (credential) => {
    const parts = lays.map((lay) => lay(credential));
    if (parts.some((part, at) => part !== before[at])) {
      before = parts;
      joined = {
        artifacts: parts.flatMap((part) => part.artifacts ?? []),
        blocks: parts.flatMap((part) => part.blocks ?? []),
        problems: parts.flatMap((part) => part.problems ?? []),
        varying: parts.flatMap((part) => part.varying ?? []),
      };
    }
    return joined;
  };
}

function partsOf({ box, wordsHeight }: SignatureElement): {
  readonly picture: Box;
  readonly line: Box;
  readonly words: Box;
} {
  const lowest = Math.min(wordsHeight, box.height);
  const height = box.height - lowest;
  const y = box.y + height;
  const gap = Math.min(GAP, lowest);
  return {
    picture: { ...box, height },
    line: { ...box, y, height: 0 },
    words: { ...box, y: y + gap, height: lowest - gap },
  };
}
