import { FIGURE_FACTS } from '../../shared/desk/figures.ts';
import { ROLES } from '../../shared/desk/office.ts';
import {
  CHANGE_KINDS,
  CREDENTIAL_STATUSES,
  ERASURE_REASONS,
  STATUS_REASONS,
} from '../../shared/desk/register.ts';
import { LANGUAGES } from '../../shared/language.ts';
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
import { algorithm, day, LONGEST_PAGE, LONGEST_VALIDITY } from './checks.ts';
import type { OrdersOf } from './orders-of.ts';

const isReport: Check = (value) => path(value) && /\.(?:json|pdf)$/i.test(String(value));

const amount: Check = (value) => typeof value === 'number' && value >= 0 && value <= 1e9;

const someRoles = manyOf(oneOf(ROLES));

/** What is asked about the register, its office, figures and audit. */
export const registerOrders: OrdersOf<'register' | 'office' | 'person' | 'figures' | 'status' | 'audit'> = {
  'office.show': oneOrder({ register: path }),
  'office.appoint': oneOrder({ register: path, name: path, roles: someRoles, pin: text }),
  'office.change': oneOrder({ register: path, officer: path }, { roles: someRoles, pin: text }),
  'office.dismiss': oneOrder({ register: path, officer: path }),
  'office.rule': oneOrder({ register: path, fourEyes: flag, lockMinutes: countUpTo(480) }),
  'office.sign-in': oneOrder({ register: path, officer: path, pin: text }),
  'office.sign-out': nothing,
  'register.open': oneOrder({ register: path }),
  'register.chains': oneOrder({ register: path }),
  'register.entries': oneOrder(
    { search: text, offset: countUpTo(Number.MAX_SAFE_INTEGER), limit: countUpTo(LONGEST_PAGE) },
    { status: oneOf(CREDENTIAL_STATUSES), template: text, batch: text, from: day, until: day },
  ),
  'register.show': oneOrder({ register: path, credential: text }),
  'register.change': oneOrder({
    register: path,
    kind: oneOf(CHANGE_KINDS),
    credentials: manyOf(text),
    reason: oneOf(STATUS_REASONS),
    ground: text,
  }),
  'register.erase': oneOrder(
    { register: path, credentials: manyOf(text), ground: text },
    { reason: oneOf(ERASURE_REASONS), whole: flag },
  ),
  'register.due': oneOrder(
    { register: path, within: countUpTo(LONGEST_VALIDITY) },
    { years: countUpTo(100), keptYears: countUpTo(100) },
  ),
  'person.export': oneOrder(
    { register: path, credentials: listOf(text), out: isReport, language: oneOf(LANGUAGES), ground: text },
    { person: fields({ givenName: text, familyName: text }, { birthDate: day, studentId: path }) },
  ),
  'figures.count': oneOrder(
    { register: path, by: oneOf(FIGURE_FACTS), language: oneOf(LANGUAGES) },
    {
      ...{ from: day, until: day, least: countUpTo(1000), csv: path },
      ...{ cost: amount, costBefore: amount, minutes: amount, minutesBefore: amount },
    },
  ),
  'register.change-many': oneOrder(
    { register: path, file: path, dryRun: flag },
    { kind: oneOf(CHANGE_KINDS) },
  ),
  'register.figures': oneOrder({ register: path }),
  'register.check': oneOrder({ register: path }),
  'register.restore': oneOrder({ backup: path, register: path }),
  'register.backup': oneOrder({ register: path, to: path }),
  'register.encrypt': oneOrder({ register: path, key: path }),
  'register.decrypt': oneOrder({ register: path }),
  'register.unlock': oneOrder({ register: path, key: path }),
  'status.publish': oneOrder(
    { register: path, out: path, days: countUpTo(LONGEST_VALIDITY), seal: path, password: text },
    { sealKey: path, algorithm },
  ),
  'audit.seal': oneOrder({ register: path, seal: path, password: text }, { sealKey: path, algorithm }),
  'audit.export': oneOrder({ register: path, out: path }),
  'audit.verify-export': oneOrder({ file: path, trust: files }, { kept: text }),
  'audit.verify': oneOrder({ register: path, trust: files }, { kept: text }),
};
