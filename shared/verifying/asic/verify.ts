import type { Engine } from '../../engine.ts';
import type { Trust } from '../trust.ts';
import type { Verdict } from '../verdict.ts';
import { judge, refusal } from '../verify.ts';
import { checkContainer } from './check.ts';
import { openAsic } from './open.ts';

/** Judges an ASiC container as `verifyFile` judges a file. Undefined for what is no container. */
export async function verifyContainer(
  bytes: Uint8Array,
  trust: Trust,
  at: Date,
  engine: Engine,
): Promise<Verdict | undefined> {
  const container = openAsic(bytes);
  if (!container) return undefined;
  const integrity = await checkContainer(container, engine);
  return integrity.ok ? judge(integrity, trust, at) : refusal(integrity.subIndication, integrity);
}
