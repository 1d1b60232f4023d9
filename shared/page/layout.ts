import type { Credential } from '../credential/credential.ts';
import type { Language } from '../language.ts';
import type { Problem } from '../problem.ts';
import type { PageDesign, PageElement } from '../template/design.ts';
import { FIELDS, type Field, isField } from '../template/fields.ts';
import type { Fonts } from './fonts.ts';
import { type Laid, type Lay, NOTHING, POINTS, typeCaseOf } from './layout-element.ts';
import { layDrawing, layQr, layShape } from './layout-figure.ts';
import { layOutcomes } from './layout-list.ts';
import { layFacts } from './layout-table.ts';
import { laySeal, layText } from './layout-text.ts';
import type { Block, LaidOutPage, Mark, SealPlace } from './placed.ts';

/** A design made ready for a batch: its static parts are laid out once per language and then kept. */
export interface PreparedLayout {
  readonly design: PageDesign;
  layOut(credential: Credential, language: Language): LaidOut;
}

export interface LaidOut {
  readonly pages: readonly LaidOutPage[];
  /** Without row: the caller knows it. A page with problems must not be sealed. */
  readonly problems: readonly Problem[];
  /** The leaf blocks and artifacts that may differ from learner to learner; all others are the course's. */
  readonly varying: ReadonlySet<Block | Mark>;
}

/** `proof` tells what the QR code holds. */
export function prepareLayout(
  design: PageDesign,
  fonts: Fonts,
  proof: (credential: Credential) => string,
): PreparedLayout {
  const typeCase = typeCaseOf(design, fonts);
  const plans = new Map<string, readonly Lay[]>();

  const layElement = (element: PageElement, language: Language): Lay => {
    switch (element.kind) {
      case 'text':
        return layText(typeCase, element, language);
      case 'outcomes':
        return layOutcomes(typeCase, element, language);
      case 'facts':
        return layFacts(typeCase, element, language);
      case 'shape':
        return layShape(element);
      case 'drawing':
        return layDrawing(element, language);
      case 'qr':
        return layQr(element, language, proof);
      case 'seal':
        return laySeal(typeCase, element, language);
    }
  };

  const planFor = (languages: readonly Language[]): readonly Lay[] =>
    design.elements.flatMap((element) => {
      const language = languages[element.slot ?? 0];
      return language ? [layWhen(element, layElement(placed(element, languages), language))] : [];
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
      return join(
        design,
        plan.map((lay) => lay(credential)),
      );
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
    return field.of === 'course'
      ? laid
      : { ...laid, varying: [...(laid.artifacts ?? []), ...leaves(laid.blocks)] };
  };
}

function leaves(blocks: readonly Block[] = []): readonly Block[] {
  return blocks.flatMap((block) => (block.blocks ? leaves(block.blocks) : [block]));
}

function join(design: PageDesign, parts: readonly Laid[]): LaidOut {
  const artifacts: Mark[] = [];
  const content: Block[] = [];
  const problems: Problem[] = [];
  const varying = new Set<Block | Mark>();
  let seal: SealPlace | undefined;
  for (const part of parts) {
    if (part.artifacts) artifacts.push(...part.artifacts);
    if (part.blocks) content.push(...part.blocks);
    if (part.problems) problems.push(...part.problems);
    for (const one of part.varying ?? []) varying.add(one);
    seal ??= part.seal;
  }
  const page: LaidOutPage = {
    width: design.width * POINTS,
    height: design.height * POINTS,
    artifacts,
    content,
    ...(seal ? { seal } : {}),
  };
  return { pages: [page], problems, varying };
}
