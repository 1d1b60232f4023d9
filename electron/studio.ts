import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import manifest from '../package.json' with { type: 'json' };
import type { PrintProgress } from '../shared/desk/print.ts';
import type { Desk, DeskEvent } from '../shared/desk.ts';
import { LANGUAGES } from '../shared/language.ts';
import { done, refused } from '../shared/problem.ts';
import { type Gate, makeGate } from './batch/gate.ts';
import { CANCELLED } from './batch/job-course.ts';
import { examine } from './doctor/examine.ts';
import { nodeEngine } from './engine.ts';
import { dataFolder } from './files/data-folder.ts';
import { readRequests } from './network/request-log.ts';
import { guardOffice } from './office/guard.ts';
import { serveOffice } from './office/office.ts';
import { openSessions } from './office/sessions.ts';
import { readQrCodesOfFrame } from './pictures/qr.ts';
import { govern } from './policy/govern.ts';
import { keepPolicy } from './policy/keep.ts';
import { policyFile } from './policy/policy-file.ts';
import { inSharedRegister, openSharedRegister } from './postgres/open-shared.ts';
import { openSpooler } from './printing/spooler.ts';
import { checkRecord } from './reading/check-record.ts';
import { verifyByReader } from './reading/verifier.ts';
import { weighLists } from './reading/weigh-lists.ts';
import type { SharedRegister } from './register/shared-register.ts';
import { listTokens } from './seals/pkcs11-list.ts';
import { addFont } from './studio/add-font.ts';
import { sealRegister, verifyRegister } from './studio/audit.ts';
import { exportAudit, verifyExport } from './studio/audit-export.ts';
import { cancelJob, listJobs, pauseJob, resumeJob, showJob } from './studio/batch-jobs.ts';
import { writeController } from './studio/controller-file.ts';
import { cosign } from './studio/cosign.ts';
import { deliverBatch } from './studio/deliver.ts';
import { noteBatch, noteRaised } from './studio/diary.ts';
import { readDiary } from './studio/diary-file.ts';
import { exportCourses } from './studio/export-courses.ts';
import { extendFiles, listDue } from './studio/extend.ts';
import { fetchRoster } from './studio/fetch-roster.ts';
import { countFigures } from './studio/figures.ts';
import { listGallery, newTemplate, previewTemplate } from './studio/gallery.ts';
import { importCourse } from './studio/import-course.ts';
import { readOwnInstitution, saveOwnInstitution } from './studio/institution-file.ts';
import { issueBatch } from './studio/issue-batch.ts';
import { serveTrust } from './studio/issuers.ts';
import { keepSealed } from './studio/kept-versions.ts';
import { openLists, serveVocabularies } from './studio/lists.ts';
import { writeJson } from './studio/open-roster.ts';
import { reportParity } from './studio/parity.ts';
import { exportPerson } from './studio/person-export.ts';
import { instant } from './studio/prepare-batch.ts';
import { makePreviewer } from './studio/preview-page.ts';
import { sendToPrinter, writePrintFile, writeTestSheet } from './studio/print.ts';
import { publishStatus } from './studio/publish-status.ts';
import { makeRecord, writeProof } from './studio/record-make.ts';
import { openChains } from './studio/register-chains.ts';
import { changeMany } from './studio/register-change-many.ts';
import { backUp, changeStatus, erasePerson, showCredential } from './studio/register-changes.ts';
import { listDueEntries } from './studio/register-due.ts';
import { decryptRegister, encryptRegister, unlockRegister } from './studio/register-encryption.ts';
import { restore } from './studio/register-restore.ts';
import { writeReport } from './studio/report-file.ts';
import { keepPasted, writeRefusedRows } from './studio/roster-files.ts';
import { mendRoster } from './studio/roster-mend.ts';
import { checkRoster, inspectRoster, mapRoster } from './studio/roster-report.ts';
import { reportSeal } from './studio/seal-file.ts';
import { readSettings, saveSettings } from './studio/settings-file.ts';
import { serveShelf } from './studio/shelf.ts';
import { signOffTemplate } from './studio/sign-off.ts';
import { judgeDraft, saveDraft } from './studio/template-draft.ts';
import { openTemplate, reportTemplate } from './studio/template-file.ts';
import { exportTemplate, importTemplate } from './studio/template-package.ts';
import { prepareTrial } from './studio/trial-project.ts';
import { makeVerifier } from './studio/verify-file.ts';
import { workBatches } from './studio/work-batches.ts';
import { writeResults } from './studio/write-results.ts';

/** The machine behind the desk: wiring only. Faults are thrown; the port makes problems of them. */
export function openStudio(tell: (event: DeskEvent) => void, policy = policyFile()): Desk {
  const policyOf = keepPolicy(policy, dataFolder);
  const engine = nodeEngine;
  const now = () => new Date();
  const running = new Map<string, AbortController>();
  const gates = new Map<string, Gate>();
  const verifier = verifyByReader(makeVerifier(engine), dataFolder);
  const preview = makePreviewer();
  const lists = openLists(dataFolder);
  const sessions = openSessions();
  /** The one the window shows; a batch opens its own. */
  let shown: SharedRegister | undefined;
  /** Before a register's key is changed nobody may have it open, ourselves included. */
  const leaveShown = async (path: string): Promise<void> => {
    await chains.leave();
    if (shown?.path !== path) return;
    await shown.close();
    shown = undefined;
  };

  async function runUntilCancelled<T>(
    work: (run: string, signal: AbortSignal) => Promise<T>,
    run: string = randomUUID(),
  ): Promise<T> {
    const cancel = new AbortController();
    running.set(run, cancel);
    try {
      return await work(run, cancel.signal);
    } finally {
      running.delete(run);
      gates.delete(run);
    }
  }

  const cancelRun = async ({ run }: { readonly run: string }) => {
    running.get(run)?.abort();
    return done(null);
  };
  const chains = openChains((register, proven) => tell({ kind: 'chains.progress', register, proven }));
  const printing = (run: string) => (progress: PrintProgress) =>
    tell({ kind: 'print.progress', run, progress });

  const desk: Desk = {
    'studio.about': async () => done({ version: manifest.version, languages: LANGUAGES }),
    'doctor.examine': async (order) => done(await examine(order, policy, now)),
    async 'policy.read'() {
      const read = await policyOf();
      return read.ok ? done({ file: policy, ...(read.value && { policy: read.value }) }) : read;
    },
    'requests.list': async () => done(readRequests(dataFolder())),
    'diary.read': async () => done(await readDiary(dataFolder())),
    'settings.read': async () => done(await readSettings(dataFolder())),
    async 'settings.save'(settings) {
      await saveSettings(dataFolder(), settings);
      return done(null);
    },
    'institution.read': () => readOwnInstitution(dataFolder()),
    'institution.save': ({ institution }) => saveOwnInstitution(dataFolder(), institution),
    'trial.prepare': () => prepareTrial(join(dataFolder(), 'trial'), now()),
    ...serveShelf(dataFolder, now),
    'gallery.list': async () => done(await listGallery()),
    async 'gallery.new'(order) {
      const own = await readOwnInstitution(dataFolder());
      return own.ok ? newTemplate(order, own.value) : own;
    },
    'gallery.preview': (order) => previewTemplate(order, now()),
    async 'template.read'({ template }) {
      const opened = await openTemplate(template);
      return opened.ok ? done(opened.value.template) : opened;
    },
    'template.judge': async ({ draft }) => judgeDraft(draft, await lists.in().vocabularies.all()),
    'template.save': ({ template, draft }) => saveDraft(template, draft),
    'template.font': addFont,
    'template.sign-off': (order) => signOffTemplate(order, engine, now()),
    'template.export': (order) => exportTemplate(order, engine, now()),
    'template.import': (order) => importTemplate(order, now()),
    'template.check': async ({ template, key }) =>
      reportTemplate(template, now(), await lists.in().vocabularies.all(), key),
    'page.preview': (order) => preview(order, now()),
    'page.parity': (order) => reportParity(order, now()),
    'seal.inspect': (order) => reportSeal(order, now()),
    'seal.tokens': ({ module }) => listTokens(module),
    'seal.controller': writeController,
    'seal.cosign': (order) => cosign(order, { engine, now }),
    'extend.files': (order) =>
      runUntilCancelled(async (run, signal) => {
        const extended = await extendFiles(order, {
          engine,
          now,
          signal,
          tell: (progress) => tell({ kind: 'extend.progress', run, progress }),
        });
        if (extended.ok) await noteRaised(order, extended.value, engine, now());
        return extended;
      }),
    'extend.cancel': cancelRun,
    'extend.due': (order) => listDue(order, { now }),
    'record.make': (order) => makeRecord(order, engine, now),
    'record.prove': (order) => writeProof(order, engine),
    'record.verify': (order) => checkRecord(order, now()),

    async 'batch.issue'(order) {
      const own = await readOwnInstitution(dataFolder());
      if (!own.ok) return own;
      const signOffs = Math.max(order.signOffs ?? 0, own.value?.signOffs ?? 0);
      return runUntilCancelled(async (batch, signal) => {
        const nothing = { done: 0, total: 0, issued: 0, already: 0, refused: 0, perSecond: 0 };
        // So that a host knows at once what to cancel.
        tell({ kind: 'batch.progress', batch, progress: nothing });
        const ticks = () => performance.now();
        const { all } = lists.in().vocabularies;
        const gate = makeGate();
        gates.set(batch, gate);
        const officer = sessions.at(order.register ?? join(order.out, 'register.sqlite'));
        const tools = { engine, now, ticks, signal, gate, tell, officer, vocabularies: all };
        const issued = await issueBatch(batch, { ...order, signOffs }, tools);
        if (issued.ok && !order.dryRun && issued.value.issued > 0) {
          await keepSealed(order.template, now());
          await noteBatch(issued.value, engine, now());
        }
        return issued;
      }, order.continues?.batch);
    },

    async 'batch.pause'({ batch, register }) {
      if (!gates.has(batch) && register !== undefined) return pauseJob({ register, batch }, instant(now()));
      gates.get(batch)?.close();
      return done(null);
    },
    async 'batch.continue'({ batch }) {
      gates.get(batch)?.open();
      return done(null);
    },
    async 'batch.stop'({ batch }) {
      running.get(batch)?.abort();
      return done(null);
    },
    async 'batch.cancel'({ batch, register }) {
      const runs = running.get(batch);
      if (!runs && register !== undefined) return cancelJob({ register, batch }, instant(now()));
      runs?.abort(CANCELLED);
      return done(null);
    },
    'batch.list': async ({ register }) => listJobs(register),
    'batch.show': async (order) => showJob(order),
    'batch.deliver': (order) => deliverBatch(order, { engine, now }),
    // The policy of today holds, whatever was allowed when the batch began.
    'batch.resume': (order) =>
      resumeJob(order, (continued) => studio['batch.issue'](continued), {
        ...{ now: now(), officer: sessions.at(order.register), engine },
      }),
    'batch.work': (order) =>
      runUntilCancelled((run, signal) =>
        workBatches(run, order, { engine, now, signal, tell, ticks: () => performance.now() }),
      ),

    async 'register.open'({ register: path }) {
      await chains.leave();
      await shown?.close();
      shown = undefined;
      const register = await openSharedRegister(path);
      try {
        const entries = await register.count();
        shown = register;
        return done({ register: path, entries });
      } finally {
        if (shown !== register) await register.close();
      }
    },
    'register.chains': ({ register }) => chains.check(register),

    async 'register.entries'(query) {
      if (!shown) return refused({ code: 'desk.request-wrong' });
      const allowed = await sessions.allowIn(shown, shown.path);
      return allowed.ok ? done(await shown.find(query)) : allowed;
    },

    ...serveVocabularies(lists),
    'roster.inspect': (order) => inspectRoster(order),
    'roster.map': (order) => mapRoster(order),
    'roster.check': (order) => checkRoster(order, instant(now()).slice(0, 10)),
    'roster.mend': (order) => mendRoster(order),
    'roster.write-refused': (order) => writeRefusedRows(order),
    'roster.paste': ({ text }) => keepPasted(text, now()),
    'results.write': (order) => writeResults(order, manifest.version),
    'roster.fetch': (order) => fetchRoster(order, now()),
    'course.import': (order) => importCourse(order),
    'course.export': (order) => exportCourses(order),
    async 'roster.correct'({ corrections, change }) {
      await writeJson(corrections, change);
      return done(null);
    },
    'register.show': async ({ register, credential }) => showCredential(register, credential),
    'register.change': async (order) => changeStatus(order, now()),
    'register.change-many': (order) => changeMany(order, now()),
    'figures.count': (question) => countFigures(question, lists.in().vocabularies.all),
    'register.erase': async (order) => erasePerson(order, now()),
    'register.due': async (question) => done(await listDueEntries(question, now())),
    'person.export': (order) => exportPerson(order, { engine, now }),
    'register.figures': ({ register }) =>
      inSharedRegister(register, async (opened) => done(await opened.figures())),
    'register.check': ({ register }) =>
      inSharedRegister(register, async (opened) => done(await opened.check())),
    'register.restore': ({ backup, register }) => restore(backup, register),
    'register.backup': ({ register, to }) => backUp(register, to),
    async 'register.encrypt'(order) {
      await leaveShown(order.register);
      return encryptRegister(order);
    },
    async 'register.decrypt'(order) {
      await leaveShown(order.register);
      return decryptRegister(order);
    },
    'register.unlock': async (order) => unlockRegister(order),
    'print.printers': async () => done(await openSpooler().printers()),
    'print.send': (order) =>
      runUntilCancelled((run, signal) =>
        sendToPrinter(order, openSpooler(), { engine, now, signal, tell: printing(run) }),
      ),
    'print.file': (order) =>
      runUntilCancelled((run, signal) => writePrintFile(order, { engine, now, signal, tell: printing(run) })),
    'print.cancel': cancelRun,
    'print.test': (order) => writeTestSheet(order, { engine, now }),
    'status.publish': (order) => publishStatus(order, engine, now()),
    'audit.seal': (order) => sealRegister(order, engine, now()),
    'audit.verify': (question) => verifyRegister(question, engine),
    'audit.export': (order) => exportAudit(order, now()),
    'audit.verify-export': (question) => verifyExport(question, engine),

    ...serveOffice(sessions, now),
    ...serveTrust(engine, now, dataFolder),
    'verify.file': (order) => verifier.verify(order, now()),
    'verify.frame': async (frame) => done(await readQrCodesOfFrame(frame)),
    'verify.code': (order) => verifier.verifyCode(order, now()),
    'verify.report': (order) =>
      writeReport(order, { verifier, engine, now: now(), version: manifest.version }),
    'verify.lists': ({ data = dataFolder(), ...order }) => weighLists({ ...order, data }, now()),
  };
  // The policy first: who may give an order is asked of a register, which may lie elsewhere.
  const studio = govern(guardOffice(desk, sessions), policyOf, now);
  return studio;
}
