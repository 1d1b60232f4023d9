import { basename, dirname, extname, join } from 'node:path';
import { answer } from '../../shared/answer/answer.ts';
import { factsOf } from '../../shared/answer/facts.ts';
import { compareForms } from '../../shared/answer/forms.ts';
import { readStatusFile, type StatusFile } from '../../shared/answer/status-file.ts';
import type { CodeOrder, VerifyOrder, VerifyReport } from '../../shared/desk/verification.ts';
import type { Engine } from '../../shared/engine.ts';
import { done, type Outcome, refused } from '../../shared/problem.ts';
import type { ControllerDocument } from '../../shared/sealing/controller-document.ts';
import {
  CONTROLLER_FILE,
  LARGEST_CONTROLLER_DOCUMENT,
  readControllerDocument,
} from '../../shared/sealing/known-controller.ts';
import { issuerCertificates } from '../../shared/trust/issuers/find.ts';
import { verifyContainer } from '../../shared/verifying/asic/verify.ts';
import { contentProblems } from '../../shared/verifying/content.ts';
import { readStrictJson } from '../../shared/verifying/json/strict-json.ts';
import { kindOf, type SealedKind } from '../../shared/verifying/kind.ts';
import { isPicture, verifyPaperProof } from '../../shared/verifying/paper.ts';
import { pageTexts } from '../../shared/verifying/pdf/page-text.ts';
import { summarise } from '../../shared/verifying/summary.ts';
import type { Trust } from '../../shared/verifying/trust.ts';
import type { Verdict } from '../../shared/verifying/verdict.ts';
import { checkFile, LARGEST_FILE, verifyFile } from '../../shared/verifying/verify.ts';
import { dataFolder } from '../files/data-folder.ts';
import { readBounded } from '../files/read.ts';
import { readSheetCodes } from '../reading/read-sheet.ts';
import { type AsRegistered, lookUp } from './as-registered.ts';
import { isVouched, openTrustSources, type TrustSources } from './trust-sources.ts';
import { NOTHING, paperReport, type ReadPayload, reportOf } from './verify-report.ts';

/** A list of 131,072 places, hardly any set, has a few kilobytes; one of random bits some tens. */
const LARGEST_STATUS_LIST = 16 * 1024 * 1024;

export interface Verifier {
  /** `own` is the data folder when the order names none. */
  verify(order: VerifyOrder, at: Date): Promise<Outcome<VerifyReport>>;
  verifyCode(order: CodeOrder, at: Date): Promise<Outcome<VerifyReport>>;
}

/** What a verifier has others do. */
interface Elsewhere {
  /** Texts of the QR codes on a picture or a PDF. */
  codesOn(file: string): Promise<readonly string[]>;
  readonly registeredAs: AsRegistered;
}

const NO_PROOF: Verdict = {
  ...{ indication: 'TOTAL-FAILED', subIndication: 'FORMAT_FAILURE', reason: 'not-sealed' },
  ...{ revocation: 'unknown', test: false },
};

/** Files go by path; what is trusted is worked out once and kept while it stays the same. */
export function makeVerifier(
  engine: Engine,
  own: () => string = dataFolder,
  { codesOn, registeredAs }: Elsewhere = { codesOn: readSheetCodes, registeredAs: lookUp },
): Verifier {
  const sourcesFor = openTrustSources(engine);

  /** A picture may be a badge; if it is none, it may show a sheet of paper. */
  async function paper(file: string, sources: TrustSources, at: Date) {
    return codes(await codesOn(file), file, sources, at);
  }

  /** A proof names its sealer; besides a certificate beside it those of the desk's register are at hand. */
  async function codes(texts: readonly string[], file: string, sources: TrustSources, at: Date) {
    const { trust, issuers } = sources;
    const certificates = [...sources.certificates, ...issuerCertificates(issuers)];
    const read = await verifyPaperProof(texts, certificates, trust, at, engine);
    if (!read) return undefined;
    const wider = read.verdict.reason === 'chain-unknown' ? sources.withIssuersOf(read.verdict) : undefined;
    const again = wider && (await verifyPaperProof(texts, certificates, wider, at, engine));
    const judged = again && isVouched(again.verdict, sources) ? again : read;
    return paperReport(file, judged, issuers, at);
  }

  /** A detached seal is judged with the file it names, if that lies beside it. */
  async function judge(
    path: string,
    bytes: Uint8Array,
    trust: Trust,
    at: Date,
    controllers: readonly ControllerDocument[],
  ): Promise<Judged> {
    const inside = isArchive(bytes) ? await verifyContainer(bytes, trust, at, engine) : undefined;
    if (inside) return { kind: 'asice', verdict: inside };
    const alone = await verifyFile(bytes, trust, at, engine, undefined, controllers);
    if (alone.verdict.reason === 'controller-unknown') {
      const beside = await controllerBeside(path);
      return beside ? verifyFile(bytes, trust, at, engine, undefined, [...controllers, beside]) : alone;
    }
    if (alone.verdict.reason !== 'data-elsewhere') return alone;
    const named = alone.verdict.facts?.reference ?? basename(path, extname(path));
    // A plain name only: no folder, no address, nothing that would have to be decoded.
    if (typeof named !== 'string' || !/^[^/\\:%#?]+$/.test(named) || named === basename(path)) return alone;
    const data = await readBounded(join(dirname(path), named), LARGEST_FILE);
    return data.ok ? verifyFile(bytes, trust, at, engine, new Map([[named, data.value]])) : alone;
  }

  /** With the general trust first; only a sealer that nobody else vouches for is looked up in the desk's register. */
  async function judgeBy(
    sources: TrustSources,
    path: string,
    bytes: Uint8Array,
    at: Date,
    controllers: readonly ControllerDocument[],
  ): Promise<Judged> {
    const judged = await judge(path, bytes, sources.trust, at, controllers);
    const trust =
      judged.verdict.reason === 'chain-unknown' ? sources.withIssuersOf(judged.verdict) : undefined;
    if (!trust) return judged;
    const again = await judge(path, bytes, trust, at, controllers);
    return isVouched(again.verdict, sources) ? again : judged;
  }

  return {
    async verifyCode({ codes: texts, ...order }, at) {
      const { data = own() } = order;
      const sources = await sourcesFor(order, data, at);
      if (!sources.ok) return sources;
      const report = await codes(texts, '', sources.value, at);
      const told = report ?? reportOf('', 'unknown', NO_PROOF, NOTHING, { checks: [] });
      return done(told);
    },

    async verify(order, at) {
      const { data = own() } = order;
      const sources = await sourcesFor(order, data, at);
      if (!sources.ok) return sources;
      const controllers = await readControllers(order.controllers ?? []);
      if (!controllers.ok) return controllers;
      const lists = await readStatusLists(order.statusLists ?? [], sources.value.trust, at, engine);
      if (!lists.ok) return lists;
      const file = await readBounded(order.file, LARGEST_FILE);
      if (!file.ok) return file;
      const bytes = file.value;
      const { kind, verdict } = await judgeBy(sources.value, order.file, bytes, at, controllers.value);
      const sealed = verdict.reason !== 'not-sealed' && kind !== 'unknown';
      const sheet =
        !sealed && (isPicture(bytes) || kind === 'pdf')
          ? await paper(order.file, sources.value, at)
          : undefined;
      if (sheet) return done(sheet);
      const { payload } = verdict;
      const read =
        kind !== 'unknown' && kind !== 'asice' && payload
          ? await readPayload(kind, payload, bytes, at)
          : NOTHING;
      const { summary } = read;
      const registered =
        order.register !== undefined && summary
          ? await registeredAs(
              order.register,
              summary.serial,
              Buffer.from(engine.hash('SHA-256', bytes)).toString('hex'),
            )
          : undefined;
      const forms =
        summary && read.facts
          ? await compareForms(verdict, { summary, facts: read.facts }, engine).catch(() => undefined)
          : undefined;
      const told = answer({
        ...read,
        ...{ verdict, at, issuers: sources.value.issuers, lists: lists.value },
        ...(registered && { registered }),
        ...(forms && { forms }),
        ...(kind === 'pdf' && summary && { page: { texts: pageTexts(bytes, engine) } }),
      });
      return done(reportOf(order.file, kind, verdict, read, told));
    },
  };

  /** What a page carries is a sealed file of its own, tested once for all that is read of it. */
  async function attachedTo(file: Uint8Array) {
    const kind = kindOf(file);
    if (kind !== 'json' && kind !== 'vc-jwt') return undefined;
    const integrity = await checkFile(kind, file, engine);
    return integrity.ok ? { kind, payload: integrity.payload, file } : undefined;
  }

  async function readPayload(
    kind: SealedKind,
    payload: Uint8Array,
    file: Uint8Array,
    at: Date,
  ): Promise<ReadPayload> {
    try {
      const data = kind === 'pdf' ? await attachedTo(payload) : { kind, payload, file };
      if (!data) return NOTHING;
      // Read once for all who ask.
      const json = data.kind === 'xml' ? undefined : readStrictJson(data.payload);
      const summary = await summarise(data.kind, data.payload, engine, json);
      const facts = await factsOf(data.kind, data.payload, engine, json);
      const moment = `${at.toISOString().slice(0, 19)}Z`;
      const content = await contentProblems(data.kind, data, engine, moment, json);
      return { ...(summary && { summary }), facts, content };
    } catch {
      // Sealed, but none of ours: the verdict stands without a line about the credential.
      return NOTHING;
    }
  }
}

interface Judged {
  readonly kind: SealedKind | 'asice' | 'unknown';
  readonly verdict: Verdict;
}

/** Signature of a ZIP archive's first part (APPNOTE 4.3.7). */
function isArchive([p, k, three, four]: Uint8Array): boolean {
  return p === 0x50 && k === 0x4b && three === 3 && four === 4;
}

/** Problems: those of the files, and `file.not-status-list`. */
async function readStatusLists(
  paths: readonly string[],
  trust: Trust,
  at: Date,
  engine: Engine,
): Promise<Outcome<readonly StatusFile[]>> {
  const lists: StatusFile[] = [];
  for (const path of paths) {
    const file = await readBounded(path, LARGEST_STATUS_LIST);
    if (!file.ok) return file;
    const list = await readStatusFile(file.value, trust, at, engine);
    if (!list) return refused({ code: 'file.not-status-list', where: { file: path } });
    lists.push(list);
  }
  return done(lists);
}

/** The issuer's document as its web site has it, where somebody has put it beside the file. */
async function controllerBeside(path: string): Promise<ControllerDocument | undefined> {
  const file = await readBounded(join(dirname(path), CONTROLLER_FILE), LARGEST_CONTROLLER_DOCUMENT);
  return file.ok ? readControllerDocument(file.value) : undefined;
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
