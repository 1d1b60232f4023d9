import type { Achievement, Credential } from '../../credential/credential.ts';
import type { JsonObject } from '../json.ts';
import { ECTS, EDUCATIONAL_PROGRAMME, SHORT_LEARNING_PROGRAMME } from '../vocabulary/concepts.ts';
import { FURTHER_INFORMATION, STACKABILITY } from '../vocabulary/note-subjects.ts';
import { dayEnd, duration, list, type NodeWriter } from './node.ts';
import { countryLocation } from './organisation.ts';

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
    dcType: list(
      write.concept(credential.kind === 'degree' ? EDUCATIONAL_PROGRAMME : SHORT_LEARNING_PROGRAMME),
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
    mode: list(write.concept(achievement.participation)),
    language: list(instructionLanguage(write, achievement)),
    entryRequirement: write.note('entry-requirement', achievement.prerequisites),
    accreditation: list(accreditationNode(write, credential)),
    additionalNote: list(
      write.note('stackability', achievement.stackability, STACKABILITY),
      write.note('further-information', achievement.furtherInformation, FURTHER_INFORMATION),
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
      mode: list(write.concept(achievement.participation)),
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

/** elm:Accreditation. Annex I: M11. The agency is an elm:Organisation, for which the profile demands a country. */
function accreditationNode(write: NodeWriter, { achievement, award }: Credential): JsonObject {
  const { qualityAssurance } = achievement;
  return write.node('accreditation', 'Accreditation', {
    title: write.words(qualityAssurance.type.label),
    description: write.words(qualityAssurance.decision),
    dcType: write.concept(qualityAssurance.type),
    accreditingAgent: write.node('agency', 'Organisation', {
      legalName: write.words(qualityAssurance.agency),
      location: countryLocation(write, 'agency-location', qualityAssurance.agencyCountry ?? award.country),
    }),
    homepage: list(write.webResource('accreditation-homepage', qualityAssurance.homepage)),
    expiryDate: qualityAssurance.validUntil && dayEnd(qualityAssurance.validUntil),
  });
}
