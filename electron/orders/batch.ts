import { DELIVERY_FORMS, LEARNER_PACKAGES } from '../../shared/desk/delivery.ts';
import { PRINT_ORDERS } from '../../shared/desk/print.ts';
import { STATUS_REASONS } from '../../shared/desk/register.ts';
import { RESULT_FORMS } from '../../shared/desk/results.ts';
import { CONTENT_LANGUAGES, LANGUAGES } from '../../shared/language.ts';
import { PAGES_PER_SHEET } from '../../shared/printing/imposition.ts';
import { EXPORT_NAMES } from '../../shared/template/exports.ts';
import { PAPER_NAMES } from '../../shared/template/paper.ts';
import {
  type Check,
  countUpTo,
  fields,
  files,
  flag,
  listOf,
  manyOf,
  nothing,
  oneOf,
  oneOrder,
  path,
  text,
} from '../order.ts';
import { isPrinter } from '../printing/spooler.ts';
import { algorithm, reading, timestamps } from './checks.ts';
import type { OrdersOf } from './orders-of.ts';

/** What is to be printed. */
const printing = {
  ...{ credentials: manyOf(text), files: manyOf(path), batch: path, search: text, folder: path },
  ...{ range: fields({ first: path, last: path }), duplex: flag },
};
const printed = { register: path, sequence: oneOf(PRINT_ORDERS), language: oneOf(LANGUAGES) };

const perSheet: Check = (value) => PAGES_PER_SHEET.some((each) => each === value);

/** What is asked about batches, their results and printing. */
export const batchOrders: OrdersOf<'batch' | 'results' | 'print'> = {
  'batch.issue': oneOrder(
    { template: path, roster: path, seal: path, out: path, password: text, dryRun: flag },
    {
      ...reading,
      register: path,
      sealKey: path,
      algorithm,
      languages: listOf(oneOf(CONTENT_LANGUAGES)),
      exports: listOf(oneOf(EXPORT_NAMES)),
      timestamps,
      timestampTrust: files,
      parts: files,
      trust: files,
      crls: files,
      replaces: fields(
        { credentials: listOf(text), reason: oneOf(STATUS_REASONS), ground: text },
        { listed: flag },
      ),
      level: oneOf(['T', 'LT', 'LTA']),
      stampFirst: flag,
      certificates: files,
      ocsps: files,
      online: flag,
      record: flag,
      forWorkers: flag,
      signOffs: countUpTo(9),
      first: (value) => value !== 0 && countUpTo(Number.MAX_SAFE_INTEGER)(value),
    },
  ),
  'batch.pause': oneOrder({ batch: path }, { register: path }),
  'batch.continue': oneOrder({ batch: path }),
  'batch.stop': oneOrder({ batch: path }),
  'batch.cancel': oneOrder({ batch: path }, { register: path }),
  'batch.list': oneOrder({ register: path }),
  'batch.show': oneOrder({ register: path, batch: path }),
  'batch.resume': oneOrder(
    { register: path, batch: path, password: text, retry: flag },
    { corrections: path },
  ),
  'batch.work': oneOrder(
    { register: path, seal: path, out: path, password: text, drain: flag },
    { sealKey: path, algorithm, timestampTrust: files },
  ),
  'batch.deliver': oneOrder(
    { register: path, batch: path, out: path, form: oneOf(DELIVERY_FORMS), language: oneOf(LANGUAGES) },
    {
      names: path,
      packages: oneOf(LEARNER_PACKAGES),
      folder: path,
      draftsFrom: path,
      mailMerge: flag,
      profileLinks: flag,
      page: text,
      report: fields({ seal: path, password: text }, { sealKey: path, algorithm }),
    },
  ),
  'batch.decide': oneOrder({ register: path, batch: path, officer: path, pin: text, approve: flag }),
  'results.write': oneOrder({ batch: path, forms: listOf(oneOf(RESULT_FORMS)) }, { page: path }),
  'print.printers': nothing,
  'print.send': oneOrder(printed, {
    ...printing,
    printer: (value) => path(value) && isPrinter(String(value)),
  }),
  'print.file': oneOrder({ ...printed, out: path }, { ...printing, perSheet, cropMarks: flag }),
  'print.cancel': oneOrder({ run: path }),
  'print.test': oneOrder({ out: path, language: oneOf(LANGUAGES) }, { paper: oneOf(PAPER_NAMES) }),
};
