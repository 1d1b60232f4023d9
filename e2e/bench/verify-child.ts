import { nodeEngine } from '../../electron/engine.ts';
import { readBounded } from '../../electron/files/read.ts';
import { readTrust } from '../../electron/studio/trust-sources.ts';
import { makeVerifier } from '../../electron/studio/verify-file.ts';
import { LARGEST_FILE, verifyFile } from '../../shared/verifying/verify.ts';

interface Order {
  readonly files: readonly string[];
  readonly root: string;
  readonly crls: readonly string[];
  /** The whole of what `sealwright verify` does, the sealed data inside of the page included. */
  readonly summary: boolean;
}

/** Long enough that neither the first files nor the clock decide. */
const MILLISECONDS = 5000;

process.on('message', (order: Order) => {
  measure(order).then(
    (rate) => process.send?.(rate, () => process.exit()),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});

async function judgeOf({ root, crls, summary }: Order): Promise<(file: string) => Promise<string>> {
  const verifier = makeVerifier(nodeEngine);
  const trust = await readTrust([root], crls);
  if (!trust.ok) throw new Error('whom to trust cannot be read');
  return async (file) => {
    if (!summary) {
      const read = await readBounded(file, LARGEST_FILE);
      if (!read.ok) return 'not read';
      return (await verifyFile(read.value, trust.value, new Date(), nodeEngine)).verdict.indication;
    }
    const report = await verifier.verify({ file, trust: [root], crls }, new Date());
    return report.ok ? report.value.indication : 'not read';
  };
}

async function measure(order: Order): Promise<number> {
  const judge = await judgeOf(order);
  const all = async (): Promise<void> => {
    for (const file of order.files) {
      const word = await judge(file);
      if (word !== 'TOTAL-PASSED') throw new Error(`${file}: ${word}`);
    }
  };
  await all();
  const start = performance.now();
  let judged = 0;
  while (performance.now() - start < MILLISECONDS) {
    await all();
    judged += order.files.length;
  }
  return judged / ((performance.now() - start) / 1000);
}
