import type { Credential } from '../credential/credential.ts';
import type { Language } from '../language.ts';
import type { Problem } from '../problem.ts';
import type { PageDesign, PageElement } from '../template/design.ts';
import { FIELDS, type Field, isField } from '../template/fields.ts';
import type { Fonts } from './fonts.ts';
import { type CodeTextOf, layQr } from './layout-code.ts';
import { type Laid, type Lay, NOTHING, typeCaseOf } from './layout-element.ts';
import { layDrawing, layShape } from './layout-figure.ts';
import { layFlow } from './layout-flow.ts';
import { layImage } from './layout-image.ts';
import { layOutcomes } from './layout-list.ts';
import { type LayNumber, layPageNumber } from './layout-number.ts';
import { joinSheets, type LaidOut, leaves, type Planned } from './layout-sheet.ts';
import { laySignature } from './layout-signature.ts';
import { layFacts } from './layout-table.ts';
import { laySeal, layText } from './layout-text.ts';

export type { LaidOut } from './layout-sheet.ts';

/** A design made ready for a batch: its static parts are laid out once per language and then kept. */
export interface PreparedLayout {
  readonly design: PageDesign;
  layOut(credential: Credential, language: Language): LaidOut;
}

/** `textOf` tells what a QR code holds. */
export function prepareLayout(design: PageDesign, fonts: Fonts, textOf: CodeTextOf): PreparedLayout {
  const typeCase = typeCaseOf(design, fonts);
  const plans = new Map<string, readonly Planned[]>();

  const layElement = (element: PageElement, language: Language): Lay | LayNumber => {
    switch (element.kind) {
      case 'text':
        return layText(typeCase, element, language);
      case 'outcomes':
        return layOutcomes(typeCase, element, language);
      case 'facts':
        return layFacts(typeCase, element, language);
      case 'flow':
        return layFlow(typeCase, element, language);
      case 'shape':
        return layShape(element);
      case 'drawing':
        return layDrawing(element, language);
      case 'image':
        return layImage(element, language);
      case 'signature':
        return laySignature(typeCase, element, language);
      case 'qr':
        return layQr(element, language, textOf);
      case 'seal':
        return laySeal(typeCase, element, language);
      case 'page-number':
        return layPageNumber(typeCase, element, language);
    }
  };

  const planFor = (languages: readonly Language[]): readonly Planned[] =>
    design.elements.flatMap((element): Planned[] => {
      const language = languages[element.slot ?? 0];
      if (!language) return [];
      const lay = layElement(placed(element, languages), language);
      if (element.kind === 'page-number') return [{ on: element.on ?? 'every', number: lay as LayNumber }];
      return [{ on: element.on ?? 'first', lay: layWhen(element, lay as Lay) }];
    });

  return {
    design,
    layOut(credential, language) {
      const languages = [language, ...credential.languages.filter((other) => other !== language)];
      const key = languages.join();
      let plan = plans.get(key);
      if (!plan) {
        plan = planFor(languages);
        plans.set(key, plan);
      }
      return joinSheets(design, plan, credential);
    },
  };
}

function placed<E extends PageElement>(element: E, languages: readonly Language[]): E {
  return element.alone && languages.length === 1 ? { ...element, box: element.alone } : element;
}

function layWhen(element: PageElement, lay: Lay): Lay {
  const { when } = element;
  if (when === undefined) return lay;
  if (!isField(when)) {
    const unknown = {
      code: 'template.field-unknown',
      where: { element: element.id },
      facts: { field: when },
    };
    return () => ({ problems: [unknown as Problem] });
  }
  const field: Field = FIELDS[when];
  return (credential) => {
    const shown = field.value(credential, credential.languages[0], field.formats[0]) !== '';
    if (!shown) return NOTHING;
    const laid = lay(credential);
    return field.of === 'course' ? laid : ofLearner(laid);
  };
}

function ofLearner(laid: Laid): Laid {
  const { following } = laid;
  return {
    ...laid,
    varying: [...(laid.artifacts ?? []), ...leaves(laid.blocks)],
    ...(following ? { following: following.map(ofLearner) } : {}),
  };
}
