import type { VerdictReason } from '../verifying/verdict.ts';

/** What is asked of every credential, in the order it is told. */
export const CHECK_NAMES = [
  'integrity',
  'changes',
  'seal',
  'certificate',
  'revocation',
  'issuer',
  'quality',
  'expiry',
  'status',
  'superseded',
  'kind',
  'page',
  'forms',
  'content',
] as const;
export type CheckName = (typeof CHECK_NAMES)[number];

/** Answers with words of their own, `check.NAME.CODE` in locales/<language>/answer.json. */
export const CHECK_CODES = [
  'integrity.good',
  'changes.allowed',
  'changes.refused',
  'seal.good',
  'seal.test',
  'certificate.proven',
  'certificate.now',
  'revocation.good',
  'revocation.unknown',
  'revocation.revoked',
  'issuer.allowed',
  'issuer.untold',
  'issuer.undecided',
  'issuer.outside',
  'issuer.ended',
  'issuer.unlisted',
  'quality.positive',
  'quality.conditional',
  'quality.none',
  'quality.unknown',
  'expiry.until',
  'expiry.endless',
  'expiry.expired',
  'expiry.early',
  'status.untold',
  'status.missing',
  'status.valid',
  'status.revoked',
  'status.suspended',
  'status.stale',
  'status.foreign',
  'superseded.none',
  'superseded.replaced',
  'kind.degree',
  'kind.micro-credential',
  'kind.unknown',
  'page.same',
  'page.differs',
  'page.unread',
  'forms.same',
  'forms.differs',
  'forms.unread',
  'content.good',
  'content.wrong',
] as const;
export type CheckCode = (typeof CHECK_CODES)[number];

export interface Check {
  readonly name: CheckName;
  /** `open`: nobody can say from what is at hand; never to be read as good. */
  readonly state: 'good' | 'bad' | 'open';
  /** Key of its words, with the file that has them: the reason of the verdict where that is the answer. */
  readonly words: `answer:check.${CheckCode}` | `verdict:${VerdictReason}`;
  readonly facts?: Readonly<Record<string, string | number>>;
}

export function checked(
  state: Check['state'],
  code: CheckCode,
  facts?: Readonly<Record<string, string | number>>,
): Check {
  const [name] = code.split('.') as [CheckName];
  return { name, state, words: `answer:check.${code}`, ...(facts && { facts }) };
}
