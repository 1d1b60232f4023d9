import type { Course } from './course.ts';
import { CourseFault } from './course.ts';
import { languageOf, textOf } from './lom.ts';
import { childOf, childrenOf, findNode, type XmlNode } from './tree.ts';

/** The first learning opportunity of an EMREX ELMO document: a course as another institution exchanges it. */
export function readElmoCourse(root: XmlNode): Course {
  const specification = findNode(root, 'learningopportunityspecification');
  if (!specification) throw new CourseFault('title');
  const instance = childOf(specification, 'specifies', 'learningOpportunityInstance');
  const language = languageOf(childOf(instance, 'languageOfInstruction')?.text);
  const title = localized(childrenOf(specification, 'title'), language);
  if (Object.keys(title).length === 0) throw new CourseFault('title');
  const description = localized(childrenOf(specification, 'description'), language);
  const credits = childrenOf(instance, 'credit').find((one) =>
    /^ects$/i.test(childOf(one, 'scheme')?.text.trim() ?? ''),
  );
  const ects = Number(childOf(credits, 'value')?.text.trim() || Number.NaN);
  const identifier = childOf(specification, 'identifier')?.text.trim();
  return {
    source: 'elmo',
    title,
    ...(Object.keys(description).length > 0 && { description }),
    ...(language && { language }),
    keywords: [],
    outcomes: [],
    ...(ects > 0 && { ects }),
    ...(identifier && { identifier }),
  };
}

function localized(nodes: readonly XmlNode[], language: Course['language']) {
  return Object.assign({}, ...nodes.map((node) => textOf(node, language))) as Course['title'];
}
