import { isControllerId } from '../../shared/sealing/controller-id.ts';
import { type Check, countUpTo, files, flag, oneOf, oneOrder, path, text } from '../order.ts';
import { algorithm, reading, timestamps } from './checks.ts';
import type { OrdersOf } from './orders-of.ts';

const isController: Check = (value) => typeof value === 'string' && text(value) && isControllerId(value);

const someAddresses: Check = (value) => timestamps(value) && Array.isArray(value) && value.length > 0;

/** What is asked about seals, what raises them, and records of batches. */
export const sealOrders: OrdersOf<'extend' | 'seal' | 'record'> = {
  'extend.files': oneOrder(
    { files, to: oneOf(['T', 'LT', 'LTA']), timestamps: someAddresses, trust: files },
    {
      register: path,
      renew: flag,
      timestampHash: oneOf(['SHA-256', 'SHA-512']),
      certificates: files,
      crls: files,
      ocsps: files,
      online: flag,
    },
  ),
  'extend.cancel': oneOrder({ run: path }),
  'extend.due': oneOrder({ files, within: countUpTo(36_500) }, { register: path }),
  'seal.cosign': oneOrder(
    { files, seal: path, out: path, password: text },
    {
      ...reading,
      register: path,
      sealKey: path,
      algorithm,
      trust: files,
      crls: files,
      timestamps,
      timestampTrust: files,
    },
  ),
  'record.make': oneOrder(
    { folder: path, seal: path, password: text },
    {
      ...{ register: path, sealKey: path, algorithm, timestamps, timestampTrust: files },
      ...{
        level: oneOf(['T', 'LT', 'LTA']),
        trust: files,
        certificates: files,
        crls: files,
        ocsps: files,
        online: flag,
      },
    },
  ),
  'record.prove': oneOrder({ proofs: path, file: path, out: path }),
  'record.verify': oneOrder({ record: path, proofs: path, files, trust: files }, { crls: files }),
  'seal.tokens': oneOrder({ module: path }),
  'seal.inspect': oneOrder({ seal: path, password: text }, { sealKey: path, algorithm }),
  'seal.controller': oneOrder(
    { seal: path, password: text, controller: isController, out: path },
    { sealKey: path, algorithm },
  ),
};
