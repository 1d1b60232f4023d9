import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type {
  PrinterChoice,
  PrintFileChoice,
  PrintOrder,
  PrintProgress,
  PrintSummary,
  PrintWay,
  TestSheetOrder,
} from '../../shared/desk/print.ts';
import type { Engine } from '../../shared/engine.ts';
import { readFonts } from '../../shared/page/fonts.ts';
import { preparePdf } from '../../shared/page/pdf/press.ts';
import { Repertoire } from '../../shared/page/pdf/repertoire.ts';
import { PrintFile } from '../../shared/printing/print-file.ts';
import { layOutTestSheet } from '../../shared/printing/test-sheet.ts';
import { done, type Outcome, type Problem, refused } from '../../shared/problem.ts';
import { PAPERS } from '../../shared/template/paper.ts';
import { NotPdf } from '../../shared/verifying/pdf/value.ts';
import { loadFonts } from '../files/fonts.ts';
import { replaceFile } from '../files/replace.ts';
import { sayIn } from '../files/words.ts';
import { inSharedRegister } from '../postgres/open-shared.ts';
import type { Spooler } from '../printing/spooler.ts';
import type { SharedRegister } from '../register/shared-register.ts';
import { instant } from './prepare-batch.ts';
import { type ChosenCredential, choose, sealedBytes } from './print-choice.ts';

export interface PrintTools {
  readonly engine: Engine;
  readonly now: () => Date;
}

export interface PrintRun extends PrintTools {
  /** Aborted, the run ends after the credential under way. */
  readonly signal?: AbortSignal;
  readonly tell?: (progress: PrintProgress) => void;
}

/**
 * Hands sealed files to a printer, byte for byte. Each is entered once the printer has taken it; at the first that it does
 * not take the rest is left, and what was handed over stays entered when the run is cancelled.
 */
export async function sendToPrinter(
  order: PrintOrder & PrinterChoice,
  spooler: Spooler,
  { now, signal, tell = nobody }: PrintRun,
): Promise<Outcome<PrintSummary>> {
  return inOrder(order, async (register, chosen, leftOut) => {
    const ledger = openLedger(register, 'printer', now);
    for (const [at, credential] of chosen.entries()) {
      tell({ done: at, total: chosen.length });
      if (signal?.aborted) return done({ ...ledger.summary(leftOut), cancelled: chosen.length - at });
      const problem = await printOne(credential);
      if (!problem) await ledger.enter([credential]);
      else if (SENDING.has(problem.code)) {
        return ledger.printed === 0
          ? refused(problem)
          : done({ ...ledger.summary(leftOut), stopped: problem });
      } else leftOut.push(problem);
    }
    tell({ done: chosen.length, total: chosen.length });
    return told(ledger.summary(leftOut));
  });

  async function printOne(credential: ChosenCredential): Promise<Problem | undefined> {
    for (const file of credential.files) {
      const read = await sealedBytes(credential, file);
      if (!read.ok) return read.problems[0];
      const { printer, duplex = false } = order;
      const sent = await spooler.send({ ...read.value, title: credential.serial, printer, duplex });
      if (!sent.ok) return sent.problems[0];
    }
    return undefined;
  }
}

function nobody(): void {}

/** The next file would be refused for the same reason. */
const SENDING: ReadonlySet<string> = new Set(['print.no-service', 'print.refused', 'print.no-choice']);

/**
 * Writes one PDF of the pages of many. One sealed file at a time is in memory. The register has its entries before the
 * file takes its place; cancelled, there is neither. Problems: those of `choose`; `file.not-writable` for the place of a sealed file.
 */
export async function writePrintFile(
  order: PrintOrder & PrintFileChoice,
  { engine, now, signal, tell = nobody }: PrintRun,
): Promise<Outcome<PrintSummary>> {
  const { out, perSheet, language } = order;
  return inOrder(order, async (register, chosen, leftOut) => {
    if ((await register.fileNames()).has(basename(out))) {
      return refused({ code: 'file.not-writable', where: { file: out } });
    }
    const proof = perSheet !== undefined;
    const ledger = openLedger(register, proof ? 'proof' : 'file', now);
    const { sans, 'sans-bold': bold } = loadFonts();
    const print = new PrintFile({
      imposition: proof
        ? { kind: 'proof', perSheet }
        : { kind: 'sheets', duplex: order.duplex ?? false, cropMarks: order.cropMarks ?? false },
      document: {
        title: sayIn(language, 'print')(proof ? 'proofs' : 'file'),
        language,
        author: 'Sealwright',
        createdAt: instant(now()),
        id: `urn:uuid:${ledger.job}`,
      },
      say: (spoken, key) => sayIn(spoken, 'print')(key),
      fonts: { sans, 'sans-bold': bold },
      engine,
    });
    let archival = false;
    try {
      await replaceFile(out, parts());
    } catch (cause) {
      if (!signal?.aborted) throw cause;
      return done({ ...ledger.summary([]), cancelled: chosen.length });
    }
    return told({ ...ledger.summary(leftOut), sheets: print.sheets, path: out, archival });

    async function* parts(): AsyncGenerator<Uint8Array> {
      const added: ChosenCredential[] = [];
      for (const [at, credential] of chosen.entries()) {
        tell({ done: at, total: chosen.length });
        // What throws between two pieces leaves the old file.
        signal?.throwIfAborted();
        const pages = await pagesOf(credential, print);
        if (!pages.ok) {
          leftOut.push(...pages.problems);
          continue;
        }
        yield* pages.value;
        added.push(credential);
      }
      const end = print.finish();
      archival = end.archival;
      yield end.bytes;
      await ledger.enter(added);
    }
  });
}

/** What they come to in the print file. Problems: those of the files, `print.page-unfit`; with one nothing is added. */
async function pagesOf(
  credential: ChosenCredential,
  print: PrintFile,
): Promise<Outcome<readonly Uint8Array[]>> {
  const sealed: { readonly path: string; readonly bytes: Uint8Array }[] = [];
  for (const file of credential.files) {
    const read = await sealedBytes(credential, file);
    if (!read.ok) return read;
    sealed.push(read.value);
  }
  const parts: Uint8Array[] = [];
  for (const { path, bytes } of sealed) {
    try {
      parts.push(print.add(bytes));
    } catch (cause) {
      if (!(cause instanceof NotPdf)) throw cause;
      return refused({
        code: 'print.page-unfit',
        where: { file: path },
        facts: { credential: credential.serial },
      });
    }
  }
  return done(parts);
}

/** The sheet that shows what a printer can do, PDF/A-3a like a credential. */
export async function writeTestSheet(
  { out, language, paper = 'A4' }: TestSheetOrder,
  { engine, now }: PrintTools,
): Promise<Outcome<{ readonly path: string }>> {
  const { sans, 'sans-bold': bold } = loadFonts();
  const fonts = { sans, 'sans-bold': bold };
  const words = sayIn(language, 'print');
  const pages = layOutTestSheet({
    paper: PAPERS[paper],
    language,
    say: (key, facts) => words(`test.${key}`, facts),
    fonts: readFonts(fonts),
  });
  const press = preparePdf({ fonts, codePoints: new Repertoire().add(pages).of, engine });
  const document = {
    title: words('test.title'),
    language,
    author: 'Sealwright',
    createdAt: instant(now()),
    id: `urn:uuid:${randomUUID()}`,
  };
  await replaceFile(out, press.write({ pages, document, attachments: [] }).bytes);
  return done({ path: out });
}

type Printing = (
  register: SharedRegister,
  chosen: readonly ChosenCredential[],
  leftOut: Problem[],
) => Promise<Outcome<PrintSummary>>;

function inOrder(order: PrintOrder, print: Printing): Promise<Outcome<PrintSummary>> {
  return inSharedRegister(order.register, async (register) => {
    const choice = await choose(register, order);
    return choice.ok ? print(register, choice.value.chosen, [...choice.value.leftOut]) : choice;
  });
}

/** Enters what was printed, and remembers what had been printed before. */
function openLedger(register: SharedRegister, way: PrintWay, now: () => Date) {
  const job = randomUUID();
  const reprints: { serial: string; copy: number }[] = [];
  let printed = 0;
  return {
    job,
    get printed() {
      return printed;
    },
    async enter(credentials: readonly ChosenCredential[]): Promise<void> {
      const ids = credentials.map(({ id }) => id);
      const copies = await register.addPrints({ credentials: ids, way, job, at: instant(now()) });
      for (const { id, serial } of credentials) {
        const copy = copies.get(id) ?? 0;
        if (copy > 1) reprints.push({ serial, copy });
      }
      printed += credentials.length;
    },
    summary: (leftOut: readonly Problem[]): PrintSummary => ({ printed, reprints, leftOut }),
  };
}

/** Nothing printed is no success. */
function told(summary: PrintSummary): Outcome<PrintSummary> {
  const [first, ...more] = summary.leftOut;
  return summary.printed === 0 && first ? refused(first, ...more) : done(summary);
}
