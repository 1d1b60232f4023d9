import { resolve } from 'node:path';
import type { BatchOrder } from '../../shared/desk/batch.ts';
import { isDatabase } from '../register/address.ts';
import type { KeptOrder } from '../register/jobs.ts';

/** What the register keeps of an order: paths that hold from any folder, and nothing secret. */
export function keptOrder({ password: _, continues: __, first: ___, ...order }: BatchOrder): KeptOrder {
  const { template, roster, out, register, mapping, corrections, sealKey, seal } = order;
  const { timestampTrust, parts, trust, crls, certificates, ocsps } = order;
  const one = (path: string | undefined, name: string) => path !== undefined && { [name]: resolve(path) };
  const many = (paths: readonly string[] | undefined, name: string) =>
    paths && { [name]: paths.map((path) => resolve(path)) };
  return {
    ...order,
    template: resolve(template),
    roster: resolve(roster),
    out: resolve(out),
    seal: /^(pkcs11|csc):/.test(seal) ? seal : resolve(seal),
    ...(register !== undefined && { register: placeOf(register) }),
    ...one(mapping, 'mapping'),
    ...one(corrections, 'corrections'),
    ...one(sealKey, 'sealKey'),
    ...many(timestampTrust, 'timestampTrust'),
    ...many(parts, 'parts'),
    ...many(trust, 'trust'),
    ...many(crls, 'crls'),
    ...many(certificates, 'certificates'),
    ...many(ocsps, 'ocsps'),
  };
}

/** A path that holds from any folder, or the address of a database. */
export function placeOf(register: string): string {
  return isDatabase(register) ? register : resolve(register);
}
