import type { Credential } from '../credential/credential.ts';

/**
 * What the page's QR code says: which credential this sheet claims to be. Capitals, digits and `:` `-` `/` `.` only
 * where the serial allows it, for then the code is set in the denser alphanumeric mode (ISO/IEC 18004 7.4.4).
 */
export function proofText(credential: Credential): string {
  const id = credential.id.replace(/^urn:uuid:/, '').toUpperCase();
  return `SEALWRIGHT:1:${credential.serial}:${id}:${credential.award.awardedOn}`;
}
