import type { Part } from '../../credential/part.ts';
import type { Language } from '../../language.ts';
import type { XmlElement } from '../../sealing/xml.ts';
import { element, localized } from './element.ts';

/** A part of a stack: ELMO's node below the course's own. Its kind is not told, for we do not know it. */
export function partElement(
  { id, serial, courses, title, workload, awardedOn }: Part,
  languages: readonly Language[],
): XmlElement {
  const { ects } = workload;
  return element('hasPart', [
    element('learningOpportunitySpecification', [
      ...courses.map((course) => element('identifier', course, { type: 'uri' })),
      ...localized('title', title, languages),
      element('specifies', [
        element('learningOpportunityInstance', [
          serial === undefined ? undefined : element('identifier', serial, { type: 'serial' }),
          element('identifier', id, { type: 'elm' }),
          element('date', awardedOn),
          element('status', 'passed'),
          ects === undefined
            ? undefined
            : element('credit', [element('scheme', 'ects'), element('value', String(ects))]),
        ]),
      ]),
    ]),
  ]);
}
