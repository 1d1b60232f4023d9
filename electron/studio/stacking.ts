import { join } from 'node:path';
import type { Recipient } from '../../shared/credential/recipient.ts';
import type { Engine } from '../../shared/engine.ts';
import { SEALED_FORMATS, type SealedFormat } from '../../shared/issue/sealed-file.ts';
import { done, type Outcome, type Problem, refused } from '../../shared/problem.ts';
import type { EarnedPart, StackLearner } from '../../shared/stack/earned.ts';
import { judgeStack } from '../../shared/stack/judge.ts';
import { poolOf } from '../../shared/stack/pool.ts';
import { type PresentedPart, readKept } from '../../shared/stack/presented.ts';
import type { AcceptedRules, StackRules } from '../../shared/stack/rules.ts';
import { stackedOf } from '../../shared/stack/stacked.ts';
import type { Template } from '../../shared/template/template.ts';
import { LARGEST_FILE } from '../../shared/verifying/verify.ts';
import type { Stacking } from '../batch/stacking.ts';
import { inFile, readBounded } from '../files/read.ts';
import { sha256Of } from '../files/sha256.ts';
import type { EntryFile } from '../register/entries.ts';
import type { Answering } from '../register/shared-register.ts';
import type { HeldCredential } from '../register/stacks.ts';
import type { PartsFolder } from './parts-folder.ts';

/** What stacks ask of the register. */
export interface StackRegister extends Answering<'heldBy' | 'usedIn' | 'partsOf'> {
  /** What has become of a credential since it was issued. */
  readonly statusOf?: (credential: string) => string | Promise<string>;
}

/** Serial of what a part, told by its id, counts into. */
type CountsInto = (part: string) => Promise<string | undefined>;

/** What makes a credential count no more, for good or until it is reinstated. */
const WITHDRAWN: readonly string[] = ['revoked', 'suspended', 'superseded'];

export interface StackTools {
  readonly register: StackRegister;
  /** Where the register's files lie, as far as this batch knows. */
  readonly credentials: string;
  readonly presented: PartsFolder;
  readonly engine: Engine;
  /** Whether the batch is sealed with a test seal, so that parts may be too. */
  readonly test: boolean;
}

/** Forms a part can be read from, the quickest first. */
const READABLE: readonly SealedFormat[] = ['json', 'edc-jws', 'vc-jwt', 'pdf'];

/** The stacks of a template's learners; undefined when it has no rules for them. */
export function stackingOf(template: Template, tools: StackTools): Stacking | undefined {
  const { stack } = template;
  if (!stack) return undefined;
  const rules = acceptedRules(template, stack);
  const wanted = new Set([...rules.required, ...rules.electives].flatMap(({ courses }) => courses));
  const pool = poolOf(tools.presented.parts);
  const claims = new Map<string, string>();

  return {
    async stack(recipient, learner, replaced) {
      const countsInto = async (part: string) =>
        claims.get(part) ?? tools.register.usedIn(part, template.kind, replaced);
      const asking = learnerOf(template, recipient);
      const at = recipient.awardedOn ?? template.awardedOn;
      // Without a day there is nothing to hold the parts against; the credential itself is refused for it.
      if (at === undefined)
        return done({ stacked: { parts: [] }, entry: { kind: template.kind, parts: [] } });
      const held = await readHeld(tools, learner, wanted);
      const parts: EarnedPart[] = [];
      for (const part of [...held.parts, ...pool.candidatesFor(asking)])
        parts.push(await withUse(await withStatus(part), countsInto));
      const judged = judgeStack(rules, parts, asking, at);
      if (!judged.ok) return refused(...judged.problems, ...held.problems);
      const counted = judged.value.parts.map(({ part }) => part);
      return done({
        stacked: stackedOf(judged.value, rules, template.languages),
        entry: { kind: template.kind, parts: await usesOf(counted, countsInto) },
      });
    },
    claim({ entry }, serial) {
      for (const part of entry.parts) claims.set(part, serial);
    },
    release({ entry }) {
      for (const part of entry.parts) claims.delete(part);
    },
  };

  async function withStatus(part: EarnedPart): Promise<EarnedPart> {
    const status = await tools.register.statusOf?.(part.id);
    return status !== undefined && WITHDRAWN.includes(status) ? { ...part, revocation: 'revoked' } : part;
  }

  /** A part has been used when it has, or when something inside it has been used elsewhere. */
  async function withUse(part: EarnedPart, countsInto: CountsInto): Promise<EarnedPart> {
    const contains = [...new Set([...part.contains, ...(await tools.register.partsOf(part.id))])];
    const own = await countsInto(part.id);
    let elsewhere: string | undefined;
    for (const inner of contains) {
      const counted = await countsInto(inner);
      if (counted !== part.serial) elsewhere ??= counted;
    }
    const serial = own ?? elsewhere;
    return { ...part, contains, ...(serial !== undefined && { usedIn: serial }) };
  }

  /** What is inside a part counts with it, and may not count by itself later; unless the part has used it already. */
  async function usesOf(counted: readonly EarnedPart[], countsInto: CountsInto): Promise<readonly string[]> {
    const uses = new Set(counted.map(({ id }) => id));
    for (const id of counted.flatMap(({ contains }) => contains))
      if ((await countsInto(id)) === undefined) uses.add(id);
    return [...uses];
  }
}

function acceptedRules(template: Template, stack: StackRules): AcceptedRules {
  const { awardingBody, partners = [], issuer, languages } = template;
  const own = [awardingBody, ...partners, issuer].flatMap((body) => body?.eidasIdentifier ?? []);
  return { ...stack, issuers: stack.issuers ?? own, language: languages[0] };
}

function learnerOf({ awardingBody }: Template, recipient: Recipient): StackLearner {
  const { givenName, familyName, birthDate, studentId, email } = recipient;
  return {
    givenName,
    familyName,
    ...(birthDate !== undefined && { birthDate }),
    ...(studentId !== undefined && { studentId }),
    ...(email !== undefined && { email }),
    institution: awardingBody.eidasIdentifier,
  };
}

interface Held {
  readonly parts: readonly EarnedPart[];
  /** Why what the register knows does not count. */
  readonly problems: readonly Problem[];
}

/** The learner's credentials of these courses, out of files that are still what the register entered. */
async function readHeld(tools: StackTools, learner: string, courses: ReadonlySet<string>): Promise<Held> {
  const parts: EarnedPart[] = [];
  const problems: Problem[] = [];
  for (const held of await tools.register.heldBy(learner)) {
    if (!courses.has(held.templateId)) continue;
    const read = await readOne(tools, held);
    if (read.ok) parts.push(read.value.part);
    else problems.push(...read.problems);
  }
  return { parts, problems };
}

async function readOne(tools: StackTools, held: HeldCredential): Promise<Outcome<PresentedPart>> {
  const { serial } = held;
  const files = READABLE.flatMap((format) => held.files.find((file) => file.format === format) ?? []);
  for (const file of files) {
    const found = await bytesOf(tools, file);
    if (!found) continue;
    const read = inFile(found.path, await readKept(found.bytes, tools.engine));
    if (!read.ok || tools.test || !read.value.test) return read;
    return refused({ code: 'stack.part-test', where: { file: found.path } });
  }
  const [sought] = files;
  const name = sought?.name ?? `*.${SEALED_FORMATS.json.extension}`;
  return refused({
    code: 'stack.file-missing',
    where: { file: join(tools.credentials, name) },
    facts: { serial },
  });
}

/** Where the batch keeps its files, else among those presented; only what has the digest in the register. */
async function bytesOf({ credentials, presented }: StackTools, { name, sha256: digest }: EntryFile) {
  for (const path of [join(credentials, name), presented.byDigest.get(digest)]) {
    if (path === undefined) continue;
    const file = await readBounded(path, LARGEST_FILE);
    if (file.ok && sha256Of(file.value) === digest) return { path, bytes: file.value };
  }
  return undefined;
}
