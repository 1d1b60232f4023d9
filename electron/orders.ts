import { THEMES } from '../shared/desk/settings.ts';
import type { Desk, DeskName } from '../shared/desk.ts';
import { LANGUAGES } from '../shared/language.ts';
import { type Check, files, nothing, oneOf, oneOrder, path, record } from './order.ts';
import { batchOrders } from './orders/batch.ts';
import { timestamps } from './orders/checks.ts';
import { registerOrders } from './orders/register.ts';
import { rosterOrders } from './orders/roster.ts';
import { sealOrders } from './orders/seal.ts';
import { templateOrders } from './orders/template.ts';
import { verifyOrders } from './orders/verify.ts';

/** What each name of the contract takes, said a second time for those who cannot be trusted to have been compiled. */
const ORDERS: { readonly [Name in DeskName]: Check } = {
  'studio.about': nothing,
  'policy.read': nothing,
  'requests.list': nothing,
  'diary.read': nothing,
  'doctor.examine': oneOrder({}, { register: path, out: path, driver: path }),
  'settings.read': nothing,
  'settings.save': oneOrder(
    {},
    {
      language: oneOf(LANGUAGES),
      theme: oneOf(THEMES),
      register: path,
      template: path,
      seal: path,
      sealKey: path,
      out: path,
      tokenModule: path,
      timestamps,
      trust: files,
    },
  ),
  'institution.read': nothing,
  'institution.save': oneOrder({ institution: record }),
  'trial.prepare': nothing,
  ...templateOrders,
  ...sealOrders,
  ...batchOrders,
  ...registerOrders,
  ...verifyOrders,
  ...rosterOrders,
};

/** True when `order` is what `name` takes: every field there and of its kind, and no other. */
export function isOrder<Name extends DeskName>(
  name: Name,
  order: readonly unknown[],
): order is Parameters<Desk[Name]> {
  return ORDERS[name](order);
}
