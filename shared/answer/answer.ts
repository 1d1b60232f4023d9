import type { Problem } from '../problem.ts';
import { sameBytes } from '../sealing/bytes.ts';
import type { Certificate } from '../sealing/certificate.ts';
import { calledBy } from '../sealing/certificate-name.ts';
import { assuranceOn, isAccepted, issuerOf, permissionOf } from '../trust/issuers/find.ts';
import type { IssuerRegister, TrustedIssuer } from '../trust/issuers/issuer.ts';
import type { CredentialSummary } from '../verifying/summary.ts';
import type { Verdict, VerdictReason } from '../verifying/verdict.ts';
import { type Check, checked } from './check.ts';
import type { CredentialFacts } from './facts.ts';
import { comparePage } from './page.ts';
import type { StatusFile } from './status-file.ts';

/** All that an answer rests on; nothing of it is fetched. */
export interface Evidence {
  readonly verdict: Verdict;
  readonly at: Date;
  /** Absent when the payload could not be read. */
  readonly facts?: CredentialFacts;
  readonly summary?: CredentialSummary;
  readonly content: readonly Problem[];
  readonly issuers: IssuerRegister;
  readonly lists: readonly StatusFile[];
  /** What the institution's own register says of the credential. */
  readonly registered?: {
    readonly status: 'valid' | 'suspended' | 'revoked' | 'superseded';
    readonly replacement?: string;
  };
  /** Texts of a PDF's pages, undefined when they cannot be read; absent for anything but a PDF with data. */
  readonly page?: { readonly texts: readonly string[] | undefined };
  /** Of a page that carries its data in two forms. */
  readonly forms?: Check;
}

export interface Answer {
  readonly checks: readonly Check[];
  /** The issuer in the register that the sealer is. */
  readonly issuer?: { readonly id: string; readonly name: string };
  /** Why a seal that holds does not make the credential hold. */
  readonly against?: VerdictReason;
}

/**
 * Tells a verdict check by check. A seal that is TOTAL-PASSED says that the bytes are the issuer's; whether the issuer
 * may award this and whether the credential still holds is told by `against`, which leaves the whole INDETERMINATE.
 */
export function answer(evidence: Evidence): Answer {
  const { verdict, issuers } = evidence;
  const { sealedBy, path, changes = [] } = verdict;
  const found = sealedBy && issuerOf(issuers, sealedBy, path ?? []);
  const sealing = sealedBy ? sealChecks(evidence, sealedBy) : [];
  const told = [
    integrityCheck(verdict),
    ...(changes.length > 0
      ? [
          changes.every(({ allowed }) => allowed)
            ? checked('good', 'changes.allowed')
            : checked('bad', 'changes.refused'),
        ]
      : []),
    ...sealing,
    ...(sealedBy && path ? issuerChecks(evidence, found?.issuer) : []),
    ...(verdict.payload ? credentialChecks(evidence) : []),
  ];
  const against = told.flatMap(({ state, words }) => (state === 'bad' ? (AGAINST[words] ?? []) : []))[0];
  return {
    checks: told,
    ...(found && { issuer: { id: found.issuer.id, name: found.issuer.name } }),
    ...(against && { against }),
  };
}

const AGAINST: Readonly<Record<string, VerdictReason>> = {
  'answer:check.issuer.outside': 'issuer-outside',
  'answer:check.issuer.ended': 'issuer-ended',
  'answer:check.expiry.expired': 'credential-expired',
  'answer:check.status.revoked': 'credential-revoked',
  'answer:check.status.suspended': 'credential-suspended',
  'answer:check.superseded.replaced': 'credential-superseded',
};

/** What certificates, roots and hours are told by; whatever else a verdict names is about the bytes. */
const OF_PATH: readonly VerdictReason[] = [
  'chain-unknown',
  'chain-broken',
  'authority-not-granted',
  'certificate-expired',
  'certificate-not-yet-valid',
  'certificate-revoked',
  'certificate-unfit',
  'timestamp-wrong',
];

function integrityCheck({ reason, indication, sealedBy }: Verdict): Check {
  if (sealedBy) return checked('good', 'integrity.good');
  return {
    name: 'integrity',
    state: indication === 'TOTAL-FAILED' ? 'bad' : 'open',
    words: `verdict:${reason}`,
  };
}

function sealChecks({ verdict }: Evidence, sealedBy: Certificate): readonly Check[] {
  // What is no baseline signature, such as a code on paper, has no level.
  const { level = '–', test, reason, indication, path, proven, revocation } = verdict;
  const seal = test
    ? checked('open', 'seal.test', { level })
    : checked('good', 'seal.good', { level, subject: calledBy(sealedBy.subject) });
  const root = path?.at(-1)?.subject;
  const anchor = root ? calledBy(root) : '';
  const state = indication === 'TOTAL-FAILED' ? 'bad' : 'open';
  const certificate: Check = !OF_PATH.includes(reason)
    ? proven
      ? checked('good', 'certificate.proven', { anchor, time: proven.at.toISOString() })
      : checked('good', 'certificate.now', { anchor })
    : { name: 'certificate', state, words: `verdict:${reason}` };
  const STATES = { good: 'good', unknown: 'open', revoked: 'bad' } as const;
  return [seal, certificate, checked(STATES[revocation], `revocation.${revocation}`)];
}

function issuerChecks(evidence: Evidence, issuer: TrustedIssuer | undefined): readonly Check[] {
  const { verdict, at, facts, summary } = evidence;
  if (!issuer) return [checked('open', 'issuer.unlisted'), checked('open', 'quality.unknown')];
  const sealed = verdict.proven?.at ?? verdict.claimedAt ?? at;
  const day = sealed.toISOString().slice(0, 10);
  const name = { issuer: issuer.name };
  const permission = permissionOf(issuer, {
    ...(summary?.kind && { kind: summary.kind }),
    fields: facts?.fields ?? [],
    ...(facts?.level !== undefined && { level: facts.level }),
  });
  const STATES = { allowed: 'good', untold: 'open', undecided: 'open', outside: 'bad' } as const;
  const may = isAccepted(issuer, sealed)
    ? checked(STATES[permission], `issuer.${permission}`, name)
    : checked('bad', 'issuer.ended', { ...name, date: issuer.until ?? '' });
  const [assured] = assuranceOn(issuer, day);
  if (!assured) return [may, checked('open', 'quality.none', { date: day })];
  const { agency, from, decision } = assured;
  const conditional = decision === 'conditional';
  return [
    may,
    checked('good', conditional ? 'quality.conditional' : 'quality.positive', { agency, date: from }),
  ];
}

function credentialChecks(evidence: Evidence): readonly Check[] {
  const { facts, summary, content, page, forms, registered } = evidence;
  // Something sealed that is no credential of a kind we read has no expiry to tell of.
  if (!summary) return content.length > 0 ? [contentCheck(content)] : [];
  return [
    ...(facts ? [expiryCheck(facts, evidence.at), statusCheck(evidence, facts)] : []),
    registered?.status === 'superseded'
      ? checked('bad', 'superseded.replaced', { serial: registered.replacement ?? '' })
      : checked(registered ? 'good' : 'open', 'superseded.none'),
    summary.kind ? checked('good', `kind.${summary.kind}`) : checked('open', 'kind.unknown'),
    ...(page ? [comparePage(page.texts, summary)] : []),
    ...(forms ? [forms] : []),
    contentCheck(content),
  ];
}

function contentCheck(content: readonly Problem[]): Check {
  return content.length === 0
    ? checked('good', 'content.good')
    : checked('bad', 'content.wrong', { number: content.length });
}

/** Whether it holds already, and still. */
export function expiryCheck({ from, until }: Pick<CredentialFacts, 'from' | 'until'>, at: Date): Check {
  const dayOf = (date: Date) => date.toISOString().slice(0, 10);
  if (from && at < from) return checked('open', 'expiry.early', { date: dayOf(from) });
  if (!until) return checked('good', 'expiry.endless');
  return at > until
    ? checked('bad', 'expiry.expired', { date: dayOf(until) })
    : checked('good', 'expiry.until', { date: dayOf(until) });
}

/** The institution's own register knows best; otherwise lists at hand, by whom the credential is sealed. */
function statusCheck({ lists, at, verdict, registered }: Evidence, { status }: CredentialFacts): Check {
  if (registered) {
    const date = at.toISOString().slice(0, 10);
    const state = registered.status;
    if (state === 'revoked' || state === 'suspended') return checked('bad', `status.${state}`, { date });
    return checked('good', 'status.valid', { date });
  }
  const [first] = status;
  if (!first) return checked('open', 'status.untold');
  let answered: Check | undefined;
  for (const { url, index, purpose } of status) {
    for (const list of lists.filter((one) => one.url === url)) {
      const check = listCheck(list, list.at(index, purpose), at, verdict.sealedBy);
      if (check.state === 'bad') return check;
      answered = answered?.state === 'good' ? answered : check;
    }
  }
  return answered ?? checked('open', 'status.missing', { url: first.url });
}

function listCheck(
  list: StatusFile,
  state: ReturnType<StatusFile['at']>,
  at: Date,
  sealedBy: Certificate | undefined,
): Check {
  const date = list.from?.toISOString().slice(0, 10) ?? '';
  if (!list.trusted || !sealedBy || !isSameBody(list.signer, sealedBy))
    return checked('open', 'status.foreign');
  // What was revoked stays so; that something is not revoked an old list cannot say.
  if (state === 'revoked' || state === 'suspended') return checked('bad', `status.${state}`, { date });
  if (state === undefined || (list.until && at > list.until) || (list.from && at < list.from)) {
    return checked('open', 'status.stale', { date: list.until?.toISOString().slice(0, 10) ?? date });
  }
  return checked('good', 'status.valid', { date });
}

/** The same legal person, whichever of its certificates. */
function isSameBody(list: Certificate, sealer: Certificate): boolean {
  if (sameBytes(list.der, sealer.der)) return true;
  const [one, other] = [list.subject, sealer.subject];
  if (one.organizationIdentifier !== undefined || other.organizationIdentifier !== undefined) {
    return one.organizationIdentifier === other.organizationIdentifier;
  }
  return (
    one.organisation !== undefined && one.organisation === other.organisation && one.country === other.country
  );
}
