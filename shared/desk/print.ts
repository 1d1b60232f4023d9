import type { Language } from '../language.ts';
import type { PagesPerSheet } from '../printing/imposition.ts';
import type { Problem } from '../problem.ts';
import type { PaperName } from '../template/paper.ts';
import type { Reply } from './reply.ts';

export interface PrintDesk {
  /** Printers that this computer knows. */
  'print.printers'(): Promise<Reply<PrinterList>>;
  /** Hands sealed files to a printer as they are, one after the other. */
  'print.send'(order: PrintOrder & PrinterChoice): Promise<Reply<PrintSummary>>;
  /** Writes one PDF of the pages of many: for a print shop, marked as copy, or to be looked through. */
  'print.file'(order: PrintOrder & PrintFileChoice): Promise<Reply<PrintSummary>>;
  /** Ends a run: what the printer has taken stays entered, a print file that is not finished is not written. */
  'print.cancel'(order: { readonly run: string }): Promise<Reply<null>>;
  /** Writes the sheet that shows what a printer can do. */
  'print.test'(order: TestSheetOrder): Promise<Reply<{ readonly path: string }>>;
}

/** How a credential came on paper: straight from its file, by way of a print file, or small and for looking only. */
export const PRINT_WAYS = ['printer', 'file', 'proof'] as const;
export type PrintWay = (typeof PRINT_WAYS)[number];

export const PRINT_ORDERS = ['roster', 'name', 'serial'] as const;
export type PrintSequence = (typeof PRINT_ORDERS)[number];

/** What is to be printed: all that the register has of it, and every further field narrows that down. */
export interface PrintOrder {
  readonly register: string;
  /** Serials or ids. */
  readonly credentials?: readonly string[];
  /** Sealed PDF files, which the register must know. */
  readonly files?: readonly string[];
  readonly batch?: string;
  /** Serials of one series, both included. */
  readonly range?: { readonly first: string; readonly last: string };
  /** Beginnings of words. */
  readonly search?: string;
  /** Where the files lie; beside the register when untold. */
  readonly folder?: string;
  readonly sequence: PrintSequence;
  readonly duplex?: boolean;
  /** Of the window or the terminal, by whose rules names are sorted. */
  readonly language: Language;
}

export interface PrinterChoice {
  /** As the system calls it; its own choice when untold. */
  readonly printer?: string;
}

export interface PrintFileChoice {
  /** Path. */
  readonly out: string;
  /** A proof: so many pages on a sheet. */
  readonly perSheet?: PagesPerSheet;
  readonly cropMarks?: boolean;
}

export interface TestSheetOrder {
  /** Path. */
  readonly out: string;
  readonly language: Language;
  readonly paper?: PaperName;
}

export interface PrinterList {
  readonly printers: readonly string[];
  /** The one that is taken when none is told. */
  readonly standard?: string;
  /** True where files are handed to the system's own viewer, which asks for the printer itself. */
  readonly byViewer: boolean;
}

/** Credentials that have been handed over or copied, or were left out, of all that were chosen. */
export interface PrintProgress {
  readonly done: number;
  readonly total: number;
}

export interface PrintSummary {
  /** Credentials that were printed. */
  readonly printed: number;
  /** Of a print file. */
  readonly sheets?: number;
  readonly path?: string;
  /** True when the print file is PDF/A-2b. */
  readonly archival?: boolean;
  /** Credentials that had been printed before, and which print of them this is. */
  readonly reprints: readonly { readonly serial: string; readonly copy: number }[];
  /** Why others were not printed. */
  readonly leftOut: readonly Problem[];
  /** Why the printer took no more. */
  readonly stopped?: Problem;
  /** Not looked at, since the run was cancelled. */
  readonly cancelled?: number;
}

/** One line in the history of a credential. */
export interface RegisterPrint {
  readonly number: number;
  readonly way: PrintWay;
  /** 1 for the first print; 0 for a proof. */
  readonly copy: number;
  readonly at: string;
}
