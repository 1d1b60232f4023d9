import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** RFC 7914: 32 MiB and some 100 ms for each try, since a PIN is short. */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const;
const LENGTH = 32;

/** What is kept of a PIN; hexadecimal. */
export interface KeptPin {
  readonly salt: string;
  readonly pin: string;
}

export async function keepPin(pin: string): Promise<KeptPin> {
  const salt = randomBytes(16);
  return { salt: salt.toString('hex'), pin: (await derive(pin, salt)).toString('hex') };
}

export async function isPin(told: string, { salt, pin }: KeptPin): Promise<boolean> {
  const kept = Buffer.from(pin, 'hex');
  return kept.length === LENGTH && timingSafeEqual(kept, await derive(told, Buffer.from(salt, 'hex')));
}

function derive(pin: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(pin.normalize('NFKC'), salt, LENGTH, COST, (fault, key) => (fault ? reject(fault) : resolve(key)));
  });
}
