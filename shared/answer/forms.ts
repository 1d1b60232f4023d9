import type { Engine } from '../engine.ts';
import { sameBytes } from '../sealing/bytes.ts';
import { type CredentialSummary, summarise } from '../verifying/summary.ts';
import type { Verdict } from '../verifying/verdict.ts';
import { checkXml } from '../verifying/xml/check.ts';
import { type Check, checked } from './check.ts';
import { type CredentialFacts, factsOf } from './facts.ts';

/** What the data of a page's first form say. */
export interface FirstForm {
  readonly summary: CredentialSummary;
  readonly facts: CredentialFacts;
}

/**
 * Whether the ELMO inside a page says what the sealed data beside it say: holder, title, number, kind, level and field.
 * Undefined for a page without one. The page's seal covers both, so a difference is its issuer's own.
 */
export async function compareForms(
  { furtherForm, sealedBy }: Verdict,
  first: FirstForm,
  engine: Engine,
): Promise<Check | undefined> {
  if (!furtherForm || !sealedBy) return undefined;
  const integrity = await checkXml(furtherForm, engine);
  if (!integrity.ok || !sameBytes(integrity.signer.der, sealedBy.der)) return checked('bad', 'forms.unread');
  const summary = await summarise('xml', integrity.payload, engine);
  if (!summary) return checked('bad', 'forms.unread');
  const second = told({ summary, facts: await factsOf('xml', integrity.payload, engine) });
  const differing = [...told(first)].flatMap(([fact, value]) =>
    second.get(fact) === value ? [] : [`${second.get(fact) ?? '–'} ≠ ${value}`],
  );
  return differing.length === 0
    ? checked('good', 'forms.same')
    : checked('bad', 'forms.differs', { what: differing.join(', ') });
}

function told({ summary, facts }: FirstForm): ReadonlyMap<string, string> {
  const { serial, name, title, kind = '' } = summary;
  const [field = ''] = facts.fields;
  return new Map(Object.entries({ serial, name, title, kind, field, level: String(facts.level ?? '') }));
}
