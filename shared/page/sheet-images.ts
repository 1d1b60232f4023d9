import type { Credential } from '../credential/credential.ts';
import type { Engine } from '../engine.ts';
import type { Language } from '../language.ts';
import type { Fonts } from './fonts.ts';
import { type PageImage, type PageImages, preparePageImages } from './image.ts';
import type { PreparedLayout } from './layout.ts';

/** Pictures of all sheets, first to last, one learner after another. */
export interface SheetImages {
  draw(credential: Credential, language: Language): readonly PageImage[];
}

/** Dots to the inch: enough to read the smallest print. */
const RESOLUTION = 120;

export function prepareSheetImages(layout: PreparedLayout, fonts: Fonts, engine: Engine): SheetImages {
  const width = Math.round((layout.design.width / 25.4) * RESOLUTION);
  const sheets: PageImages[] = [];
  const sheetAt = (at: number): PageImages => {
    const known = sheets[at] ?? preparePageImages(only(layout, at), fonts, engine, { width });
    sheets[at] = known;
    return known;
  };
  return {
    draw(credential, language) {
      const { pages } = layout.layOut(credential, language);
      return pages.map((_, at) => sheetAt(at).draw(credential, language));
    },
  };
}

/** The layout as if it had that one sheet; each sheet has a ground of its own that learners share. */
function only(layout: PreparedLayout, at: number): PreparedLayout {
  return {
    design: layout.design,
    layOut(credential, language) {
      const laid = layout.layOut(credential, language);
      return { ...laid, pages: laid.pages.slice(at, at + 1) };
    },
  };
}
