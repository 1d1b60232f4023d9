import { basename, dirname, extname, join } from 'node:path';
import type {
  FurtherReport,
  PrintedFacts,
  VerifyOrder,
  VerifyReport,
} from '../../shared/desk/verification.ts';
import type { Engine } from '../../shared/engine.ts';
import { done, type Outcome, refused } from '../../shared/problem.ts';
import type { ProofClaims } from '../../shared/proof/claims.ts';
import type { ControllerDocument } from '../../shared/sealing/controller-document.ts';
import {
  LARGEST_CONTROLLER_DOCUMENT,
  readControllerDocument,
} from '../../shared/sealing/known-controller.ts';
import { believeLists } from '../../shared/trust/believed-lists.ts';
import { contentProblems } from '../../shared/verifying/content.ts';
import type { SealedKind } from '../../shared/verifying/kind.ts';
import { isPicture, type PaperVerdict, verifyPaperProof } from '../../shared/verifying/paper.ts';
import { type CredentialSummary, summarise } from '../../shared/verifying/summary.ts';
import { prepareTrust, type Trust } from '../../shared/verifying/trust.ts';
import type { FurtherVerdict } from '../../shared/verifying/verdict.ts';
import { LARGEST_FILE, verifyFile } from '../../shared/verifying/verify.ts';
import { readBounded } from '../files/read.ts';
import { readQrCodes } from '../pictures/qr.ts';
import { LARGEST_CERTIFICATE_FILE, readAll } from './certificate-files.ts';
import { readLists } from './trusted-lists.ts';

export const LARGEST_REVOCATION_LIST = 64 * 1024 * 1024;

export interface Verifier {
  verify(order: VerifyOrder, at: Date): Promise<Outcome<VerifyReport>>;
}

/** Reads what is trusted anew for every file, but works out what it means only when it has changed. */
export function makeVerifier(engine: Engine): Verifier {
  let last:
    | { readonly digest: string; readonly trust: Trust; readonly certificates: readonly Uint8Array[] }
    | undefined;

  async function trustIn(order: VerifyOrder, at: Date): Promise<Outcome<NonNullable<typeof last>>> {
    const roots = await readAll(order.trust, 'CERTIFICATE', LARGEST_CERTIFICATE_FILE);
    if (!roots.ok) return roots;
    const crls = await readAll(order.crls ?? [], 'X509 CRL', LARGEST_REVOCATION_LIST);
    if (!crls.ok) return crls;
    const lists = await readLists(order);
    if (!lists.ok) return lists;
    const { files, keys } = lists.value;
    // A list that is believed today may be stale tomorrow.
    const day = files.length > 0 ? at.toISOString().slice(0, 10) : '';
    const digests = [roots.value, crls.value, files, keys].map((all) =>
      engine.hash('SHA-256', ...all).join(),
    );
    const digest = [day, ...digests].join(' ');
    if (last?.digest !== digest) {
      const { authorities } = await believeLists(files, keys, at, engine);
      const trust = prepareTrust({ roots: [...roots.value, ...authorities], crls: crls.value });
      last = { digest, trust, certificates: roots.value };
    }
    return done(last);
  }

  /** A picture may be a badge; if it is none, it may show a sheet of paper. */
  async function paper(file: string, picture: Uint8Array, known: NonNullable<typeof last>, at: Date) {
    for (const text of await readQrCodes(picture)) {
      const read = await verifyPaperProof(text, known.certificates, known.trust, at, engine);
      if (read) return paperReport(file, read, at);
    }
    return undefined;
  }

  /** A detached seal is judged with the file it names, if that lies beside it. */
  async function judge(
    path: string,
    bytes: Uint8Array,
    trust: Trust,
    at: Date,
    controllers: readonly ControllerDocument[],
  ): ReturnType<typeof verifyFile> {
    const alone = await verifyFile(bytes, trust, at, engine, undefined, controllers);
    if (alone.verdict.reason !== 'data-elsewhere') return alone;
    const named = alone.verdict.facts?.reference ?? basename(path, extname(path));
    // A plain name only: no folder, no address, nothing that would have to be decoded.
    if (typeof named !== 'string' || !/^[^/\\:%#?]+$/.test(named) || named === basename(path)) return alone;
    const data = await readBounded(join(dirname(path), named), LARGEST_FILE);
    return data.ok ? verifyFile(bytes, trust, at, engine, new Map([[named, data.value]])) : alone;
  }

  return {
    async verify(order, at) {
      const trust = await trustIn(order, at);
      if (!trust.ok) return trust;
      const controllers = await readControllers(order.controllers ?? []);
      if (!controllers.ok) return controllers;
      const file = await readBounded(order.file, LARGEST_FILE);
      if (!file.ok) return file;
      const { kind, verdict } = await judge(order.file, file.value, trust.value.trust, at, controllers.value);
      const sealed = verdict.reason !== 'not-sealed' && kind !== 'unknown';
      const sheet =
        !sealed && isPicture(file.value) ? await paper(order.file, file.value, trust.value, at) : undefined;
      if (sheet) return done(sheet);
      const { payload, sealedBy, claimedAt, proven, further, ...told } = verdict;
      const credential =
        payload && kind !== 'unknown' ? await credentialIn(kind, payload, engine) : undefined;
      const content =
        payload && kind !== 'unknown'
          ? await contentProblems(
              kind,
              { payload, file: file.value },
              engine,
              `${at.toISOString().slice(0, 19)}Z`,
            )
          : [];
      return done({
        file: order.file,
        format: kind,
        ...told,
        ...(sealedBy && { sealedBy: sealedBy.subject.text }),
        ...(claimedAt && { claimedAt: claimedAt.toISOString() }),
        ...(proven && { proven: { at: proven.at.toISOString(), by: proven.by.subject.text } }),
        ...(further && { further: further.map(furtherOf) }),
        ...(credential && { credential }),
        ...(content.length > 0 && { content }),
      });
    },
  };
}

function paperReport(file: string, { verdict, claims }: PaperVerdict, at: Date): VerifyReport {
  const { payload: _, sealedBy, claimedAt, proven: _p, further: _f, ...told } = verdict;
  const expired = claims?.expiresAt !== undefined && claims.expiresAt * 1000 < at.getTime();
  return {
    file,
    format: 'paper',
    ...told,
    ...(expired && told.indication === 'TOTAL-PASSED' && EXPIRED),
    ...(sealedBy && { sealedBy: sealedBy.subject.text }),
    ...(claimedAt && { claimedAt: claimedAt.toISOString() }),
    ...(claims && { printed: printedFacts(claims) }),
  };
}

/** The seal holds for good; what it says does not. */
const EXPIRED = {
  indication: 'INDETERMINATE',
  subIndication: 'SIG_CONSTRAINTS_FAILURE',
  reason: 'credential-expired',
} as const;

function printedFacts(claims: ProofClaims): PrintedFacts {
  const { birthDate, title, serial, awardingBody, awardedOn, kind, ectsTenths, eqfLevel, expiresAt } = claims;
  return {
    name: `${claims.givenName} ${claims.familyName}`.trim(),
    ...(birthDate && { birthDate }),
    ...{ title, serial, awardingBody, awardedOn, kind },
    ...(ectsTenths !== undefined && { ects: ectsTenths / 10 }),
    ...(eqfLevel !== undefined && { eqfLevel }),
    ...(expiresAt !== undefined && { expiresOn: new Date(expiresAt * 1000).toISOString().slice(0, 10) }),
  };
}

function furtherOf({ sealedBy, claimedAt, proven, ...told }: FurtherVerdict): FurtherReport {
  return {
    ...told,
    sealedBy: sealedBy.subject.text,
    ...(claimedAt && { claimedAt: claimedAt.toISOString() }),
    ...(proven && { proven: { at: proven.at.toISOString(), by: proven.by.subject.text } }),
  };
}

async function credentialIn(
  kind: SealedKind,
  payload: Uint8Array,
  engine: Engine,
): Promise<CredentialSummary | undefined> {
  try {
    return await summarise(kind, payload, engine);
  } catch {
    // Sealed, but none of ours: the verdict stands without a line about the credential.
    return undefined;
  }
}

/** Problems: those of the files, and `file.not-controller-document` for what is no controller document. */
async function readControllers(paths: readonly string[]): Promise<Outcome<readonly ControllerDocument[]>> {
  const found: ControllerDocument[] = [];
  for (const path of paths) {
    const file = await readBounded(path, LARGEST_CONTROLLER_DOCUMENT);
    if (!file.ok) return file;
    const controller = readControllerDocument(file.value);
    if (!controller) return refused({ code: 'file.not-controller-document', where: { file: path } });
    found.push(controller);
  }
  return done(found);
}

/** Problems: those of the files. */
export async function readTrust(trust: readonly string[], crls: readonly string[]): Promise<Outcome<Trust>> {
  const roots = await readAll(trust, 'CERTIFICATE', LARGEST_CERTIFICATE_FILE);
  if (!roots.ok) return roots;
  const lists = await readAll(crls, 'X509 CRL', LARGEST_REVOCATION_LIST);
  if (!lists.ok) return lists;
  return done(prepareTrust({ roots: roots.value, crls: lists.value }));
}
