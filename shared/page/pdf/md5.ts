/** RFC 1321 clause 3.4: amounts of rotation, four per round. */
const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const SINES = Int32Array.from({ length: 64 }, (_, at) => Math.floor(Math.abs(Math.sin(at + 1)) * 2 ** 32));

/**
 * MD5 (RFC 1321), for the CheckSum of an embedded file (ISO 32000-1 Table 46) and nothing else: it finds an accident,
 * never an attacker. No host needs to offer it for that.
 */
export function md5(bytes: Uint8Array): Uint8Array {
  const words = padded(bytes);
  const state = new Int32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]);
  for (let block = 0; block < words.length; block += 16) digestBlock(state, words, block);
  const digest = new Uint8Array(16);
  const view = new DataView(digest.buffer);
  for (const [at, word] of state.entries()) view.setInt32(at * 4, word, true);
  return digest;
}

function digestBlock(state: Int32Array, words: Int32Array, block: number): void {
  let [a, b, c, d] = state as unknown as [number, number, number, number];
  for (let step = 0; step < 64; step++) {
    const round = step >> 4;
    let mixed: number;
    let word: number;
    if (round === 0) {
      mixed = (b & c) | (~b & d);
      word = step;
    } else if (round === 1) {
      mixed = (b & d) | (c & ~d);
      word = (5 * step + 1) & 15;
    } else if (round === 2) {
      mixed = b ^ c ^ d;
      word = (3 * step + 5) & 15;
    } else {
      mixed = c ^ (b | ~d);
      word = (7 * step) & 15;
    }
    const sum = (a + mixed + (SINES[step] as number) + (words[block + word] as number)) | 0;
    const shift = SHIFTS[(round << 2) | (step & 3)] as number;
    a = d;
    d = c;
    c = b;
    b = (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0;
  }
  state.set([
    (state[0] as number) + a,
    (state[1] as number) + b,
    (state[2] as number) + c,
    (state[3] as number) + d,
  ]);
}

/** Clauses 3.1 and 3.2: a one bit, zeros, and the length in bits. */
function padded(bytes: Uint8Array): Int32Array {
  const message = new Uint8Array(((bytes.length + 8) >> 6) * 64 + 64);
  message.set(bytes);
  message[bytes.length] = 0x80;
  const view = new DataView(message.buffer);
  view.setBigUint64(message.length - 8, BigInt(bytes.length) * 8n, true);
  const words = new Int32Array(message.length / 4);
  for (let at = 0; at < words.length; at++) words[at] = view.getInt32(at * 4, true);
  return words;
}
