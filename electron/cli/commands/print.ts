import {
  PRINT_ORDERS,
  type PrinterChoice,
  type PrintFileChoice,
  type PrintOrder,
  type PrintSummary,
  type TestSheetOrder,
} from '../../../shared/desk/print.ts';
import { PAGES_PER_SHEET } from '../../../shared/printing/imposition.ts';
import { done, type Outcome, refused } from '../../../shared/problem.ts';
import { PAPER_NAMES } from '../../../shared/template/paper.ts';
import { isPrinter } from '../../printing/spooler.ts';
import { defineCommand, interruptible, tell, type Values } from '../command.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { flag, missing, needed, nothingElse, one, text, wrong } from '../options.ts';
import type { Voice } from '../voice.ts';

type Asked = Omit<PrintOrder, 'language'>;
type Wanted =
  | { readonly what: 'test'; readonly order: Omit<TestSheetOrder, 'language'> }
  | { readonly what: 'send'; readonly order: Asked & PrinterChoice }
  | { readonly what: 'file'; readonly order: Asked & PrintFileChoice };

export const printCommand = defineCommand<Wanted>({
  name: 'print',
  summary: 'print sealed PDFs as they are, or write a print file',
  help: `sealwright print [NUMBER|FILE.pdf]… --register FILE --printer NAME [--duplex]
sealwright print [NUMBER|FILE.pdf]… --register FILE --out PRINT.pdf [--duplex] [--crop-marks]
sealwright print [NUMBER|FILE.pdf]… --register FILE --out PROOF.pdf --n-up 2|4|9
sealwright print --test-sheet --out TEST.pdf [--paper NAME]

--printer hands the sealed files to a printer of CUPS (Linux, macOS), byte for byte and at their own size; on Windows print
from the window, which leaves the choice of the printer to the program that opens PDF files. --out writes one PDF of all
pages for a print shop, each marked as copy; the sealed files stay as they are. --n-up writes proof sheets to be looked
through. Ctrl+C stops after the credential under way: what the printer has taken stays noted, an unfinished print file is
not written. Each file must be the one that was sealed, and the register notes every print; a second print of a
credential is told. What is revoked, suspended or replaced is left out.

  --register FILE    the register; the files lie beside it
  --folder FOLDER    where the files lie, when elsewhere
  --batch BATCH      all of this batch
  --range A..B       all from one number to another of the same series
  --search WORDS     all that register find shows for these words
  --order NAME       roster (when left out: as they were issued), name or serial
  --duplex           both sides; each credential begins on a front
  --printer NAME     as lpstat -e calls it
  --out FILE         the print file
  --crop-marks       strokes to cut by, where the design bleeds
  --n-up N           ${PAGES_PER_SHEET.join(', ')} pages on a sheet: a proof, and marked so
  --test-sheet       rulers, edges, greys, colours and codes: try a printer before you print on it
  --paper NAME       of the test sheet: ${PAPER_NAMES.join(', ')} (A4 when left out)`,
  options: {
    ...{
      register: one,
      folder: one,
      batch: one,
      range: one,
      search: one,
      order: one,
      printer: one,
      out: one,
    },
    ...{ duplex: flag, 'crop-marks': flag, 'n-up': one, 'test-sheet': flag, paper: one },
  },

  read(values, words) {
    if (values['test-sheet']) return readTestSheet(values, words);
    const asked = readAsked(values, words);
    if (!asked.ok) return asked;
    const { printer } = values;
    if (printer === undefined) return readFile(values, asked.value);
    if (!isPrinter(text(printer))) return refused(wrong('--printer', text(printer)));
    const paperOnly = ['out', 'crop-marks', 'n-up'].find((option) => values[option] !== undefined);
    if (paperOnly !== undefined) return refused(wrong('--printer', `--${paperOnly}`));
    return done({ what: 'send', order: { ...asked.value, printer: text(printer) } });
  },

  async run(wanted, { ask, hear, voice }) {
    const { language } = voice.words;
    if (wanted.what === 'test') {
      return tell(await ask('print.test', { ...wanted.order, language }), voice, ({ path }) => {
        voice.object({ kind: 'result', path });
        voice.line(voice.words.say('print.test', { path }));
        return EXIT.ok;
      });
    }
    let run: string | undefined;
    hear((event) => {
      if (event.kind !== 'print.progress') return;
      run = event.run;
      voice.object({ ...event });
      voice.printing(event.progress);
    });
    const cancel = (): void => {
      if (run === undefined) return;
      voice.endProgress();
      process.stderr.write(`${voice.words.say('cancelling.printing')}\n`);
      void ask('print.cancel', { run });
    };
    const printed = await interruptible(cancel, () =>
      wanted.what === 'send'
        ? ask('print.send', { ...wanted.order, language })
        : ask('print.file', { ...wanted.order, language }),
    );
    voice.endProgress();
    return tell(printed, voice, (summary) => tellSummary(summary, voice));
  },
});

function readTestSheet(values: Values, words: readonly string[]): Outcome<Wanted> {
  const [problem, ...more] = [...needed(values, 'out'), ...nothingElse(words)];
  if (problem) return refused(problem, ...more);
  const paper = PAPER_NAMES.find((name) => name === values.paper);
  if (values.paper !== undefined && !paper) return refused(wrong('--paper', text(values.paper)));
  return done({ what: 'test', order: { out: text(values.out), ...(paper && { paper }) } });
}

function readAsked(values: Values, words: readonly string[]): Outcome<Asked> {
  const [problem, ...more] = needed(values, 'register');
  if (problem) return refused(problem, ...more);
  const files = words.filter((word) => word.toLowerCase().endsWith('.pdf'));
  const credentials = words.filter((word) => !files.includes(word));
  const narrowed = [values.batch, values.range, values.search].some((value) => value !== undefined);
  if (words.length === 0 && !narrowed) return refused(missing('NUMBER'));
  const sequence = PRINT_ORDERS.find((name) => name === (values.order ?? 'roster'));
  if (!sequence) return refused(wrong('--order', text(values.order)));
  const [, first = '', last = ''] = /^(.+)\.\.(.+)$/.exec(text(values.range)) ?? [];
  if (values.range !== undefined && first === '') return refused(wrong('--range', text(values.range)));
  return done({
    register: text(values.register),
    sequence,
    ...(files.length > 0 && { files }),
    ...(credentials.length > 0 && { credentials }),
    ...(values.folder !== undefined && { folder: text(values.folder) }),
    ...(values.batch !== undefined && { batch: text(values.batch) }),
    ...(values.search !== undefined && { search: text(values.search) }),
    ...(values.range !== undefined && { range: { first, last } }),
    ...(values.duplex === true && { duplex: true }),
  });
}

function readFile(values: Values, asked: Asked): Outcome<Wanted> {
  if (values.out === undefined) return refused(missing('--out'));
  const told = values['n-up'];
  const perSheet = PAGES_PER_SHEET.find((count) => String(count) === told);
  if (told !== undefined && !perSheet) return refused(wrong('--n-up', text(told)));
  const unfit = perSheet && ['duplex', 'crop-marks'].find((option) => values[option] === true);
  if (unfit) return refused(wrong('--n-up', `--${unfit}`));
  const order = {
    ...asked,
    out: text(values.out),
    ...(perSheet && { perSheet }),
    ...(values['crop-marks'] === true && { cropMarks: true }),
  };
  return done({ what: 'file', order });
}

function tellSummary(summary: PrintSummary, voice: Voice): ExitCode {
  const { printed, sheets, path, archival, reprints, leftOut, stopped, cancelled } = summary;
  voice.object({ kind: 'result', ...summary });
  voice.problems(leftOut);
  for (const reprint of reprints) voice.line(voice.words.say('print.reprint', reprint));
  if (cancelled !== undefined) voice.line(voice.words.say('print.cancelled', { left: cancelled }));
  if (path === undefined) voice.line(voice.words.say('print.sent', { count: printed }));
  else {
    voice.line(voice.words.say('print.written', { count: printed, sheets: sheets ?? 0, path }));
    if (!archival) voice.line(voice.words.say('print.plain'));
  }
  if (stopped) voice.problems([stopped]);
  if (cancelled !== undefined) return EXIT.cancelled;
  return stopped || leftOut.length > 0 ? EXIT.partly : EXIT.ok;
}
