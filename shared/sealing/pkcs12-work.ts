/**
 * Rounds of PBKDF2 with SHA-256 that one file may cost in all, some seconds on a busy machine: enough for
 * 600,000 rounds in every part, as the most careful programs write. A hostile file must not keep a machine busy, be it by one count or by many parts.
 */
const MOST_ROUNDS = 5_000_000;
/** What each derivation costs besides its rounds. */
const START = 500;

/** What opening one file has cost so far, counted before anything is derived. */
export class Pkcs12Work {
  #left = MOST_ROUNDS;

  /**
   * False when it is too much, and for what is no count: pkijs gives 0 for numbers of four octets and more.
   * @param price of a round, in rounds of PBKDF2 with SHA-256.
   */
  bears(iterations: number, price: number): boolean {
    if (!(iterations >= 1)) return false;
    this.#left -= START + iterations * price;
    return this.#left >= 0;
  }
}
