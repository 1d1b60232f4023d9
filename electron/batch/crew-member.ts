import { setImmediate } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';
import type { Credential } from '../../shared/credential/credential.ts';
import { type Press, preparePress } from '../../shared/issue.ts';
import { done, type Outcome, StudioFault } from '../../shared/problem.ts';
import { SEAL_ALGORITHMS } from '../../shared/sealing/algorithms.ts';
import type { Seal } from '../../shared/sealing/seal.ts';
import type { Timestamper } from '../../shared/sealing/timestamp.ts';
import { drawUp } from '../../shared/template/draw-up.ts';
import { DEFAULT_EXPORTS } from '../../shared/template/exports.ts';
import { nodeEngine } from '../engine.ts';
import { loadFonts } from '../files/fonts.ts';
import { hyphenation } from '../files/hyphenation.ts';
import { openVault } from '../files/vault.ts';
import { readCertificates } from '../seals/chain.ts';
import { sealWithKey } from '../seals/key.ts';
import type {
  CrewPlace,
  CrewSetup,
  FromMember,
  MakeOrder,
  Service,
  Told,
  ToMember,
} from './crew-contract.ts';
import { type MadeFiles, type NamedFile, nameFiles } from './making.ts';

type Made = Outcome<readonly NamedFile[]>;

/** A thread that makes credentials: draws up, seals and writes sheaf after sheaf. Its owner numbers and enters them. */
const port = owner();
const setup = await hearSetup();
/**
 * Learners at once of a sheaf. A key in memory signs in this very thread, and what one learner needs is let go of before
 * the next begins; an owner's service is asked for as many as it can take.
 */
const LANES = setup.key && !setup.stamps ? 1 : Number.POSITIVE_INFINITY;
const asked = new Map<number, { resolve(bytes: Uint8Array): void; reject(cause: StudioFault): void }>();
let questions = 0;

const press = pressOf(setup);
const { exports = DEFAULT_EXPORTS, specimens } = setup.plan;
// Pages that the first PDF looks through for its letters, and remembered until then. Nothing is sealed before an order comes.
if (exports.includes('pdf')) for (const one of specimens) press.check(one, one.languages.slice(0, 1));
const vault = hearPlace().then(({ folder, registerId }) => openVault(folder, registerId));
// Told with the first sheaf.
vault.catch(() => {});

port.on('message', (message: ToMember) => {
  if ('end' in message) process.exit();
  else if ('orders' in message) void work(message.sheaf, message.orders);
  else if ('answer' in message) hearAnswer(message);
});

/** Until then it has read its modules. One that is not needed is told to end instead. */
function hearSetup(): Promise<CrewSetup> {
  return new Promise((resolve) => {
    port.once('message', (message: ToMember) => {
      if ('setup' in message) resolve(message.setup);
      else process.exit();
    });
  });
}

/** Told next. */
function hearPlace(): Promise<CrewPlace> {
  return new Promise((resolve) => {
    port.once('message', (message: ToMember) => {
      if ('place' in message) resolve(message.place);
    });
  });
}

async function work(sheaf: number, orders: readonly MakeOrder[]): Promise<void> {
  try {
    const made = await (LANES === 1 ? inTurn(orders) : makeAll(orders));
    const files = made.flatMap((one) => (one.ok ? one.value : []));
    await (await vault).write(files);
    for (const file of files) letGo(file);
    tell({ sheaf, results: made.map(withoutBytes) });
  } catch (cause) {
    tell({ sheaf, fault: faultOf(cause) });
  }
}

/**
 * Gives the memory of a written file back at once. Files that wait for their sheaf have outlived two small collections, and
 * then only a large one would find them: measured with 1,500 learners, 19 and 27 of those without this and 9 to 11 with it.
 */
function letGo({ bytes }: NamedFile): void {
  const { buffer } = bytes;
  const alone = bytes.length > 0 && bytes.length === buffer.byteLength;
  if (alone && buffer instanceof ArrayBuffer) buffer.transfer(0);
}

let turn: Promise<unknown> = Promise.resolve();

/** After the sheaves before it: what is half made of several would all have to be kept. */
function inTurn(orders: readonly MakeOrder[]): Promise<readonly Made[]> {
  const made = turn.then(() => makeAll(orders));
  turn = made.catch(() => {});
  return made;
}

async function makeAll(orders: readonly MakeOrder[]): Promise<readonly Made[]> {
  const made: Made[] = [];
  const waiting = orders.entries();
  const lane = async (): Promise<void> => {
    for (const [at, order] of waiting) {
      made[at] = await makeOne(order);
      // Lets through what the disk has done: a sheaf that is synced waits for no other.
      await setImmediate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(LANES, orders.length) }, lane));
  return made;
}

async function makeOne({ recipient, facts, stem }: MakeOrder): Promise<Made> {
  const drawn: Outcome<Credential> = drawUp(setup.template, recipient, facts);
  if (!drawn.ok) return drawn;
  const issued = await press.issue(drawn.value);
  return issued.ok ? done(nameFiles(issued.files, stem)) : issued;
}

function withoutBytes(made: Made): Outcome<MadeFiles> {
  return made.ok ? done(made.value.map(({ format, name, sha256 }) => ({ format, name, sha256 }))) : made;
}

function pressOf({ plan, stamps }: CrewSetup): Press {
  const timestamper: Timestamper | undefined = stamps
    ? { stamp: (bytes) => askOwner('stamp', bytes) }
    : undefined;
  const prepared = preparePress({
    ...{ ...plan, timestamper, fonts: loadFonts(), hyphenation, engine: nodeEngine },
    seal: sealOf(setup),
  });
  if (!prepared.ok) throw new StudioFault('desk.fault', { detail: prepared.problems[0].code });
  return prepared.value;
}

/** A key in memory signs here; any other stays with its owner, who signs for all. */
function sealOf({ algorithm, chain, key }: CrewSetup): Seal {
  const read = key
    ? sealWithKey(key, chain, { algorithm, threads: 'own' })
    : readCertificates(chain.slice(0, 1));
  if (!read.ok) throw new StudioFault('desk.fault', { detail: read.problems[0].code });
  if ('sign' in read.value) return read.value;
  const [certificate] = read.value;
  if (!certificate) throw new StudioFault('desk.fault', { detail: 'certificate' });
  return {
    algorithm: SEAL_ALGORITHMS[algorithm],
    certificate,
    chain,
    sign: (bytes) => askOwner('sign', bytes),
  };
}

function askOwner(service: Service, bytes: Uint8Array): Promise<Uint8Array> {
  const question = ++questions;
  return new Promise((resolve, reject) => {
    asked.set(question, { resolve, reject });
    tell({ question, service, bytes });
  });
}

function hearAnswer(message: Extract<ToMember, { readonly answer: number }>): void {
  const waiting = asked.get(message.answer);
  asked.delete(message.answer);
  if ('bytes' in message) waiting?.resolve(message.bytes);
  else waiting?.reject(new StudioFault(message.fault.code, message.fault.facts));
}

function faultOf(cause: unknown): Told {
  if (cause instanceof StudioFault) return { code: cause.code, facts: cause.facts };
  return {
    code: 'desk.fault',
    facts: { detail: cause instanceof Error ? cause.message : String(cause) },
  };
}

function tell(message: FromMember): void {
  port.postMessage(message);
}

function owner() {
  if (!parentPort) throw new Error('crew-member.ts runs in a worker thread');
  return parentPort;
}
