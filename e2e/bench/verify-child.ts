import { nodeEngine } from '../../electron/engine.ts';
import { makeVerifier } from '../../electron/studio/verify-file.ts';

interface Order {
  readonly files: readonly string[];
  readonly root: string;
  readonly crls: readonly string[];
}

/** Long enough that neither the first files nor the clock decide. */
const MILLISECONDS = 5000;

process.on('message', ({ files, root, crls }: Order) => {
  measure(files, root, crls).then(
    (rate) => process.send?.(rate, () => process.exit()),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});

async function measure(files: readonly string[], root: string, crls: readonly string[]): Promise<number> {
  const verifier = makeVerifier(nodeEngine);
  const judge = async (file: string): Promise<void> => {
    const report = await verifier.verify({ file, trust: [root], crls }, new Date());
    const word = report.ok ? report.value.indication : 'not read';
    if (word !== 'TOTAL-PASSED') throw new Error(`${file}: ${word}`);
  };
  for (const file of files) await judge(file);
  const start = performance.now();
  let judged = 0;
  while (performance.now() - start < MILLISECONDS) {
    for (const file of files) {
      await judge(file);
      judged++;
    }
  }
  return judged / ((performance.now() - start) / 1000);
}
