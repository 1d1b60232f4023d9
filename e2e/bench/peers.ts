import { availableParallelism } from 'node:os';
import { missingJava, runJavaClass } from '../judges/java.ts';
import { missingPython, runPython } from '../judges/python.ts';

/** What can be sealed, each by its own kind of seal: PAdES, XAdES, JAdES. */
export const SEALABLE = ['pdf', 'xml', 'json'] as const;

/** Seals a second. */
export type SealRates = Readonly<Partial<Record<(typeof SEALABLE)[number], number>>>;

/** A PKCS#12 file and its password. */
export interface PeerKey {
  readonly path: string;
  readonly password: string;
}

/** How many seals of level B EU DSS makes of a plain PDF, XML and JSON, with a thread for each processor; undefined without Java. */
export async function rateOfDss(
  { path, password }: PeerKey,
  plain: Readonly<Record<(typeof SEALABLE)[number], string>>,
  seconds: number,
): Promise<SealRates | undefined> {
  if (await missingJava()) return undefined;
  const args = [
    path,
    ...SEALABLE.map((kind) => plain[kind]),
    String(seconds),
    String(availableParallelism()),
  ];
  const { code, out, err } = await runJavaClass('judges.SealBench', args, `${password}\n`);
  if (code !== 0) throw new Error(`EU DSS: ${err.slice(-1000)}`);
  return JSON.parse(out.trim().split('\n').at(-1) ?? '{}') as SealRates;
}

/** The same of pyHanko, which seals PDF alone, with a process for each processor; undefined without Python. */
export async function rateOfPyhanko(
  { path, password }: PeerKey,
  pdf: string,
  seconds: number,
): Promise<SealRates | undefined> {
  if (await missingPython()) return undefined;
  const args = [path, pdf, String(seconds), String(availableParallelism())];
  const { code, out, err } = await runPython('python/seal_bench.py', args, [password]);
  if (code !== 0) throw new Error(`pyHanko: ${err.slice(-1000)}`);
  return JSON.parse(out) as SealRates;
}
