/** What is the same in every code of a version (ISO/IEC 18004 clause 6.3): where the data go, and all around them. */
export interface QrShape {
  /** Modules along one side. */
  readonly size: number;
  /**
   * 1 where a finder, alignment or timing pattern, the format or the version is dark, and where data of nothing but 0 are
   * under mask 2: in every third column (table 10).
   */
  readonly ground: Uint8Array;
  /** The place of each bit of the codewords. */
  readonly order: Uint16Array;
}

const shapes = new Map<number, QrShape>();

export function shapeOf(version: number): QrShape {
  const known = shapes.get(version);
  if (known) return known;
  const made = new Drawing(version).shape();
  shapes.set(version, made);
  return made;
}

/** The format of level M with mask 2, and what tells it from all light (table C.1). */
const FORMAT = 0b101111001111100;

class Drawing {
  readonly #version: number;
  readonly #size: number;
  readonly #ground: Uint8Array;
  readonly #taken: Uint8Array;

  constructor(version: number) {
    this.#version = version;
    this.#size = 17 + 4 * version;
    this.#ground = new Uint8Array(this.#size ** 2);
    this.#taken = new Uint8Array(this.#size ** 2);
  }

  shape(): QrShape {
    const size = this.#size;
    for (let at = 0; at < size; at++)
      for (const [x, y] of [
        [at, 6],
        [6, at],
      ] as const)
        this.#put(x, y, at % 2 === 0);
    for (const [x, y] of [
      [3, 3],
      [size - 4, 3],
      [3, size - 4],
    ] as const)
      this.#rings(x, y, 4);
    const centres = this.#alignments();
    // Where a finder stands, there is none.
    const inCorner = (x: number, y: number) => (x < 8 ? y < 8 || y > size - 9 : y < 8 && x > size - 9);
    for (const y of centres) for (const x of centres) if (!inCorner(x, y)) this.#rings(x, y, 2);
    this.#format();
    if (this.#version > 6) this.#versionBits();
    const order = this.#order();
    for (const place of order) if ((place % size) % 3 === 0) this.#ground[place] = 1;
    return { size, ground: this.#ground, order };
  }

  #put(x: number, y: number, dark: boolean): void {
    const at = y * this.#size + x;
    this.#ground[at] = dark ? 1 : 0;
    this.#taken[at] = 1;
  }

  /** Squares within squares: of a finder with its separator (radius 4), of an alignment pattern (2). */
  #rings(x: number, y: number, radius: number): void {
    for (let down = -radius; down <= radius; down++)
      for (let across = -radius; across <= radius; across++) {
        const [column, row] = [x + across, y + down];
        if (Math.min(column, row) < 0 || Math.max(column, row) >= this.#size) continue;
        const ring = Math.max(Math.abs(across), Math.abs(down));
        this.#put(column, row, radius === 4 ? ring !== 2 && ring !== 4 : ring !== 1);
      }
  }

  /** Rows and columns of the alignment patterns' centres (annex E). */
  #alignments(): readonly number[] {
    if (this.#version === 1) return [];
    const count = Math.floor(this.#version / 7) + 2;
    const last = this.#size - 7;
    // Even steps counted from the far side; version 32 is the standard's one exception.
    const step = this.#version === 32 ? 26 : 2 * Math.ceil((last - 6) / (2 * (count - 1)));
    return [6, ...Array.from({ length: count - 1 }, (_, at) => last - (count - 2 - at) * step)];
  }

  /** Twice (clause 7.9.1), and the module that is always dark. */
  #format(): void {
    const size = this.#size;
    for (let bit = 0; bit < 15; bit++) {
      const dark = ((FORMAT >> bit) & 1) === 1;
      if (bit < 8) this.#put(8, bit < 6 ? bit : bit + 1, dark);
      else this.#put(bit === 8 ? 7 : 14 - bit, 8, dark);
      if (bit < 8) this.#put(size - 1 - bit, 8, dark);
      else this.#put(8, size - 15 + bit, dark);
    }
    this.#put(8, size - 8, true);
  }

  /** The version and its twelve check bits, twice (clause 7.10, annex D). */
  #versionBits(): void {
    let rest = this.#version;
    for (let bit = 0; bit < 12; bit++) rest = (rest << 1) ^ ((rest >> 11) * 0x1f25);
    const bits = (this.#version << 12) | rest;
    for (let bit = 0; bit < 18; bit++) {
      const dark = ((bits >> bit) & 1) === 1;
      const [near, far] = [Math.floor(bit / 3), this.#size - 11 + (bit % 3)];
      this.#put(far, near, dark);
      this.#put(near, far, dark);
    }
  }

  /** Two columns at a time from the right, upwards and downwards in turn, around what is taken (clause 7.7.3). */
  #order(): Uint16Array {
    const size = this.#size;
    const order: number[] = [];
    for (let right = size - 1, upwards = true; right > 0; right -= 2, upwards = !upwards) {
      if (right === 6) right = 5;
      for (let step = 0; step < size; step++) {
        const row = (upwards ? size - 1 - step : step) * size;
        for (const column of [right, right - 1]) if (!this.#taken[row + column]) order.push(row + column);
      }
    }
    return Uint16Array.from(order);
  }
}
