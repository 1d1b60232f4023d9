import type { DeskName } from '../../shared/desk.ts';
import type { Check } from '../order.ts';

/** Every name of the contract that begins with one of these words and a full stop, and how its arguments are checked. */
export type OrdersOf<Word extends string> = {
  readonly [Name in Extract<DeskName, `${Word}.${string}`>]: Check;
};
