/** The odd primes up to 167. */
const PRIMES = [
  3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107,
  109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
];
const GENERATOR = 65537;

/** For each prime, the remainders that powers of 65537 leave. */
const REMAINDERS = PRIMES.map((prime) => {
  const found = new Set<number>();
  for (let power = 1; !found.has(power); power = (power * GENERATOR) % prime) found.add(power);
  return { prime, found };
});

/**
 * The fingerprint of RSA keys made by Infineon's library (CVE-2017-15361, ROCA): their primes are k·M + (65537^a mod M)
 * with M the product of the first primes, so the modulus too is a power of 65537 modulo each of them
 * (Nemec et al., "The Return of Coppersmith's Attack", CCS 2017, clause 2.2). A key made otherwise passes all of these
 * by chance once in 2^27 or less.
 * @param modulus big-endian.
 */
export function isRocaModulus(modulus: Uint8Array): boolean {
  return REMAINDERS.every(({ prime, found }) =>
    found.has(modulus.reduce((rest, octet) => (rest * 256 + octet) % prime, 0)),
  );
}
