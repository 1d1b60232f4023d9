import { COURSE_FORMS } from '../../shared/desk/course.ts';
import { CONTENT_LANGUAGES, LANGUAGES } from '../../shared/language.ts';
import { isCorrections } from '../../shared/roster/corrections.ts';
import { isMapping } from '../../shared/roster/roster-mapping.ts';
import { LIST_NAMES } from '../../shared/vocabulary/schemes.ts';
import {
  type Check,
  countUpTo,
  fields,
  flag,
  listOf,
  manyOf,
  oneOf,
  oneOrder,
  pairOf,
  path,
  text,
} from '../order.ts';
import { isPlatformAddress } from '../platform/ask.ts';
import { LONGEST_PAGE, reading, source } from './checks.ts';
import type { OrdersOf } from './orders-of.ts';

const address: Check = (value) => path(value) && isPlatformAddress(String(value));

const SEARCH = { text, language: oneOf(LANGUAGES), limit: countUpTo(LONGEST_PAGE) };

/** As many as a spreadsheet's row can have. */
const cells: Check = (value) => Array.isArray(value) && value.length <= 16_384 && value.every(text);

/** Characters: more is a file. */
const LONGEST_PASTE = 32 * 1024 * 1024;

const row = countUpTo(Number.MAX_SAFE_INTEGER);

const mendCell = fields({ kind: oneOf(['cell']), row, column: countUpTo(16_384), is: text });

const twoPeople = fields({ kind: oneOf(['two-people']), rows: pairOf(row) });

const isMending: Check = (value) => mendCell(value) || twoPeople(value);

/** What is asked about learners, courses and vocabularies. */
export const rosterOrders: OrdersOf<'roster' | 'course' | 'vocabulary' | 'esco'> = {
  'roster.inspect': oneOrder({ roster: path }, reading),
  'roster.map': oneOrder(
    { roster: path },
    { ...source, mapping: path, change: isMapping, out: path, remember: flag },
  ),
  'roster.check': oneOrder({ roster: path }, { ...reading, template: path }),
  'roster.correct': oneOrder({ corrections: path, change: isCorrections }),
  'roster.mend': oneOrder(
    { roster: path, corrections: path, change: isMending },
    { ...source, mapping: path },
  ),
  'roster.write-refused': oneOrder({
    out: path,
    columns: cells,
    heading: text,
    rows: manyOf(fields({ cells, reason: text })),
  }),
  'roster.paste': oneOrder({ text: (value) => typeof value === 'string' && value.length <= LONGEST_PASTE }),
  'roster.fetch': oneOrder(
    { tokenUrl: address, clientId: path, key: path, members: address, out: path },
    { keyId: path, audience: path, lineItem: address },
  ),
  'course.import': oneOrder({ file: path }, { course: text, base: path, out: path }),
  'course.export': oneOrder(
    { templates: manyOf(path), form: oneOf(COURSE_FORMS), out: path },
    { category: text },
  ),
  'vocabulary.lists': oneOrder({}, { data: path }),
  'vocabulary.search': oneOrder({ list: oneOf(LIST_NAMES), ...SEARCH }, { data: path }),
  'vocabulary.update': oneOrder({ file: path }, { version: text, data: path }),
  'esco.import': oneOrder(
    { files: listOf(fields({ file: path, language: oneOf(CONTENT_LANGUAGES) })) },
    { data: path },
  ),
  'esco.search': oneOrder(SEARCH, { data: path }),
};
