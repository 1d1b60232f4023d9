import { createHash } from 'node:crypto';

/** How every link of every chain is hashed: SHA-256 over its fields as JSON, in hexadecimal. */
export function digestOf(fields: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}
