import { CREDENTIAL_KINDS } from '../../shared/credential/kind.ts';
import { type CameraFrame, LARGEST_FRAME } from '../../shared/desk/verification.ts';
import { LANGUAGES } from '../../shared/language.ts';
import { DECISIONS, ISSUER_KINDS } from '../../shared/trust/issuers/issuer.ts';
import { isCountry } from '../../shared/trust/issuers/read.ts';
import {
  type Check,
  countUpTo,
  fields,
  files,
  listOf,
  manyOf,
  oneOf,
  oneOrder,
  path,
  text,
} from '../order.ts';
import { isListAddress } from '../trusted-lists/ask.ts';
import { algorithm, day, LONGEST_VALIDITY } from './checks.ts';
import type { OrdersOf } from './orders-of.ts';

/** What a file is judged by. */
const judging = {
  ...{ crls: files, controllers: files, lists: files, listKeys: files, statusLists: files },
  ...{ register: path, data: path },
};

const frame = {
  width: countUpTo(LARGEST_FRAME),
  height: countUpTo(LARGEST_FRAME),
  grey: (value: unknown) => value instanceof Uint8Array,
};

const isWhole = ({ width, height, grey }: CameraFrame) => width > 0 && grey.length === width * height;

const isListUrl: Check = (value) => path(value) && isListAddress(String(value));

/** ISO 3166-1 alpha-2, as the lists write it: `EL` and `UK` are theirs. */
const isTerritory: Check = (value) => typeof value === 'string' && /^[A-Z]{2}$/.test(value);

const iscedFields = listOf((value) => typeof value === 'string' && /^\d{2,4}$/.test(value));

const levels = listOf((value) => value !== 0 && countUpTo(8)(value));

const assurance = fields(
  { agency: path, decision: oneOf(DECISIONS), from: day },
  { scope: text, until: day, report: text },
);

/** What is asked about verifying and trusted issuers. */
export const verifyOrders: OrdersOf<'verify' | 'trust'> = {
  'verify.file': oneOrder({ file: path, trust: files }, judging),
  'verify.frame': (order) => oneOrder(frame)(order) && isWhole((order as readonly [CameraFrame])[0]),
  'verify.code': oneOrder(
    { codes: files, trust: files },
    { crls: files, lists: files, listKeys: files, data: path },
  ),
  'verify.report': oneOrder(
    { files: manyOf(path), trust: files, out: path, language: oneOf(LANGUAGES) },
    { ...judging, seal: path, password: text, sealKey: path, algorithm },
  ),
  'verify.lists': oneOrder({}, { lists: files, listKeys: files, data: path }),
  'trust.list': oneOrder({}, { data: path }),
  'trust.ask': oneOrder({ file: path }, { data: path }),
  'trust.add': oneOrder(
    { kind: oneOf(ISSUER_KINDS) },
    {
      data: path,
      certificates: files,
      from: path,
      accept: text,
      name: text,
      country: (value) => typeof value === 'string' && isCountry(value),
      legalIdentifier: text,
      website: text,
      kinds: listOf(oneOf(CREDENTIAL_KINDS)),
      fields: iscedFields,
      levels,
      assurance,
      until: day,
    },
  ),
  'trust.change': oneOrder(
    {
      issuer: path,
      kind: oneOf(ISSUER_KINDS),
      awards: listOf(fields({ kinds: manyOf(oneOf(CREDENTIAL_KINDS)) }, { fields: iscedFields, levels })),
      assurance: listOf(assurance),
    },
    { data: path, until: day },
  ),
  'trust.remove': oneOrder({ issuer: path }, { data: path }),
  'trust.import': oneOrder({ file: path }, { data: path, accept: text, listKeys: files }),
  'trust.export': oneOrder(
    { out: path, days: countUpTo(LONGEST_VALIDITY), seal: path, password: text },
    { data: path, sealKey: path, algorithm },
  ),
  'trust.fetch': oneOrder(
    {},
    { data: path, address: isListUrl, listKeys: files, territories: manyOf(isTerritory) },
  ),
  'trust.check': oneOrder({}, { data: path }),
};
