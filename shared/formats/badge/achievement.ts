import type { Credential } from '../../credential/credential.ts';
import type { Engine } from '../../engine.ts';
import type { Language } from '../../language.ts';
import { urnOfDigest } from '../../uuid.ts';
import type { JsonObject } from '../json.ts';
import { alignments } from './alignment.ts';
import { type BadgeImage, imageNode } from './image.ts';
import { profile } from './profile.ts';
import { plain, type Speaker } from './words.ts';

/** Achievement (Open Badges 3.0 annex B.1.1): all that the learners of one course have in common. */
export function achievementNode(
  words: Speaker,
  credential: Credential,
  engine: Pick<Engine, 'hash'>,
  image: BadgeImage | undefined,
): JsonObject {
  const { achievement, award, course, kind, languages } = credential;
  const { say, tell, language } = words;
  const name = tell(achievement.title);
  const uuid = courseUuid(credential, engine);
  const others = languages.filter((other) => other !== language);
  return {
    id: achievementId(uuid, language),
    type: ['Achievement'],
    achievementType: kind === 'degree' ? 'Degree' : 'MicroCredential',
    name,
    description: say(achievement.description) ?? name,
    inLanguage: language,
    criteria: { id: achievement.homepage, narrative: narrative(words, credential) },
    creator: profile(words, award.awardingBody),
    // What the rules of stacks know the course by, whatever its words are changed to.
    otherIdentifier:
      course === undefined
        ? undefined
        : [{ type: 'IdentifierEntry', identifier: course, identifierType: 'identifier' }],
    creditsAvailable: achievement.workload.ects,
    fieldOfStudy: say(achievement.field?.label),
    image: image && imageNode(image, name),
    alignment: alignments(words, achievement),
    resultDescription: achievement.grade && [
      {
        id: resultId(uuid),
        type: ['ResultDescription'],
        name: say(achievement.grade.scheme) ?? tell(achievement.assessment.title),
        resultType: 'Result',
      },
    ],
    related:
      others.length > 0
        ? others.map((other) => ({
            id: achievementId(uuid, other),
            type: ['Related'],
            inLanguage: other,
          }))
        : undefined,
  };
}

/** Result (annex B.1.19), Annex I O3: the grade, which is each learner's own. */
export function resultNode(credential: Credential, achievement: JsonObject): JsonObject | undefined {
  const { grade } = credential.achievement;
  if (!grade) return undefined;
  const base = String(achievement.id).split('#')[0] ?? '';
  return { type: ['Result'], resultDescription: resultId(base), value: grade.value };
}

/**
 * The same for every learner of a course, another once a word of the course changes: a UUID over its facts in
 * all languages. Wallets collect and compare achievements by it.
 */
function courseUuid({ achievement, award, kind }: Credential, { hash }: Pick<Engine, 'hash'>): string {
  const { grade, ...course } = achievement;
  const facts = JSON.stringify([kind, award.awardingBody.id, course, grade?.scheme ?? null]);
  return urnOfDigest(hash('SHA-256', new TextEncoder().encode(facts)));
}

/** One achievement, told in several languages: the fragment says in which (RFC 8141 clause 2.3.3). */
function achievementId(uuid: string, language: Language): string {
  return `${uuid}#${language}`;
}

function resultId(uuid: string): string {
  return `${uuid}#grade`;
}

/** Criteria (annex B.1.8) as Markdown: M6 to M10, O1, O2, O4, O5, and who awards jointly. */
function narrative(words: Speaker, { achievement, award }: Credential): string {
  const { say, tell, language } = words;
  const { assessment, level, outcomes, supervision, workload } = achievement;
  const outcomeLines = outcomes.map(({ title, description }) => {
    const more = say(description);
    return `- ${plain(tell(title))}${more ? `: ${plain(more)}` : ''}`;
  });
  const hours = new Intl.NumberFormat(language, { style: 'unit', unit: 'hour', unitDisplay: 'long' });
  const credits = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const volume = [
    hours.format(workload.hours),
    workload.ects === undefined ? undefined : `${credits.format(workload.ects)} ECTS`,
    tell(level.eqf.label),
    tell(achievement.participation.label),
  ];
  const assessed = [tell(assessment.type.label), say(supervision?.label)];
  const partners = award.partners?.length ? [award.awardingBody, ...award.partners] : [];
  return [
    outcomeLines.join('\n'),
    `${plain(tell(assessment.title))} (${plain(row(assessed, '; '))})`,
    plain(row(volume, ' · ')),
    plain(
      row(
        partners.map(({ legalName }) => tell(legalName)),
        ' · ',
      ),
    ),
    ...[achievement.prerequisites, achievement.stackability, achievement.furtherInformation].map((text) =>
      plain(say(text) ?? ''),
    ),
  ]
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
}

function row(parts: readonly (string | undefined)[], separator: string): string {
  return parts.filter((part) => part).join(separator);
}
