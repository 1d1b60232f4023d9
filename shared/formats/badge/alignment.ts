import type { Concept } from '../../credential/concept.ts';
import type { Achievement } from '../../credential/credential.ts';
import type { JsonObject } from '../json.ts';
import type { Speaker } from './words.ts';

/**
 * Alignment (Open Badges 3.0 annex B.1.3) with every controlled list the credential draws on. `targetType` has names of
 * its own for American frameworks only; what begins with `ext:` is an extension, `ext:EQF` and `ext:QualityAssurance` as
 * other European issuers write them.
 */
export function alignments(words: Speaker, achievement: Achievement): readonly JsonObject[] {
  const { say, tell } = words;
  const { assessment, field, level, outcomes, participation, qualityAssurance, setting, supervision } =
    achievement;
  const to = (targetType: string, targetFramework: string, concept: Concept | undefined): JsonObject[] =>
    concept
      ? [
          {
            type: ['Alignment'],
            targetType,
            targetFramework,
            targetName: tell(concept.label),
            targetUrl: concept.uri,
            targetCode: concept.notation,
          },
        ]
      : [];

  const skills = new Map<string, JsonObject>();
  for (const { title, skills: esco } of outcomes) {
    for (const skill of esco) {
      const [alignment] = to('ext:ESCO', 'ESCO', skill);
      if (alignment && !skills.has(skill.uri)) {
        skills.set(skill.uri, { ...alignment, targetDescription: say(title) });
      }
    }
  }
  return [
    ...skills.values(),
    ...to('ext:EQF', 'European Qualifications Framework', level.eqf),
    ...to('ext:NQF', level.nqf?.scheme ?? '', level.nqf),
    ...to('ext:QF-EHEA', 'Qualifications Framework of the European Higher Education Area', level.cycle),
    ...to('ext:ISCED-F', 'ISCED-F 2013', field),
    ...to('ext:AssessmentType', assessment.type.scheme, assessment.type),
    ...to('ext:Participation', participation.scheme, participation),
    ...(achievement.modes ?? []).flatMap((mode) => to('ext:LearningMode', mode.scheme, mode)),
    ...to('ext:LearningSetting', setting?.scheme ?? '', setting),
    ...to('ext:Supervision', supervision?.scheme ?? '', supervision),
    {
      type: ['Alignment'],
      targetType: 'ext:QualityAssurance',
      targetFramework: tell(qualityAssurance.type.label),
      targetName: tell(qualityAssurance.agency),
      targetDescription: say(qualityAssurance.decision),
      targetUrl: qualityAssurance.report ?? qualityAssurance.homepage ?? qualityAssurance.type.uri,
    },
  ];
}
