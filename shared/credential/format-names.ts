import type { LocalizedText } from '../language.ts';
import { COURSE_FORMAT_NAMES } from './course-format-names.ts';
import { DOCUMENT_FORMAT_NAMES } from './document-format-names.ts';
import type { MicroCredentialFormat } from './kind.ts';

/** Part of what is sealed. */
export const FORMAT_NAMES: Readonly<Record<MicroCredentialFormat, LocalizedText>> = {
  ...COURSE_FORMAT_NAMES,
  ...DOCUMENT_FORMAT_NAMES,
};
