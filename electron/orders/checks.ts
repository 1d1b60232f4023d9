import { ROSTER_ENCODINGS } from '../../shared/roster/encodings.ts';
import { SEAL_ALGORITHMS } from '../../shared/sealing/algorithms.ts';
import { type Check, countUpTo, listOf, oneOf, path, text } from '../order.ts';
import { isAuthorityAddress } from '../timestamp/client.ts';

export const LONGEST_PAGE = 500;

/** Days. */
export const LONGEST_VALIDITY = 3660;

export const day: Check = (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);

export const algorithm = oneOf(Object.keys(SEAL_ALGORITHMS));

export const timestamps = listOf((one) => typeof one === 'string' && text(one) && isAuthorityAddress(one));

/** How a roster is to be read. */
export const source = {
  sheet: text,
  header: countUpTo(Number.MAX_SAFE_INTEGER),
  encoding: oneOf(ROSTER_ENCODINGS),
  hidden: oneOf(['skip', 'read']),
};
export const reading = { ...source, mapping: path, corrections: path };
