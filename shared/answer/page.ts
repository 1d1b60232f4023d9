import type { CredentialSummary } from '../verifying/summary.ts';
import { type Check, checked } from './check.ts';

/** Facts that a page and the data inside it both tell. */
const FACTS = ['name', 'title', 'serial'] as const;

/**
 * Whether the page shows name, title and number as the data have them. Designs may leave one out, and titles stand in
 * other languages, so that a difference is told and decides nothing.
 */
export function comparePage(texts: readonly string[] | undefined, summary: CredentialSummary): Check {
  if (!texts) return checked('open', 'page.unread');
  const shown = plain(texts.join(''));
  const missing = FACTS.filter((fact) => !shown.includes(plain(summary[fact])));
  return missing.length === 0
    ? checked('good', 'page.same')
    : checked('open', 'page.differs', { what: missing.map((fact) => summary[fact]).join(', ') });
}

/** Lines are broken, words divided and titles set in capitals without saying anything else. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLocaleLowerCase('und')
    .replace(/[\s\u00ad\u2010\u2011-]+/g, '');
}
