import type { Language } from '../language.ts';
import type { PageNumberElement } from '../template/design.ts';
import { type Laid, lettersMissing, problem, type TypeCase, unknownStyle } from './layout-element.ts';
import { setInBox } from './layout-text.ts';
import { cutText } from './text-lines.ts';

/** Laid out once for each number of sheets; an artifact, as ISO 32000-1 14.8.2.2.2 has page numbers. */
export type LayNumber = (page: number, pages: number) => Laid;

export function layPageNumber(typeCase: TypeCase, element: PageNumberElement, language: Language): LayNumber {
  const set = typeCase.style(element.style, language);
  const words = element.text[language];
  if (!set) {
    const laid = unknownStyle(element.id, language, element.style);
    return () => laid({} as never);
  }
  if (words === undefined) {
    return () => ({ problems: [problem('template.language-missing', element.id, language)] });
  }
  const known = new Map<string, Laid>();
  return (page, pages) => {
    const text = words.replaceAll('{page}', String(page)).replaceAll('{pages}', String(pages));
    const laid = known.get(text) ?? make(text);
    known.set(text, laid);
    return laid;
  };

  function make(text: string): Laid {
    if (!set) return {};
    const pieces = cutText(text, set.setting);
    const { runs, fits } = setInBox(pieces, set, element.box, 'middle');
    const missing = lettersMissing(pieces, element.id, language, false);
    const overflow = fits ? [] : [problem('row.text-overflows', element.id, language, { text })];
    return { artifacts: runs, varying: runs, problems: [...missing, ...overflow] };
  }
}
