import type { Language, LocalizedText } from '../../language.ts';
import { constantXml, type XmlElement, type XmlNode } from '../../sealing/xml.ts';

/** Children as they come: what is absent is left out, lists are spread. */
export type Content = XmlNode | undefined | readonly (XmlNode | undefined)[];

export function element(
  name: string,
  content: Content,
  attributes?: Readonly<Record<string, string>>,
): XmlElement {
  const children: XmlNode[] = [];
  for (const child of isList(content) ? content : [content]) if (child !== undefined) children.push(child);
  return attributes ? { name, attributes, children } : { name, children };
}

/** An element that is there only when it has text. */
export function optional(name: string, text: string | undefined): XmlElement | undefined {
  return text?.trim() ? element(name, text) : undefined;
}

/** One element for every offered language that has words, with xml:lang. */
export function localized(
  name: string,
  text: LocalizedText | undefined,
  languages: readonly Language[],
): XmlElement[] {
  return languages.flatMap((language) => {
    const words = text?.[language]?.trim();
    return words ? [element(name, words, { 'xml:lang': language })] : [];
  });
}

/** Those that are there, which every learner's document has. */
export function constantElements(elements: readonly (XmlElement | undefined)[]): readonly XmlElement[] {
  return elements.flatMap((one) => (one ? [constantXml(one)] : []));
}

function isList(content: Content): content is readonly (XmlNode | undefined)[] {
  return Array.isArray(content);
}
