import type { CredentialKind } from '../credential/kind.ts';
import type { Language, LocalizedText } from '../language.ts';
import type { Problem } from '../problem.ts';
import { contrast } from './colour.ts';
import type { Box, PageDesign, PageElement, ShapeElement } from './design.ts';
import { fieldsIn } from './field-text.ts';

const STATEMENT = 'kind.statement';
/** Fields that are filled on every micro-credential, so that a condition on them hides nothing. */
const ALWAYS = new Set([undefined, 'microCredential', 'kind', STATEMENT, 'title', 'learner.name', 'serial']);
/** Points; smaller print is not read. */
const SMALLEST = 5;
/** WCAG 2.2, 1.4.3: what text needs against its background. */
const CONTRAST = 4.5;

/**
 * A micro-credential can never be mistaken for a degree: its page must say so, readably, in every language it speaks.
 * The field `{kind.statement}` says it; it must stand in a text of its own that nothing hides: in the language the page
 * is laid out in, and in each further language that the page gives to other texts.
 * Problem: `kind.statement-missing`, for each language in which it is not shown.
 */
export function checkStatement(
  kind: CredentialKind,
  page: PageDesign,
  languages: readonly Language[],
): readonly Problem[] {
  if (kind !== 'micro-credential') return [];
  const spoken = new Set(page.elements.filter(isWords).map(({ slot = 0 }) => slot));
  const slots = ([0, 1, 2] as const).filter(
    (slot) => slot === 0 || (spoken.has(slot) && slot < languages.length),
  );
  const missing = languages.filter((language) =>
    slots.some((slot) => !page.elements.some((element) => shows(page, element, slot, language))),
  );
  return missing.map((language) => ({
    code: 'kind.statement-missing',
    where: { element: 'statement', language },
    facts: { path: '/page/elements', language },
  }));
}

function isWords({ kind }: PageElement): boolean {
  return kind === 'text' || kind === 'outcomes' || kind === 'facts' || kind === 'flow';
}

function shows(page: PageDesign, element: PageElement, slot: number, language: Language): boolean {
  if ((element.slot ?? 0) !== slot || !ALWAYS.has(element.when)) return false;
  const says = statementOf(element);
  if (!says || !fieldsIn(says.text[language] ?? '').includes(STATEMENT)) return false;
  const style = page.styles[says.style];
  if (!style || (style.minSize ?? style.size) < SMALLEST) return false;
  const boxes = element.alone && slot === 0 ? [element.box, element.alone] : [element.box];
  return boxes.every(
    (box) =>
      box.width > 0 &&
      box.height > 0 &&
      !isCovered(page, element, box) &&
      contrast(style.colour, background(page, element, box)) >= CONTRAST,
  );
}

/** The statement in a text, or in the value column of a table. */
function statementOf(
  element: PageElement,
): { readonly text: LocalizedText; readonly style: string } | undefined {
  if (element.kind === 'text') return { text: element.text, style: element.style };
  if (element.kind !== 'facts') return undefined;
  const row = element.rows.find(({ value }) =>
    Object.values(value).some((words) => fieldsIn(words).includes(STATEMENT)),
  );
  return row && { text: row.value, style: element.valueStyle };
}

/** Something painted later lies over it. */
function isCovered({ elements }: PageDesign, element: PageElement, box: Box): boolean {
  return elements
    .slice(elements.indexOf(element) + 1)
    .some((later) => (isPaint(later) || isPicture(later)) && overlap(later.box, box));
}

/** The colour of the last filled shape beneath it, else the paper's white. */
export function background({ elements }: PageDesign, element: PageElement, box: Box): string {
  const beneath = elements
    .slice(0, elements.indexOf(element))
    .findLast((earlier) => isPaint(earlier) && overlap(earlier.box, box));
  return beneath && isPaint(beneath) ? beneath.fill : '#ffffff';
}

function isPaint(element: PageElement): element is ShapeElement & { readonly fill: string } {
  return element.kind === 'shape' && element.fill !== undefined;
}

function isPicture({ kind }: PageElement): boolean {
  return kind === 'drawing' || kind === 'qr' || kind === 'image';
}

export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
