import { done, type Outcome, refused } from '../../problem.ts';
import { type JsonMembers, readPayload } from './read-json.ts';
import { structureProblems } from './structure.ts';
import { lookAlikes, termProblems } from './terms.ts';

/**
 * Reads a W3C Verifiable Credential, Data Model 2.0, strictly: unambiguous JSON, every member the data model asks for,
 * every term defined by a context that is at hand, every moment with its zone. It says nothing of proofs.
 * @param contexts more JSON-LD contexts by URL than those bundled.
 * @returns the credential, or `payload.*` problems: all of the first kind that is found, in the order above.
 */
export async function readVerifiableCredential(
  bytes: Uint8Array,
  contexts?: ReadonlyMap<string, object>,
): Promise<Outcome<JsonMembers>> {
  const read = readPayload(bytes);
  if (!read.ok) return read;
  const credential = read.value;
  const [lookAlike] = lookAlikes(credential);
  if (lookAlike !== undefined) return refused({ code: 'payload.key-lookalike', facts: { key: lookAlike } });
  const [first, ...more] = structureProblems(credential);
  if (first) return refused(first, ...more);
  const [unknown, ...others] = await termProblems(credential, contexts);
  return unknown ? refused(unknown, ...others) : done(credential);
}
