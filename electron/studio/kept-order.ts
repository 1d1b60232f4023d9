import { resolve } from 'node:path';
import type { BatchOrder } from '../../shared/desk/batch.ts';
import { isDatabase } from '../register/address.ts';
import type { KeptOrder } from '../register/jobs.ts';
import { isServiceAddress } from '../seals/csc-address.ts';
import { isTokenAddress } from '../seals/pkcs11-address.ts';

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
    seal: standing(seal),
    ...(register !== undefined && { register: standing(register) }),
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

/** A path that holds from any folder, or an address as it is. */
export function standing(address: string): string {
  return isElsewhere(address) ? address : resolve(address);
}

/** A token, a service or a database: nothing that a disk has or has not. */
export function isElsewhere(address: string): boolean {
  return isTokenAddress(address) || isServiceAddress(address) || isDatabase(address);
}
