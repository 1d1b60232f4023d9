import type { Engine } from '../engine.ts';
import { checkBadge } from '../formats/badge/check.ts';
import { europeanProblems, readEuropeanDigitalCredential } from '../formats/elm/check.ts';
import { readVerifiableCredential } from '../formats/vc/check.ts';
import type { JsonMembers } from '../formats/vc/read-json.ts';
import type { Outcome, Problem } from '../problem.ts';
import { checkJson } from './json/check.ts';
import { isObject } from './json/jws.ts';
import { plainJson, type StrictJson } from './json/strict-json.ts';
import { kindOf, type SealedKind } from './kind.ts';
import { checkVcJwt } from './vc/jwt.ts';

/**
 * What is wrong with the data under a seal, by the rules of their own format: a seal holds over bad data as well as over
 * good ones. Nothing is said of formats that are not ours to judge.
 * @param payload what the seal covers, as the verdict has it; `file` the whole, for badges, whose claims stand beside.
 * @param at `YYYY-MM-DDThh:mm:ssZ`
 * @param json the payload, where somebody has read it already.
 */
export async function contentProblems(
  kind: SealedKind,
  { payload, file }: { readonly payload: Uint8Array; readonly file: Uint8Array },
  engine: Engine,
  at: string,
  json?: StrictJson,
): Promise<readonly Problem[]> {
  switch (kind) {
    case 'pdf':
      return attached(payload, engine, at);
    case 'json':
      if (!isEuropean(payload)) return [];
      // Only what no two readers understand differently is read by `readStrictJson`.
      if (isObject(json)) return europeanProblems(plainJson(json) as JsonMembers);
      return problemsOf(readEuropeanDigitalCredential(payload));
    case 'vc-jwt':
    case 'vc-di':
      return problemsOf(await readVerifiableCredential(payload));
    case 'badge-jwt':
    case 'badge-png':
    case 'badge-svg':
      return checkBadge(file, at);
    default:
      return [];
  }
}

/** A page carries its data as a sealed file of its own. */
async function attached(file: Uint8Array, engine: Engine, at: string): Promise<readonly Problem[]> {
  const kind = kindOf(file);
  if (kind !== 'json' && kind !== 'vc-jwt') return [];
  const inside = await (kind === 'json' ? checkJson : checkVcJwt)(file, engine);
  return inside.ok ? contentProblems(kind, { payload: inside.payload, file }, engine, at) : [];
}

/** Sealed JSON may be anything at all; what calls itself so is held to it. */
function isEuropean(payload: Uint8Array): boolean {
  return new TextDecoder().decode(payload).includes('"EuropeanDigitalCredential"');
}

function problemsOf(read: Outcome<unknown>): readonly Problem[] {
  return read.ok ? [] : read.problems;
}
