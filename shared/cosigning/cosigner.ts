/** Adds the seal of a further institution to files that are sealed already and hold (`verifyFile`). */
export interface Cosigner {
  /**
   * @returns the file under one seal more, those before untouched; `no-room` when its form or its seals leave none,
   *   `not-next` when the room that is left is another institution's.
   * @throws StudioFault when the key fails, or the time-stamping authority.
   */
  add(sealed: Uint8Array, facts: CosignFacts): Promise<Uint8Array | 'no-room' | 'not-next'>;
}

export interface CosignFacts {
  /** Claimed signing time, `YYYY-MM-DDThh:mm:ssZ`. */
  readonly at: string;
  /** organizationIdentifier of the certificate that seals. */
  readonly identifier: string;
}
