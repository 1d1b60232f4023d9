/** A password in the two forms that PKCS#12 uses in one file. */
export interface Pkcs12Password {
  /** What the derivation of RFC 7292 appendix B writes as UTF-16. */
  readonly text: string;
  /** What PBKDF2 is given: UTF-8. */
  readonly octets: ArrayBuffer;
}

/**
 * What a typed password may have been for the program that wrote the file. OpenSSL before 1.1.0 took every octet of
 * what was typed in a UTF-8 terminal for a character of its own; later ones read such files too (OpenSSL,
 * passphrase-encoding(7)).
 */
export function readingsOf(password: string): readonly [Pkcs12Password, ...Pkcs12Password[]] {
  const octets = new TextEncoder().encode(password);
  const text = Array.from(octets, (octet) => String.fromCharCode(octet)).join('');
  const meant = { text: password, octets: octets.buffer };
  return text === password ? [meant] : [meant, { text, octets: octets.buffer }];
}
