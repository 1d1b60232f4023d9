import { resolve } from 'node:path';

/** What an encrypted register is opened with, as long as this process lives; nowhere else is it kept. */
const kept = new Map<string, string>();
let everywhere: string | undefined;

/** From now on this register is opened with this key. */
export function keepKey(path: string, key: string): void {
  kept.set(resolve(path), key);
}

export function forgetKey(path: string): void {
  kept.delete(resolve(path));
}

/** The register's own, else what SEALWRIGHT_REGISTER_KEY holds, which children and crash reports are not to see. */
export function keyOf(path: string): string | undefined {
  const told = process.env.SEALWRIGHT_REGISTER_KEY;
  if (told !== undefined) {
    delete process.env.SEALWRIGHT_REGISTER_KEY;
    everywhere = told;
  }
  return kept.get(resolve(path)) ?? everywhere;
}
