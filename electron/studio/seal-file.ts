import type { SealOrder, SealReport } from '../../shared/desk/seal.ts';
import { done, type Outcome, type Problem, refused } from '../../shared/problem.ts';
import { type Fitness, judgeFitness } from '../../shared/sealing/fitness.ts';
import { inFile, placed, readBounded } from '../files/read.ts';
import { readSealFile } from '../reading/read-seal.ts';
import { openServiceSeal } from '../seals/csc.ts';
import { isServiceAddress } from '../seals/csc-address.ts';
import type { OpenSeal } from '../seals/open-seal.ts';
import { looksLikePem, openPemSeal } from '../seals/pem.ts';
import { openTokenSeal } from '../seals/pkcs11.ts';
import { isTokenAddress } from '../seals/pkcs11-address.ts';
import { openSeal } from '../seals/pkcs12.ts';
import { noteSeal } from './diary-file.ts';
import { reportOf } from './seal-report.ts';
import { testSealPassword } from './trial-project.ts';

/** A seal file holds a key and a handful of certificates. */
const LARGEST_SEAL = 1024 * 1024;

/** The one door: the seal of the order wherever its key lies, opened but not judged. */
export async function openSealAt(order: SealOrder): Promise<Outcome<OpenSeal>> {
  const { seal } = order;
  const password = order.password || ((await testSealPassword(seal)) ?? '');
  const elsewhere = isTokenAddress(seal)
    ? openTokenSeal
    : isServiceAddress(seal)
      ? openServiceSeal
      : undefined;
  if (!elsewhere) return openSealFile({ ...order, password });
  if (password === '') return refused({ code: 'seal.password-missing', where: { file: seal } });
  return inFile(seal, await elsewhere(seal, password, order));
}

async function openSealFile(order: SealOrder): Promise<Outcome<OpenSeal>> {
  const { seal, sealKey, password } = order;
  const file = await readBounded(seal, LARGEST_SEAL);
  if (!file.ok) return file;
  if (sealKey !== undefined || looksLikePem(file.value)) {
    const key = sealKey === undefined ? file : await readBounded(sealKey, LARGEST_SEAL);
    if (!key.ok) return key;
    return inFile(sealKey ?? seal, await openPemSeal(file.value, key.value, password, order));
  }
  if (password === '') return refused({ code: 'seal.password-missing', where: { file: seal } });
  const read = (bytes: Uint8Array, word: string) => readSealFile(seal, bytes, word);
  return inFile(seal, await openSeal(file.value, password, order, read));
}

/** The seal of the order when it may be used at `at`; its warnings beside it. */
export async function openFitSeal(
  order: SealOrder,
  at: Date,
): Promise<Outcome<{ readonly seal: OpenSeal; readonly warnings: SealReport['problems'] }>> {
  const opened = await openSealAt(order);
  if (!opened.ok) return opened;
  const { problems, warnings } = judge(order, opened.value, at);
  const [first, ...more] = problems;
  if (!first) {
    await noteSeal(order.seal, opened.value, at);
    return done({ seal: opened.value, warnings });
  }
  opened.value.close();
  return refused(first, ...more);
}

/** What keeps a seal that was opened from sealing any longer. */
export function outlived(order: Pick<SealOrder, 'seal'>, opened: OpenSeal, at: Date): readonly Problem[] {
  return judge(order, opened, at).problems;
}

/** What its certificate says, and what the place of its key does. */
function judge({ seal }: Pick<SealOrder, 'seal'>, opened: OpenSeal, at: Date): Fitness {
  const { certificate, chain, kept, unprotected, algorithm } = opened;
  const fitness = judgeFitness(certificate, chain, at, { algorithm: algorithm.name, kept });
  const warnings: readonly Problem[] = [
    ...fitness.warnings,
    ...(unprotected ? [{ code: 'seal.key-unprotected' } as const] : []),
  ];
  return {
    problems: fitness.problems.map((problem) => placed(seal, problem)),
    warnings: warnings.map((problem) => placed(seal, problem)),
  };
}

export async function reportSeal(order: SealOrder, at: Date): Promise<Outcome<SealReport>> {
  const opened = await openSealAt(order);
  if (!opened.ok) return opened;
  opened.value.close();
  await noteSeal(order.seal, opened.value, at);
  return done(reportOf(opened.value, judge(order, opened.value, at)));
}
