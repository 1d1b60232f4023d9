import { nodeEngine } from '../../electron/engine.ts';
import { readPkcs12 } from '../../shared/sealing/pkcs12.ts';
import { verifyFile } from '../../shared/verifying/verify.ts';
import { chance } from './chance.ts';
import { mutated } from './mutation.ts';
import { type Fuzzed, makeSamples } from './samples.ts';

/** What the parent is told: where the child stands, or what it found. */
export type FuzzNews =
  | { readonly kind: 'ready' }
  | { readonly kind: 'at'; readonly seed: number }
  | { readonly kind: 'found'; readonly seed: number; readonly what: string }
  | { readonly kind: 'done'; readonly judged: number; readonly slowest: number; readonly megabytes: number };

export interface FuzzOrder {
  readonly fuzzed: Fuzzed;
  readonly seeds: readonly number[];
}

const tell = (news: FuzzNews) => process.send?.(news);
const samples = await makeSamples();

process.on('message', (order: FuzzOrder) => {
  judge(order).catch((error: unknown) => {
    tell({ kind: 'found', seed: -1, what: String(error) });
    process.exit(1);
  });
});
tell({ kind: 'ready' });

async function judge({ fuzzed, seeds }: FuzzOrder): Promise<void> {
  let slowest = 0;
  let judged = 0;
  const files = samples.files[fuzzed];
  for (const seed of seeds) {
    const bytes = mutated(fuzzed, files, chance(seed));
    tell({ kind: 'at', seed });
    const start = performance.now();
    const what = await look(fuzzed, bytes, files).catch(
      (error: unknown) => `throws ${error instanceof Error ? error.stack?.slice(0, 600) : error}`,
    );
    slowest = Math.max(slowest, performance.now() - start);
    judged++;
    if (what) tell({ kind: 'found', seed, what });
  }
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  tell({ kind: 'done', judged, slowest, megabytes });
}

/** What is wrong with how these bytes were judged, if anything. */
async function look(
  fuzzed: Fuzzed,
  bytes: Uint8Array,
  files: readonly Uint8Array[],
): Promise<string | undefined> {
  if (fuzzed === 'p12') {
    await readPkcs12(bytes, 'Selo-2026!');
    return undefined;
  }
  const { verdict } = await verifyFile(bytes, samples.trust, samples.at, nodeEngine);
  if (verdict.indication !== 'TOTAL-PASSED') return undefined;
  // Passing is right for a file that still is what was sealed; a change that means nothing leaves the payload alone.
  const own = files.slice(0, samples.own[fuzzed]);
  for (const file of own) {
    const good = (await verifyFile(file, samples.trust, samples.at, nodeEngine)).verdict;
    if (same(good.payload, verdict.payload) && (fuzzed !== 'pdf' || same(plainHex(file), plainHex(bytes))))
      return undefined;
  }
  return 'passes';
}

/** A PDF's seal is written in hexadecimal, whose letters may be large or small (ISO 32000-2 clause 7.3.4.3). */
function plainHex(pdf: Uint8Array): Uint8Array {
  const text = Buffer.from(pdf).toString('latin1');
  return Buffer.from(
    text.replace(/<[0-9A-Fa-f]{256,}>/g, (hex) => hex.toLowerCase()),
    'latin1',
  );
}

function same(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  return Buffer.compare(one ?? new Uint8Array(), other ?? new Uint8Array()) === 0;
}
