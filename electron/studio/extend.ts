import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { standingOf } from '../../shared/augmenting/due.ts';
import { type RaiseOrder, raise } from '../../shared/augmenting/raise.ts';
import type {
  DueOrder,
  DueSummary,
  ExtendedFile,
  ExtendOrder,
  ExtendSummary,
} from '../../shared/desk/extend.ts';
import type { Engine } from '../../shared/engine.ts';
import { done, type Outcome, type Problem, StudioFault } from '../../shared/problem.ts';
import { prepareTrust } from '../../shared/verifying/trust.ts';
import { LARGEST_FILE } from '../../shared/verifying/verify.ts';
import { dataFolder } from '../files/data-folder.ts';
import { placed, readBounded } from '../files/read.ts';
import { replaceFile } from '../files/replace.ts';
import { type Extensions, openExtensions } from '../register/extensions.ts';
import { openFetchCache } from '../revocation/cache.ts';
import { openEvidence } from '../revocation/source.ts';
import { openTimestamper } from '../timestamp/client.ts';
import { LARGEST_CERTIFICATE_FILE, readAll } from './certificate-files.ts';

const LARGEST_LIST = 64 * 1024 * 1024;
/** Most of the time is spent waiting for authorities. */
const IN_FLIGHT = 4;

export interface ExtendTools {
  readonly engine: Engine;
  readonly now: () => Date;
}

/**
 * Raises sealed files one by one, each in place: the register is told of the new digest, then the file is replaced at once
 * and whole. Run again, it takes up what is not there yet. Problems: those of the files that say whom to trust.
 * @throws StudioFault when the register cannot be opened.
 */
export async function extendFiles(order: ExtendOrder, tools: ExtendTools): Promise<Outcome<ExtendSummary>> {
  const means = await meansOf(order, tools);
  if (!means.ok) return means;
  const register = order.register === undefined ? undefined : openExtensions(resolve(order.register));
  try {
    const beside =
      order.register === undefined ? [] : [join(dirname(resolve(order.register)), 'credentials')];
    const queue = (await sealedFiles(order.files.length > 0 ? order.files : beside)).entries();
    const files: ExtendedFile[] = [];
    let stopped: Problem | undefined;
    const work = async (): Promise<void> => {
      for (const [index, file] of queue) {
        if (stopped) return;
        try {
          files[index] = await extendOne(file, means.value, register);
        } catch (cause) {
          if (!(cause instanceof StudioFault)) throw cause;
          stopped ??= placed(file, { code: cause.code, facts: cause.facts });
        }
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, work));
    return done(summaryOf(files.flat(), stopped));
  } finally {
    register?.close();
  }
}

function summaryOf(files: readonly ExtendedFile[], stopped: Problem | undefined): ExtendSummary {
  const refused = files.filter(({ problems }) => problems).length;
  const raised = files.filter(({ changed }) => changed).length;
  const already = files.length - refused - raised;
  return { files, raised, already, refused, ...(stopped && { stopped }) };
}

async function meansOf(order: ExtendOrder, { engine, now }: ExtendTools): Promise<Outcome<RaiseOrder>> {
  const roots = await readAll(order.trust, 'CERTIFICATE', LARGEST_CERTIFICATE_FILE);
  if (!roots.ok) return roots;
  const certificates = await readAll(order.certificates ?? [], 'CERTIFICATE', LARGEST_CERTIFICATE_FILE);
  if (!certificates.ok) return certificates;
  const crls = await readAll(order.crls ?? [], 'X509 CRL', LARGEST_LIST);
  if (!crls.ok) return crls;
  const ocsps = await readAll(order.ocsps ?? [], 'OCSP RESPONSE', LARGEST_CERTIFICATE_FILE);
  if (!ocsps.ok) return ocsps;
  const trust = prepareTrust({ roots: roots.value, intermediates: certificates.value });
  const [first = '', ...more] = order.timestamps;
  const cache = openFetchCache(join(dataFolder(), 'validation-data'), now);
  return done({
    to: order.to,
    ...(order.renew && { renew: true }),
    trust,
    engine,
    now,
    timestamper: openTimestamper({
      authorities: [first, ...more],
      ...(order.timestampHash && { hash: order.timestampHash }),
      ...(roots.value.length > 0 && { trust }),
      engine,
      now,
    }),
    source: openEvidence({
      given: { certificates: certificates.value, crls: crls.value, ocsps: ocsps.value },
      ...(order.online && { online: { cache } }),
      engine,
    }),
  });
}

async function extendOne(
  file: string,
  means: RaiseOrder,
  register: Extensions | undefined,
): Promise<ExtendedFile> {
  const bytes = await readBounded(file, LARGEST_FILE);
  if (!bytes.ok) return { file, changed: false, problems: bytes.problems };
  const from = sha256(bytes.value);
  const entry = register?.entryOf(from);
  if (register && entry === undefined) {
    return { file, changed: false, problems: [{ code: 'extend.unregistered', where: { file } }] };
  }
  const raised = await raise(bytes.value, means);
  if (!raised.ok) {
    return { file, changed: false, problems: raised.problems.map((problem) => placed(file, problem)) };
  }
  const { bytes: next, ...levels } = raised.value;
  const changed = next !== bytes.value;
  if (changed) {
    if (register && entry !== undefined) {
      const at = means.now().toISOString();
      register.append({ entry, file: basename(file), from, to: sha256(next), level: levels.level, at });
    }
    await replaceFile(file, next);
  }
  return { file, changed, ...levels };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** What falls due within some days; nothing is asked of anybody. */
export async function listDue(
  { files, within }: DueOrder,
  { engine, now }: ExtendTools,
): Promise<Outcome<DueSummary>> {
  const last = now().getTime() + within * 24 * 60 * 60 * 1000;
  const due: { readonly file: string; readonly level: string; readonly until: string }[] = [];
  let judged = 0;
  for (const file of await sealedFiles(files)) {
    const bytes = await readBounded(file, LARGEST_FILE);
    if (!bytes.ok) return bytes;
    const standing = await standingOf(bytes.value, engine);
    if (!standing) continue;
    judged++;
    const { level, until } = standing;
    if (until.getTime() <= last) due.push({ file, level, until: until.toISOString() });
  }
  due.sort((one, other) => (one.until < other.until ? -1 : 1));
  return done({ due, files: judged });
}

/** Formats that have levels, by their endings; what is named by itself is taken whatever its name. */
const LEVELLED = /\.(?:pdf|xml|json)$/i;
/** Ours that end alike and have none: unsealed, or sealed in the form of the official samples. */
const WITHOUT = /\.(?:edc-upload|edc-jws|vc-di|record)\.json$|\.(?:upload|jws)\.json$/i;

async function sealedFiles(paths: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const folder = await stat(path).then(
      (told) => told.isDirectory(),
      () => false,
    );
    if (!folder) found.push(path);
    else {
      const names = (await readdir(path, { recursive: true })).filter(
        (name) => LEVELLED.test(name) && !WITHOUT.test(name),
      );
      found.push(...names.sort().map((name) => join(path, name)));
    }
  }
  return found;
}
