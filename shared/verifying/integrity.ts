import type { Certificate } from '../sealing/certificate.ts';
import type { LaterChange } from './pdf/later-change.ts';
import type { ProvenTimestamp } from './timestamp-info.ts';
import type { ValidationData } from './validation-data.ts';
import type { BaselineLevel, SubIndication, VerdictReason } from './verdict.ts';

/** What the bytes of a sealed XML or JSON file prove by themselves, before anybody asks whom to trust. */
export type Integrity = IntegrityProven | IntegrityRefused;

export interface IntegrityProven {
  readonly ok: true;
  /** Named and digested by what is signed; its key made the signature. */
  readonly signer: Certificate;
  /** The other certificates inside, DER; not trusted by being there. */
  readonly others: readonly Uint8Array[];
  readonly claimedAt: Date | undefined;
  /** Told by what the bytes hold, whoever is trusted. */
  readonly level: BaselineLevel | undefined;
  /** Time-stamps over the signature value that hold; whether their authorities are trusted is asked later. */
  readonly timestamps?: readonly ProvenTimestamp[];
  /** What the file brings along to be judged by, not believed. */
  readonly validation?: ValidationData;
  /** Archive or document time-stamps that hold, each over all that stands before it. */
  readonly archive?: readonly ProvenTimestamp[];
  /** URIs of the files beside the signature that it is over. */
  readonly beside?: readonly string[];
  /** Exactly the bytes that were digested: the document without its seal, canonical; or the enclosed object. */
  readonly payload: Uint8Array;
  /** Of a page: the same data in another form, a sealed file of its own. */
  readonly furtherForm?: Uint8Array | undefined;
  readonly covers: 'document' | 'enclosed';
  readonly warnings: readonly IntegrityWarning[];
  /** Seals of others on the same document, each over all that is shown; every one is judged. */
  readonly further?: readonly FurtherSeal[];
  /** What came after the first seal and leaves what it covers as it was. */
  readonly changes?: readonly LaterChange[];
}

export type FurtherSeal = Pick<
  IntegrityProven,
  'signer' | 'others' | 'claimedAt' | 'level' | 'timestamps' | 'validation' | 'archive' | 'beside'
>;

export interface IntegrityRefused {
  readonly ok: false;
  readonly subIndication: SubIndication;
  readonly reason: VerdictReason;
  /** Names and values out of the file, shortened; for people, never for decisions. */
  readonly facts?: Readonly<Record<string, string | number>>;
  /** All that was changed after sealing, what is allowed among it. */
  readonly changes?: readonly LaterChange[];
}

export type IntegrityWarning =
  /** An older CMS that does not say which certificate signed (no signing-certificate attribute). */
  | 'certificate-not-named'
  /** Revocation values, other time-stamps or counter-signatures stand beside the signature, unjudged. */
  | 'unsigned-properties'
  /** A time-stamp over the signature does not hold, so it proves nothing. */
  | 'timestamp-wrong'
  /** A signature policy is named, which is not applied. */
  | 'policy-not-applied'
  /** The serial number beside the certificate's digest is another certificate's. */
  | 'serial-number-differs'
  /** JAdES: `sigT` in a seal made after 2025-07-15, which TS 119 182-1 v1.2.1 clause 5.1.11 forbids. */
  | 'signing-time-form';

/** Thrown inside a check and caught at its door; a refusal is a value for everybody else. */
export class Refusal extends Error {
  readonly refused: IntegrityRefused;

  constructor(
    subIndication: SubIndication,
    reason: VerdictReason,
    facts?: IntegrityRefused['facts'],
    changes?: IntegrityRefused['changes'],
  ) {
    super(reason);
    this.name = 'Refusal';
    this.refused = { ok: false, subIndication, reason, ...(facts && { facts }), ...(changes && { changes }) };
  }
}

/** Runs `check`; its refusals come back as values, faults of the machine pass through. */
export async function caught(check: () => Promise<IntegrityProven>): Promise<Integrity> {
  try {
    return await check();
  } catch (cause) {
    if (cause instanceof Refusal) return cause.refused;
    throw cause;
  }
}

/** Shown to people: long or strange values are cut. */
export function excerpt(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
