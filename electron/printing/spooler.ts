import { spawn } from 'node:child_process';
import type { PrinterList } from '../../shared/desk/print.ts';
import { done, type Outcome, type Problem, refused } from '../../shared/problem.ts';

/** A sealed file on its way to paper. */
interface PrintJob {
  readonly path: string;
  /** What lies at `path`, read and held against the register. */
  readonly bytes: Uint8Array;
  /** What the queue shows for all to see: a serial, never a name. */
  readonly title: string;
  readonly printer?: string | undefined;
  readonly duplex: boolean;
}

/** The system's own way from a PDF file to a printer. */
export interface Spooler {
  printers(): Promise<PrinterList>;
  /** Problems: `print.no-service`, `print.refused`, `print.no-choice`. */
  send(job: PrintJob): Promise<Outcome<null>>;
}

/**
 * CUPS takes the very bytes on its standard input, unchanged and unscaled. Windows has no such door: it hands the file to
 * the program that opens PDF files, by the verb that its own Explorer prints with.
 */
export function openSpooler(platform: NodeJS.Platform = process.platform): Spooler {
  return platform === 'win32' ? viewer : cups;
}

const cups: Spooler = {
  async printers() {
    const [listed, chosen] = await Promise.all([run('lpstat', ['-e']), run('lpstat', ['-d'])]);
    const printers = listed?.code === 0 ? listed.out.split('\n').filter((line) => line !== '') : [];
    const [, standard] = /: (\S+)\s*$/.exec(chosen?.code === 0 ? chosen.out : '') ?? [];
    return { printers, ...(standard !== undefined && { standard }), byViewer: false };
  },
  async send({ bytes, title, printer, duplex }) {
    const words = [
      ...(printer === undefined ? [] : ['-d', printer]),
      ...['-t', title, '-o', 'print-scaling=none'],
      ...(duplex ? ['-o', 'sides=two-sided-long-edge'] : []),
    ];
    return answerOf(await run('lp', words, { input: bytes }), printer, title);
  },
};

const viewer: Spooler = {
  printers: async () => ({ printers: [], byViewer: true }),
  async send({ path, title, printer }) {
    if (printer !== undefined) return refused({ code: 'print.no-choice', facts: { printer } });
    // The path is told by the environment, where nothing in it can be taken for a command.
    const command = 'Start-Process -FilePath $env:SEALWRIGHT_PRINT -Verb Print -ErrorAction Stop';
    const words = ['-NoProfile', '-NonInteractive', '-Command', command];
    return answerOf(
      await run('powershell.exe', words, { env: { SEALWRIGHT_PRINT: path } }),
      undefined,
      title,
    );
  },
};

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** As CUPS names its queues: no blank, no sign of a path or option. */
export function isPrinter(name: string): boolean {
  return /^[^\s\p{C}/#'"\\?-][^\s\p{C}/#'"\\?]{0,126}$/u.test(name);
}

/** What a printing system has to say goes on one line. */
const LONGEST_REASON = 200;

function answerOf(ran: Ran | undefined, printer: string | undefined, title: string): Outcome<null> {
  if (!ran) return refused({ code: 'print.no-service' });
  if (ran.code === 0) return done(null);
  const said = (ran.error || ran.out).replace(/\s+/g, ' ').trim().slice(0, LONGEST_REASON);
  // It becomes part of a sentence: without the name of the program and without a full stop.
  const reason = said.replace(/^\S*lp: (?:Error - )?/, '').replace(/\.$/, '');
  const facts: Problem['facts'] = {
    credential: title,
    printer: printer ?? '–',
    reason: reason || `${ran.code}`,
  };
  return refused({ code: 'print.refused', facts });
}

const LONGEST_ANSWER = 64 * 1024;

/** Undefined when the system has no such program. */
function run(
  program: string,
  words: readonly string[],
  { input, env = {} }: { readonly input?: Uint8Array; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Ran | undefined> {
  return new Promise((resolve) => {
    const child = spawn(program, words, { env: { ...process.env, ...env, LC_ALL: 'C' }, windowsHide: true });
    const told = { out: '', error: '' };
    const hear = (what: keyof typeof told) => (piece: Buffer) => {
      if (told[what].length < LONGEST_ANSWER) told[what] += piece.toString('utf8');
    };
    child.stdout.on('data', hear('out'));
    child.stderr.on('data', hear('error'));
    child.once('error', () => resolve(undefined));
    child.once('close', (code) => resolve({ code: code ?? -1, ...told }));
    // A program that ends before it has read all says why on its standard error.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
