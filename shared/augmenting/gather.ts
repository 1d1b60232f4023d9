import { done, type Outcome, refused } from '../problem.ts';
import { sameBytes } from '../sealing/bytes.ts';
import { type Certificate, readCertificate } from '../sealing/certificate.ts';
import { readStatusAnswer, responderOf } from '../verifying/ocsp.ts';
import { readRevocationList, revokedAt } from '../verifying/revocation.ts';
import type { Trust } from '../verifying/trust.ts';
import {
  joinValidationData,
  type Leaf,
  NO_VALIDATION_DATA,
  type ValidationData,
} from '../verifying/validation-data.ts';

/** Where certificates and news of revocation come from; what comes is not believed before it is tested. */
export interface EvidenceSource {
  /** Certificates, DER, that may stand above this one. */
  issuersOf(certificate: Certificate): Promise<readonly Uint8Array[]>;
  /** What may tell of its revocation, the best first, each asked for only when those before do not serve. */
  revocationsOf(certificate: Certificate, issuer: Certificate): readonly (() => Promise<RevocationData>)[];
}

export type RevocationData = Pick<ValidationData, 'crls' | 'ocsps'>;

export interface GatherOrder {
  /** Knows roots; whether anything is revoked is asked here. */
  readonly trust: Trust;
  readonly source: EvidenceSource;
  readonly at: Date;
}

/** noCheck (RFC 6960 clause 4.2.2.2.1): a responder that nobody tells of, DER of the OID. */
const NO_CHECK = Uint8Array.of(0x06, 0x09, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x05);
const MOST_FETCHES = 8;

/**
 * All that a certificate is judged by: those above it up to a root that is trusted, and for each below what its issuer says,
 * tested and fresh. Problems, each with `certificate`: `extend.certificate-unknown`, `extend.certificate-expired`,
 * `extend.certificate-revoked` with `at`, `extend.revocation-unknown`.
 * @param existedAt when what it signed is proven to have existed.
 */
export async function gather(
  leaf: Leaf,
  existedAt: Date,
  order: GatherOrder,
  depth = 0,
): Promise<Outcome<ValidationData>> {
  const path = await pathOf(leaf, existedAt, order);
  if (!path.ok) return path;
  const parts: ValidationData[] = [{ ...NO_VALIDATION_DATA, certificates: path.value.map(({ der }) => der) }];
  for (const [step, certificate] of path.value.entries()) {
    const issuer = path.value[step + 1];
    if (!issuer || certificate.neverRevoked) continue;
    const told = await newsOf(certificate, issuer, step === 0 ? existedAt : order.at, order);
    if (!told.ok) return told;
    parts.push({ ...NO_VALIDATION_DATA, ...told.value });
    for (const responder of await respondersIn(told.value, issuer)) {
      if (depth > 0) return refused({ code: 'extend.revocation-unknown', facts: nameOf(responder) });
      const above = { certificate: responder, others: path.value.slice(step + 1).map(({ der }) => der) };
      const more = await gather(above, order.at, order, depth + 1);
      if (!more.ok) return more;
      parts.push(more.value);
    }
  }
  return done(joinValidationData(...parts));
}

/** From the certificate to the root, completed by what can be fetched. */
async function pathOf(
  { certificate, others }: Leaf,
  existedAt: Date,
  { trust, source, at }: GatherOrder,
): Promise<Outcome<readonly Certificate[]>> {
  const pool = [...others];
  for (let fetches = 0; ; fetches++) {
    const judged = await trust.judge(certificate, pool, at, existedAt);
    if (judged.ok) return done(judged.chain);
    if (judged.reason !== 'chain-unknown') {
      return refused({ code: 'extend.certificate-expired', facts: nameOf(certificate) });
    }
    const top = topOf(certificate, pool);
    const more = fetches < MOST_FETCHES ? await source.issuersOf(top) : [];
    const added = more.filter((der) => !pool.some((known) => sameBytes(known, der)));
    if (added.length === 0) return refused({ code: 'extend.certificate-unknown', facts: nameOf(top) });
    pool.push(...added);
  }
}

/** The last that can be reached by names. */
function topOf(certificate: Certificate, pool: readonly Uint8Array[]): Certificate {
  let top = certificate;
  for (let step = 0; step < MOST_FETCHES; step++) {
    const issuer = pool
      .flatMap((der) => {
        const read = readCertificate(der);
        return read.ok ? [read.value] : [];
      })
      .find(({ subjectDer }) => sameBytes(subjectDer, top.issuerDer));
    if (!issuer || sameBytes(issuer.der, top.der)) return top;
    top = issuer;
  }
  return top;
}

async function newsOf(
  certificate: Certificate,
  issuer: Certificate,
  existedAt: Date,
  { source, at }: GatherOrder,
): Promise<Outcome<RevocationData>> {
  for (const ask of source.revocationsOf(certificate, issuer)) {
    const data = await ask();
    for (const one of singly(data)) {
      const told = {
        lists: one.crls.flatMap((der) => readRevocationList(der) ?? []),
        answers: one.ocsps.flatMap((der) => readStatusAnswer(der) ?? []),
      };
      const state = await revokedAt(certificate, issuer, told, { at, existedAt });
      if (state === 'good') return done(one);
      if (typeof state === 'object') {
        if (existedAt < at && existedAt < state.revoked) return done(one);
        const facts = { ...nameOf(certificate), at: state.revoked.toISOString() };
        return refused({ code: 'extend.certificate-revoked', facts });
      }
    }
  }
  return refused({ code: 'extend.revocation-unknown', facts: nameOf(certificate) });
}

/** One list or answer is enough, and the file shall carry no more. */
function singly({ ocsps, crls }: RevocationData): readonly RevocationData[] {
  return [
    ...ocsps.map((der) => ({ ocsps: [der], crls: [] })),
    ...crls.map((der) => ({ ocsps: [], crls: [der] })),
  ];
}

/** Responders other than the issuer, which have to be judged in turn. */
async function respondersIn({ ocsps }: RevocationData, issuer: Certificate): Promise<readonly Certificate[]> {
  const found: Certificate[] = [];
  for (const der of ocsps) {
    const answer = readStatusAnswer(der);
    const responder = answer && (await responderOf(answer, issuer));
    if (responder && responder !== issuer && !holds(responder.der, NO_CHECK)) found.push(responder);
  }
  return found;
}

function holds(bytes: Uint8Array, part: Uint8Array): boolean {
  const last = bytes.length - part.length;
  for (let at = 0; at <= last; at++) if (part.every((byte, index) => bytes[at + index] === byte)) return true;
  return false;
}

function nameOf({ subject }: Certificate): { readonly certificate: string } {
  return { certificate: subject.text };
}
