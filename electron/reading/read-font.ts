import type { Outcome } from '../../shared/problem.ts';
import type { FontFacts } from './errand.ts';
import { sendReader } from './host.ts';

/** A font file and what it is, examined by a reader: its tables are a stranger's. Besides its problems: `file.too-much`. */
export function readFontFile(file: string): Promise<Outcome<FontFacts>> {
  return sendReader({ errand: 'font', order: { file } }, { code: 'file.too-much', where: { file } });
}
