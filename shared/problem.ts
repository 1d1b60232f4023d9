/**
 * Something a person can mend: a value, never thrown. Its words stand only in locales/<language>/problems.json under
 * the same code, saying what is wrong, where, and what to do next.
 */
export interface Problem {
  readonly code: ProblemCode;
  readonly where?: Where;
  /** Values for the words' places. Never a password, PIN or key. */
  readonly facts?: Readonly<Record<string, string | number>>;
}

export interface Where {
  readonly file?: string;
  /** Line number as the clerk's spreadsheet shows it, the header being row 1. */
  readonly row?: number;
  readonly column?: string;
  /** Reference of the cell in the spreadsheet, such as C7. */
  readonly cell?: string;
  readonly language?: string;
  /** Name of an Annex I element or template element. */
  readonly element?: string;
}

export const PROBLEM_CODES = [
  'usage.option-unknown',
  'usage.option-missing',
  'usage.value-wrong',
  'usage.language-unknown',
  'file.not-found',
  'file.unreadable',
  'file.too-large',
  'file.not-controller-document',
  'file.not-status-list',
  'file.not-writable',
  'file.disk-full',
  'roster.empty',
  'roster.encoding',
  'roster.encoding-asked',
  'roster.malformed',
  'roster.too-many-rows',
  'roster.column-missing',
  'roster.column-twice',
  'roster.workbook-damaged',
  'roster.workbook-locked',
  'roster.sheet-missing',
  'roster.too-much',
  'roster.date-order-asked',
  'roster.mapping-unreadable',
  'roster.corrections-lost',
  'row.element-missing',
  'row.date-unreadable',
  'row.date-impossible',
  'row.letter-missing',
  'row.text-too-long',
  'row.email-unreadable',
  'row.too-many-cells',
  'row.control-character',
  'row.duplicate',
  'row.same-person-asked',
  'row.cell-error',
  'row.value-unfit',
  'row.text-overflows',
  'template.unreadable',
  'template.field-unknown',
  'institution.value-wrong',
  'template.field-twice',
  'template.value-wrong',
  'template.text-overflows',
  'template.element-missing',
  'template.language-missing',
  'template.letter-missing',
  'template.style-unknown',
  'template.off-page',
  'template.concept-unknown',
  'template.concept-mislabelled',
  'template.concept-retired',
  'template.sign-off-missing',
  'font.unsound',
  'font.kind-unsupported',
  'font.embedding-forbidden',
  'font.face-missing',
  'credential.element-missing',
  'credential.language-missing',
  'credential.issuer-differs',
  'credential.outside-certificate',
  'kind.statement-missing',
  'kind.format-of-degree',
  'kind.complement-untold',
  'kind.degree-too-small',
  'kind.level-cycle',
  'notice.contrast-low',
  'notice.outside-margin',
  'notice.bleed-short',
  'notice.sign-off-outdated',
  'notice.font-letters',
  'notice.font-printing',
  'notice.font-whole',
  'notice.outcome-vague',
  'notice.outcome-not-assessed',
  'notice.skill-uri',
  'notice.ects-untold',
  'notice.ects-hours',
  'notice.micro-credential-large',
  'notice.level-without-framework',
  'notice.description-empty',
  'notice.title-like-degree',
  'notice.quality-assurance-unverifiable',
  'notice.accreditation-ended',
  'notice.grade-scheme-untold',
  'stack.part-missing',
  'stack.electives-too-few',
  'stack.elective-credits-too-few',
  'stack.credits-too-few',
  'stack.workload-untold',
  'stack.learner-differs',
  'stack.issuer-not-accepted',
  'stack.part-revoked',
  'stack.part-later',
  'stack.part-expired',
  'stack.part-too-old',
  'stack.part-used',
  'stack.part-twice',
  'stack.part-test',
  'stack.file-unproven',
  'stack.file-unreadable',
  'stack.file-missing',
  'format.key-unsupported',
  'payload.malformed',
  'payload.key-twice',
  'payload.key-lookalike',
  'payload.term-unknown',
  'payload.context-unknown',
  'payload.element-missing',
  'payload.value-wrong',
  'payload.date-unreadable',
  'payload.date-without-zone',
  'payload.claim-differs',
  'payload.expired',
  'payload.not-yet-valid',
  'payload.proof-missing',
  'payload.proof-wrong',
  'payload.proof-unverifiable',
  'badge.absent',
  'badge.image-unreadable',
  'badge.image-taken',
  'seal.unreadable',
  'seal.password-wrong',
  'seal.password-missing',
  'seal.encryption-unsupported',
  'seal.key-missing',
  'seal.key-mismatch',
  'seal.expired',
  'seal.not-yet-valid',
  'seal.wrong-usage',
  'seal.is-authority',
  'seal.key-weak',
  'seal.key-unsupported',
  'seal.hash-weak',
  'seal.self-signed',
  'seal.usage-untold',
  'seal.usage-signature-only',
  'seal.person',
  'seal.organisation-identifier-untold',
  'seal.key-in-file',
  'seal.organisation-missing',
  'seal.unavailable',
  'seal.key-unprotected',
  'seal.roca',
  'seal.revocation-untold',
  'seal.issuer-missing',
  'seal.algorithm-ends',
  'seal.pin-wrong',
  'seal.pin-locked',
  'seal.driver-missing',
  'seal.token-missing',
  'seal.several-keys',
  'seal.service-refused',
  'cosign.no-room',
  'cosign.not-next',
  'cosign.already',
  'cosign.unproven',
  'record.unreadable',
  'record.file-differs',
  'record.file-missing',
  'extend.no-levels',
  'extend.refused',
  'extend.form-foreign',
  'extend.unregistered',
  'extend.certificate-unknown',
  'extend.certificate-expired',
  'extend.certificate-revoked',
  'extend.revocation-unknown',
  'timestamp.unreachable',
  'timestamp.refused',
  'timestamp.unreadable',
  'timestamp.too-large',
  'timestamp.imprint-differs',
  'timestamp.nonce-differs',
  'timestamp.signature-wrong',
  'timestamp.certificate-unfit',
  'timestamp.untrusted',
  'trust.table-unreadable',
  'trust.row-wrong',
  'trust.list-changed',
  'trust.list-stale',
  'trust.list-older',
  'trust.sealer-unknown',
  'trust.certificate-unknown',
  'trust.certificate-missing',
  'trust.issuer-unknown',
  'trust.register-damaged',
  'course.unreadable',
  'course.choice-asked',
  'platform.refused',
  'vocabulary.unreadable',
  'vocabulary.column-missing',
  'vocabulary.too-many',
  'vocabulary.other-scheme',
  'vocabulary.entry-wrong',
  'vocabulary.fragment',
  'vocabulary.skills-absent',
  'register.newer',
  'register.foreign',
  'register.corrupt',
  'register.busy',
  'register.other-folder',
  'register.credential-unknown',
  'register.status-final',
  'register.cannot-replace',
  'batch.unknown',
  'batch.changed',
  'batch.nothing-left',
  'runtime.too-old',
  'policy.unreadable',
  'policy.value-wrong',
  'policy.refused',
  'desk.request-wrong',
  'desk.fault',
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** A value, or what stands in its way. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly [Problem, ...Problem[]] };

export function done<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function refused<T = never>(problem: Problem, ...more: readonly Problem[]): Outcome<T> {
  return { ok: false, problems: [problem, ...more] };
}

/** A broken machine: disk, token, database. Thrown, and caught once at the port. */
export class StudioFault extends Error {
  readonly code: ProblemCode;
  readonly facts: Readonly<Record<string, string | number>>;

  constructor(
    code: ProblemCode,
    facts: Readonly<Record<string, string | number>> = {},
    options?: ErrorOptions,
  ) {
    super(code, options);
    this.name = 'StudioFault';
    this.code = code;
    this.facts = facts;
  }
}
