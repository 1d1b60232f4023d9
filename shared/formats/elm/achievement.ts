import type { Achievement, Credential } from '../../credential/credential.ts';
import { ECTS } from '../../vocabulary/concepts.ts';
import { FURTHER_INFORMATION, STACKABILITY } from '../../vocabulary/note-subjects.ts';
import type { JsonObject } from '../json.ts';
import { accreditationNode } from './accreditation.ts';
import { kindNotes, typesOf } from './kind.ts';
import { duration, list, type NodeWriter } from './node.ts';
import { COURSE_URI } from './part.ts';

/**
 * elm:Qualification, the learning achievement specification that may carry EQF and NQF levels: what the course is,
 * for every learner the same. Annex I: M2, M6, M7, M8, M10, M11, O1, O4, O5.
 */
export function specificationNode(write: NodeWriter, credential: Credential): JsonObject {
  const { achievement } = credential;
  const { level } = achievement;
  return write.node('qualification', 'Qualification', {
    title: write.words(achievement.title),
    description: write.words(achievement.description),
    dcType: typesOf(write, credential),
    identifier: list(
      credential.course === undefined
        ? undefined
        : write.node('course', 'Identifier', { notation: credential.course, schemeName: COURSE_URI }),
    ),
    learningOutcome: achievement.outcomes.map((outcome, index) =>
      write.node(`learning-outcome-${index + 1}`, 'LearningOutcome', {
        title: write.words(outcome.title),
        additionalNote: list(write.note(`learning-outcome-${index + 1}-note`, outcome.description)),
        relatedESCOSkill: list(...outcome.skills.map(write.concept)),
      }),
    ),
    volumeOfLearning: duration(achievement.workload.hours),
    creditPoint: list(creditNode(write, achievement)),
    eqfLevel: write.concept(level.eqf),
    nqfLevel: list(level.nqf && write.concept(level.nqf)),
    educationLevel: list(level.cycle && write.concept(level.cycle)),
    thematicArea: list(achievement.field && write.concept(achievement.field)),
    mode: modesOf(write, achievement),
    learningSetting: achievement.setting && write.concept(achievement.setting),
    language: list(instructionLanguage(write, achievement)),
    provenBy: list(...ownAssessments(write, achievement)),
    entryRequirement: write.note('entry-requirement', achievement.prerequisites),
    accreditation: list(
      accreditationNode(write, 'accreditation', achievement.qualityAssurance, credential.award.country),
    ),
    additionalNote: list(
      write.note('stackability', achievement.stackability, STACKABILITY),
      write.note('further-information', achievement.furtherInformation, FURTHER_INFORMATION),
      ...kindNotes(write, credential),
    ),
    homepage: list(write.webResource('homepage', achievement.homepage)),
  });
}

/** elm:LearningActivity, how the learner took part. Annex I: M7, M10. */
export function activityNode(write: NodeWriter, achievement: Achievement, awardedBy: JsonObject): JsonObject {
  const workload = duration(achievement.workload.hours);
  return write.node('learning-activity', 'LearningActivity', {
    title: write.words(achievement.title),
    awardedBy,
    workload,
    specifiedBy: write.node('learning-activity-specification', 'LearningActivitySpecification', {
      title: write.words(achievement.title),
      mode: modesOf(write, achievement),
      volumeOfLearning: workload,
      language: list(instructionLanguage(write, achievement)),
    }),
  });
}

/** elm:LearningAssessmentSpecification, the kind of assessment and the scale of its grades. Annex I: M9, O3. */
export function assessmentSpecificationNode(write: NodeWriter, achievement: Achievement): JsonObject {
  const scheme = write.words(achievement.grade?.scheme);
  return write.node('assessment-specification', 'LearningAssessmentSpecification', {
    title: write.words(achievement.assessment.title),
    dcType: write.concept(achievement.assessment.type),
    gradingScheme: scheme && write.node('grading-scheme', 'GradingScheme', { title: scheme }),
  });
}

function creditNode(write: NodeWriter, { workload }: Achievement): JsonObject | undefined {
  if (workload.ects === undefined) return undefined;
  return write.node('credit-point', 'CreditPoint', {
    framework: write.concept(ECTS),
    point: String(workload.ects),
  });
}

function instructionLanguage(write: NodeWriter, achievement: Achievement): JsonObject | undefined {
  return achievement.instructionLanguage && write.language(achievement.instructionLanguage);
}

/** Annex I M10, the delivery first. */
function modesOf(write: NodeWriter, { participation, modes = [] }: Achievement): readonly JsonObject[] {
  const others = modes.filter(({ uri }) => uri !== participation.uri);
  return [participation, ...others].map(write.concept);
}

/** How single outcomes are assessed; each says which one by its description. */
function ownAssessments(write: NodeWriter, { outcomes }: Achievement): readonly (JsonObject | undefined)[] {
  return outcomes.map(
    ({ assessment, title }, index) =>
      assessment &&
      write.node(`learning-outcome-${index + 1}-assessment`, 'LearningAssessmentSpecification', {
        title: write.words(assessment.title),
        description: write.words(title),
        dcType: write.concept(assessment.type),
      }),
  );
}
