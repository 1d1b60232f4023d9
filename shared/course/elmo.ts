import type { Course } from './course.ts';
import { CourseFault } from './course.ts';
import { languageOf, textOf } from './lom.ts';
import { childOf, childrenOf, findNodes, type XmlNode } from './tree.ts';

/**
 * Every learning opportunity of an EMREX ELMO document, of all its reports and with the parts of programmes, in the order
 * of the document: courses as another institution exchanges them.
 * @throws CourseFault `title` when none has one.
 */
export function readElmoCourses(root: XmlNode): readonly Course[] {
  const courses = findNodes(root, 'learningopportunityspecification').flatMap(courseOf);
  if (courses.length === 0) throw new CourseFault('title');
  return courses;
}

function courseOf(specification: XmlNode): readonly Course[] {
  const instance = childOf(specification, 'specifies', 'learningOpportunityInstance');
  const language = languageOf(childOf(instance, 'languageOfInstruction')?.text);
  const title = localized(childrenOf(specification, 'title'), language);
  if (Object.keys(title).length === 0) return [];
  const description = localized(childrenOf(specification, 'description'), language);
  const credits = childrenOf(instance, 'credit').find((one) =>
    /^ects$/i.test(childOf(one, 'scheme')?.text.trim() ?? ''),
  );
  const ects = Number(childOf(credits, 'value')?.text.trim() || Number.NaN);
  const identifier = childOf(specification, 'identifier')?.text.trim();
  return [
    {
      source: 'elmo',
      title,
      ...(Object.keys(description).length > 0 && { description }),
      ...(language && { language }),
      keywords: [],
      outcomes: [],
      ...(ects > 0 && { ects }),
      ...(identifier && { identifier }),
    },
  ];
}

function localized(nodes: readonly XmlNode[], language: Course['language']) {
  return Object.assign({}, ...nodes.map((node) => textOf(node, language))) as Course['title'];
}
