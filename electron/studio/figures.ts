import { FORMAT_NAMES } from '../../shared/credential/format-names.ts';
import { KIND_NAMES } from '../../shared/credential/kind-names.ts';
import type { FigureFact, FigureGroup, Figures, FiguresQuestion } from '../../shared/desk/figures.ts';
import type { Language, LocalizedText } from '../../shared/language.ts';
import { writeFigures } from '../../shared/outputs/figures-csv.ts';
import { done, type Outcome } from '../../shared/problem.ts';
import { labelIn, listedBy, type Vocabulary } from '../../shared/vocabulary/vocabulary.ts';
import { replaceFile } from '../files/replace.ts';
import { inSharedRegister } from '../postgres/open-shared.ts';
import type { Counted } from '../register/figures.ts';

/** Figures of a register, with the words for their groups. @throws StudioFault as `openRegister`. */
export async function countFigures(
  question: FiguresQuestion,
  vocabularies: () => Promise<readonly Vocabulary[]>,
): Promise<Outcome<Figures>> {
  const { register: path, by, from, until, least = 0, language } = question;
  const lists = await vocabularies();
  const { all, counted } = await inSharedRegister(path, async (register) => ({
    all: await register.countAll(from, until),
    counted: await register.countBy(by, from, until),
  }));
  const hidden = hiddenOf(counted, least, SEVERAL.has(by));
  const ordered = by === 'month' || by === 'year' ? counted.toSorted(byValue) : counted;
  const groups = ordered.map((one): FigureGroup => {
    const { value, count } = one;
    return {
      ...(value !== null && { value, label: labelOf(by, value, language, lists) }),
      ...(!hidden.has(one) && { count }),
    };
  });
  const told = all === 0 || all >= least;
  const figures: Figures = { groups, ...(told && { issued: all, ...savedBy(all, question) }) };
  if (question.csv !== undefined) await replaceFile(question.csv, writeFigures(figures));
  return done(figures);
}

/** A credential may have several of these, so that a hidden number is not told by the total. */
const SEVERAL: ReadonlySet<FigureFact> = new Set(['language', 'partner', 'field', 'file']);

/** The small ones; and when that is one alone, the smallest other, or the total less the others would tell it. */
function hiddenOf(counted: readonly Counted[], least: number, several: boolean): ReadonlySet<Counted> {
  const hidden = new Set(counted.filter(({ count }) => count < least));
  if (hidden.size === 1 && !several) {
    const others = counted.filter((one) => !hidden.has(one));
    const smallest = others.toSorted((one, other) => one.count - other.count)[0];
    if (smallest) hidden.add(smallest);
  }
  return hidden;
}

/** Money to the cent, time to a tenth of an hour. */
function savedBy(
  credentials: number,
  { cost, costBefore, minutes = 0, minutesBefore }: FiguresQuestion,
): Omit<Figures, 'issued' | 'groups'> {
  const cents = (amount: number) => Math.round(amount * 100) / 100;
  return {
    ...(cost !== undefined && { cost: cents(credentials * cost) }),
    ...(costBefore !== undefined && { costSaved: cents(credentials * (costBefore - (cost ?? 0))) }),
    ...(minutesBefore !== undefined && {
      hoursSaved: Math.round((credentials * (minutesBefore - minutes)) / 6) / 10,
    }),
  };
}

function byValue({ value: one }: Counted, { value: other }: Counted): number {
  return (one ?? '') < (other ?? '') ? -1 : 1;
}

function labelOf(by: FigureFact, value: string, language: Language, lists: readonly Vocabulary[]): string {
  switch (by) {
    case 'kind':
      return named(KIND_NAMES, value)?.[language] ?? value;
    case 'format':
      return named(FORMAT_NAMES, value)?.[language] ?? value;
    case 'language':
      return new Intl.DisplayNames(language, { type: 'language' }).of(value) ?? value;
    case 'delivery':
    case 'level':
    case 'field':
      return lists.flatMap((list) => labelsIn(list, value, language))[0] ?? value;
    default:
      return value;
  }
}

function named(names: Readonly<Record<string, LocalizedText>>, key: string): LocalizedText | undefined {
  return names[key];
}

function labelsIn(list: Vocabulary, uri: string, language: Language): readonly string[] {
  const concept = listedBy(list, uri);
  return concept ? [labelIn(concept, language)] : [];
}
