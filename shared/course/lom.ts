import { isLanguage, type Language, type LocalizedText } from '../language.ts';
import { attributeNamed } from '../xml-events.ts';
import type { Course } from './course.ts';
import { hoursOf } from './duration.ts';
import { childOf, childrenOf, type XmlNode } from './tree.ts';

/** What LOM calls learning objectives, in the vocabularies of its editions. */
const OBJECTIVES = /^(?:educational objective|competency|skill level)$/i;

/**
 * IEEE 1484.12.1 Learning Object Metadata in any of its bindings: IMS LOM 1.2 (`langstring`, `xml:lang`), IEEE
 * 1484.12.3 (`string`, `language`), and what Common Cartridge makes of it.
 */
export function readLom(lom: XmlNode): Omit<Course, 'source'> {
  const general = childOf(lom, 'general');
  const educational = childrenOf(lom, 'educational');
  const language =
    languageOf(childOf(general, 'language')?.text) ?? languageOf(childOf(educational[0], 'language')?.text);
  const texts = (nodes: readonly XmlNode[]): readonly LocalizedText[] =>
    nodes.map((node) => textOf(node, language)).filter((text) => Object.keys(text).length > 0);
  const [description] = texts(childrenOf(general, 'description'));
  const learningTime = educational
    .flatMap((one) => childrenOf(one, 'typicalLearningTime'))
    .map(durationText)
    .find((text) => text !== '');
  const hours = learningTime === undefined ? undefined : hoursOf(learningTime);
  const objectives = childrenOf(lom, 'classification').filter((one) => {
    const purpose = childOf(one, 'purpose');
    return OBJECTIVES.test(
      (childOf(purpose, 'value', 'langstring') ?? childOf(purpose, 'value') ?? purpose)?.text.trim() ?? '',
    );
  });
  const outcomes = objectives.flatMap((one) => [
    ...texts(childrenOf(one, 'description')),
    ...texts(
      childrenOf(one, 'taxonPath')
        .flatMap((path) => childrenOf(path, 'taxon').slice(-1))
        .flatMap((taxon) => childrenOf(taxon, 'entry')),
    ),
  ]);
  const identifier = (
    childOf(general, 'identifier', 'entry') ?? childOf(general, 'catalogentry', 'entry', 'langstring')
  )?.text.trim();
  return {
    title: textOf(childOf(general, 'title'), language),
    ...(description && { description }),
    ...(language && { language }),
    keywords: texts(childrenOf(general, 'keyword')),
    outcomes,
    ...(learningTime !== undefined && { learningTime }),
    ...(hours !== undefined && { hours }),
    ...(identifier && { identifier }),
  };
}

/** `en-GB`, `eng` and `x-none` are what packages say; the first two letters, when they are a language of the Union. */
export function languageOf(tag: string | undefined): Language | undefined {
  const short = (tag ?? '').trim().toLowerCase().split(/[-_]/)[0] ?? '';
  return isLanguage(short) ? short : undefined;
}

/** A text of no told language is in the record's, or else in English, which packages that tell none mostly are. */
export function textOf(node: XmlNode | undefined, language: Language | undefined): LocalizedText {
  const text: Partial<Record<Language, string>> = {};
  if (!node) return text;
  const strings = node.children.filter(({ name }) => /^(?:langstring|string)$/i.test(name));
  for (const one of strings.length > 0 ? strings : [node]) {
    const said = one.text.normalize('NFC').replace(/\s+/g, ' ').trim();
    const tag = attributeNamed(one.attributes, 'lang') ?? attributeNamed(one.attributes, 'language');
    const known = languageOf(tag) ?? language ?? 'en';
    if (said !== '' && text[known] === undefined) text[known] = said.slice(0, 4000);
  }
  return text;
}

function durationText(node: XmlNode): string {
  const inner =
    childOf(node, 'datetime') ?? childOf(node, 'duration', 'datetime') ?? childOf(node, 'duration') ?? node;
  return inner.text.trim().slice(0, 60);
}
