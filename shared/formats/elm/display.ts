import type { Language, LocalizedText } from '../../language.ts';
import { BASE64, PNG } from '../../vocabulary/concepts.ts';
import { Base64, type JsonObject } from '../json.ts';
import type { NodeWriter } from './node.ts';

/** One page of the credential as people see it, in one language. */
export interface PageImage {
  readonly language: Language;
  /** 1 for the first page of this language. */
  readonly page: number;
  readonly mediaType: 'image/png';
  readonly bytes: Uint8Array;
}

/** elm:DisplayParameter: languages, title, and a picture of every page in every language. */
export function displayNode(
  write: NodeWriter,
  title: LocalizedText,
  description: LocalizedText | undefined,
  pages: readonly PageImage[],
): JsonObject {
  const [primary] = write.languages;
  return write.node('display', 'DisplayParameter', {
    title: write.words(title),
    description: write.words(description),
    primaryLanguage: primary && write.language(primary),
    language: write.languages.map(write.language),
    individualDisplay: write.languages.map((language) =>
      write.node(`display-${language}`, 'IndividualDisplay', {
        language: write.language(language),
        displayDetail: pages
          .filter((page) => page.language === language)
          .sort((a, b) => a.page - b.page)
          .map((page) => pageNode(write, page)),
      }),
    ),
  });
}

function pageNode(write: NodeWriter, { language, page, bytes }: PageImage): JsonObject {
  const name = `page-${language}-${page}`;
  return write.node(name, 'DisplayDetail', {
    page,
    image: write.node(`${name}-image`, 'MediaObject', {
      contentType: write.concept(PNG),
      contentEncoding: write.concept(BASE64),
      content: new Base64(bytes),
    }),
  });
}
