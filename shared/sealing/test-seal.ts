/**
 * The arc under which Sealwright marks seals that are only for trying out: a UUID of our own, which ITU-T X.667 gives
 * to everyone under 2.25. See docs/decisions/0003-test-seals.md.
 */
const SEALWRIGHT = '2.25.325584746693949209068361772093303935361';
/** In certificatePolicies: this certificate was issued under no policy but to be tried out. */
export const TEST_SEAL_POLICY = `${SEALWRIGHT}.1`;
/** In qcStatements: what the other statements say is said in test. */
export const TEST_SEAL_STATEMENT = `${SEALWRIGHT}.2`;
