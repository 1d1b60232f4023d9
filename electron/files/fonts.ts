import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { FaceOf } from '../../shared/page/placed.ts';
import { StudioFault } from '../../shared/problem.ts';
import type { BundledFamily } from '../../shared/template/design.ts';

/**
 * The faces that come with Sealwright, all under the SIL Open Font License 1.1: Noto Sans, Noto Serif and, for large
 * lines, EB Garamond. Each has every letter of the 24 languages (fonts.test.ts).
 */
const FACES: Readonly<Record<FaceOf<BundledFamily>, string>> = {
  sans: 'noto-sans/400Regular/NotoSans_400Regular.ttf',
  'sans-bold': 'noto-sans/700Bold/NotoSans_700Bold.ttf',
  'sans-italic': 'noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf',
  'sans-bold-italic': 'noto-sans/700Bold_Italic/NotoSans_700Bold_Italic.ttf',
  serif: 'noto-serif/400Regular/NotoSerif_400Regular.ttf',
  'serif-bold': 'noto-serif/700Bold/NotoSerif_700Bold.ttf',
  'serif-italic': 'noto-serif/400Regular_Italic/NotoSerif_400Regular_Italic.ttf',
  'serif-bold-italic': 'noto-serif/700Bold_Italic/NotoSerif_700Bold_Italic.ttf',
  display: 'eb-garamond/400Regular/EBGaramond_400Regular.ttf',
  'display-bold': 'eb-garamond/700Bold/EBGaramond_700Bold.ttf',
  'display-italic': 'eb-garamond/400Regular_Italic/EBGaramond_400Regular_Italic.ttf',
  'display-bold-italic': 'eb-garamond/700Bold_Italic/EBGaramond_700Bold_Italic.ttf',
};

/** @throws StudioFault `desk.fault` when the installation lacks a font. */
export function loadFonts(): Readonly<Record<FaceOf<BundledFamily>, Uint8Array>> {
  const { resolve } = createRequire(import.meta.url);
  const set: Partial<Record<FaceOf<BundledFamily>, Uint8Array>> = {};
  for (const [key, path] of Object.entries(FACES) as [FaceOf<BundledFamily>, string][]) {
    try {
      set[key] = new Uint8Array(readFileSync(resolve(`@expo-google-fonts/${path}`)));
    } catch (cause) {
      throw new StudioFault('desk.fault', { font: path }, { cause });
    }
  }
  return set as Record<FaceOf<BundledFamily>, Uint8Array>;
}
