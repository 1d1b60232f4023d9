import type { Language } from '../language.ts';
import type { Problem } from '../problem.ts';
import type { Accreditation } from './accreditation.ts';
import { levelAndCycle, ONE_YEAR } from './check-kind.ts';
import type { Achievement, CalendarDate, Credential, LearningOutcome } from './credential.ts';
import { degreeTitleIn } from './degree-titles.ts';
import { cycleFits } from './level.ts';

/** What is judged, of a template or of a credential drawn up from it. */
export interface Claims {
  readonly kind: Credential['kind'];
  readonly languages: readonly Language[];
  readonly achievement: Achievement;
  readonly award?: Pick<Credential['award'], 'awardingBody' | 'partners'>;
  /** The day the claims are made; without it nothing is said of what has ended. */
  readonly on?: CalendarDate;
}

/** Hours of work that one ECTS credit stands for (ECTS Users' Guide 2015, 2.2). */
const HOURS_A_CREDIT = { least: 25, most: 30 } as const;
const NQF_LIST = 'http://data.europa.eu/snb/qdr/25831c2';
/** A skill (UUID) or a group of skills (T1.2, S4.3.1 …) of ESCO. */
const ESCO_SKILL =
  /^http:\/\/data\.europa\.eu\/esco\/skill\/(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[KLST]\d+(?:\.\d+)*)$/;
/** Entry of the European list of assessment types: being present is all that is asked. */
const ATTENDANCE = 'http://data.europa.eu/snb/assessment/7331eb4762';

/**
 * Claims that nobody could check, or that do not agree with each other: whoever reads the credential should be able to
 * tell what was learnt, how it was assessed and who stands for it. They keep nothing from being sealed; a clerk is told.
 * Only heuristics that hold in every language. `path` in the facts is a JSON Pointer into the credential.
 * Problems: those that begin with `notice.`, and `kind.level-cycle` of a micro-credential.
 */
export function weakClaims(claims: Claims): Problem[] {
  const { achievement, kind, languages } = claims;
  return [
    ...achievement.outcomes.flatMap((outcome, index) => weakOutcome(claims, outcome, index)),
    ...weakWorkload(kind, achievement),
    ...weakLevel(kind, achievement),
    ...(languages.some((language) => achievement.description?.[language]?.trim())
      ? []
      : [notice('description-empty', 'description', '/achievement/description')]),
    ...(kind === 'micro-credential' ? titlesLikeDegrees(claims) : []),
    ...weakAssurance(claims),
    ...(achievement.grade && !achievement.grade.scheme
      ? [notice('grade-scheme-untold', 'grade', '/achievement/grade/scheme')]
      : []),
  ];
}

function weakOutcome(
  { achievement, languages }: Claims,
  outcome: LearningOutcome,
  index: number,
): readonly Problem[] {
  const path = `/achievement/outcomes/${index}`;
  const number = index + 1;
  const problems: Problem[] = [];
  const earlier = [achievement.title, ...achievement.outcomes.slice(0, index).map(({ title }) => title)];
  const vague = languages.find((language) => {
    const words = outcome.title[language];
    return (
      words !== undefined &&
      saysLittle(
        words,
        earlier.map((other) => other[language] ?? ''),
      )
    );
  });
  if (vague) problems.push(notice('outcome-vague', 'outcomes', `${path}/title`, { number, language: vague }));
  const { type } = outcome.assessment ?? achievement.assessment;
  if (type.uri === ATTENDANCE) problems.push(notice('outcome-not-assessed', 'outcomes', path, { number }));
  for (const [at, { uri }] of outcome.skills.entries()) {
    if (!ESCO_SKILL.test(uri))
      problems.push(notice('skill-uri', 'outcomes', `${path}/skills/${at}/uri`, { number, uri }));
  }
  return problems;
}

/**
 * A statement says who can do what, so it has two words at least in any language, some letters, and other words than
 * the title and the outcomes before it.
 */
function saysLittle(words: string, earlier: readonly string[]): boolean {
  const letters = words.match(/\p{L}/gu)?.length ?? 0;
  const parts = words.match(/[\p{L}\p{M}]+/gu)?.length ?? 0;
  return parts < 2 || letters < 12 || earlier.some((other) => folded(other) === folded(words));
}

/** Without case, marks and punctuation: Greek capitals have lost their accents already. */
function folded(words: string): string {
  const bare = words.normalize('NFD').replace(/\p{M}+/gu, '');
  return bare
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function weakWorkload(kind: Credential['kind'], { workload }: Achievement): readonly Problem[] {
  const { hours, ects } = workload;
  if (ects === undefined) return [notice('ects-untold', 'workload', '/achievement/workload/ects')];
  const problems: Problem[] = [];
  const { least, most } = HOURS_A_CREDIT;
  if (hours < ects * least || hours > ects * most) {
    const facts = { hours, ects, least: ects * least, most: ects * most };
    problems.push(notice('ects-hours', 'workload', '/achievement/workload', facts));
  }
  if (kind === 'micro-credential' && ects >= ONE_YEAR)
    problems.push(notice('micro-credential-large', 'workload', '/achievement/workload/ects', { ects }));
  return problems;
}

function weakLevel(kind: Credential['kind'], { level }: Achievement): readonly Problem[] {
  const problems: Problem[] = [];
  if (level.nqf?.scheme !== NQF_LIST)
    problems.push(notice('level-without-framework', 'level', '/achievement/level/nqf'));
  if (kind === 'micro-credential' && !cycleFits(level)) problems.push(levelAndCycle(level));
  return problems;
}

function titlesLikeDegrees({ achievement, languages }: Claims): readonly Problem[] {
  return languages.flatMap((language) => {
    const word = degreeTitleIn(achievement.title[language] ?? '');
    return word === undefined
      ? []
      : [notice('title-like-degree', 'title', `/achievement/title/${language}`, { language, word })];
  });
}

function weakAssurance({ achievement, award, on }: Claims): readonly Problem[] {
  const { qualityAssurance } = achievement;
  const institutions = award ? [award.awardingBody, ...(award.partners ?? [])] : [];
  const told: readonly (readonly [string, string, Accreditation | undefined])[] = [
    ['qualityAssurance', '/achievement/qualityAssurance', qualityAssurance],
    ...institutions.map(({ accreditation }, index) => {
      const holder = index === 0 ? 'awardingBody' : `partners/${index - 1}`;
      return ['accreditation', `/award/${holder}/accreditation`, accreditation] as const;
    }),
  ];
  return told.flatMap(([element, path, accreditation]) => {
    if (!accreditation) return [];
    const { decision, report, homepage, validUntil } = accreditation;
    const problems: Problem[] = [];
    if (!(decision || report || homepage))
      problems.push(notice('quality-assurance-unverifiable', element, path));
    if (on !== undefined && validUntil !== undefined && validUntil < on)
      problems.push(notice('accreditation-ended', element, `${path}/validUntil`, { date: validUntil }));
    return problems;
  });
}

type NoticeIn<Code> = Code extends `notice.${infer Name}` ? Name : never;

function notice(
  name: NoticeIn<Problem['code']>,
  element: string,
  path: string,
  facts: Readonly<Record<string, string | number>> = {},
): Problem {
  const { language } = facts;
  return {
    code: `notice.${name}`,
    where: typeof language === 'string' ? { element, language } : { element },
    facts: { ...facts, element, path },
  };
}
