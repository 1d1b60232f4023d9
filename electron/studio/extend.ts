import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { RaiseOrder } from '../../shared/augmenting/raise.ts';
import type {
  DueOrder,
  DueSummary,
  ExtendOrder,
  ExtendProgress,
  ExtendSummary,
  RaisingMeans,
} from '../../shared/desk/extend.ts';
import type { Engine } from '../../shared/engine.ts';
import { done, type Outcome } from '../../shared/problem.ts';
import { prepareTrust } from '../../shared/verifying/trust.ts';
import { dataFolder } from '../files/data-folder.ts';
import { clearPassing } from '../files/replace.ts';
import { inSharedRegister, openSharedRegister } from '../postgres/open-shared.ts';
import { keepReader } from '../reading/host.ts';
import { standingByReader } from '../reading/standing.ts';
import { isDatabase } from '../register/address.ts';
import type { SharedRegister } from '../register/shared-register.ts';
import { openFetchCache } from '../revocation/cache.ts';
import { openEvidence } from '../revocation/source.ts';
import { openTimestamper } from '../timestamp/client.ts';
import { LARGEST_CERTIFICATE_FILE, readAll } from './certificate-files.ts';
import { forget, note } from './diary-file.ts';
import { standing } from './kept-order.ts';
import { raiseFiles } from './raise-files.ts';

const LARGEST_LIST = 64 * 1024 * 1024;

export interface RaisingTools {
  readonly engine: Engine;
  readonly now: () => Date;
}

export interface ExtendTools extends RaisingTools {
  readonly signal: AbortSignal;
  readonly tell: (progress: ExtendProgress) => void;
}

/**
 * Raises sealed files where they lie. Problems: those of the files that say whom to trust.
 * @throws StudioFault when the register cannot be opened, `register.busy` while another run writes to it.
 */
export async function extendFiles(order: ExtendOrder, tools: ExtendTools): Promise<Outcome<ExtendSummary>> {
  const prepared = await raisingMeans(order, tools);
  if (!prepared.ok) return prepared;
  const means: RaiseOrder = { ...prepared.value, ...(order.renew && { renew: true }) };
  const { signal, tell } = tools;
  if (order.register === undefined) {
    return done(await raiseFiles(await filesOf(order), { means, signal, tell }));
  }
  const path = standing(order.register);
  const register = await openSharedRegister(path);
  try {
    const release = await register.lock();
    try {
      // Nobody else writes there now, so what is half written is of a run that was killed. A worker may.
      if (register.local) await clearPassing(join(dirname(path), 'credentials'));
      return done(await raiseFiles(await filesOf(order, register), { means, register, signal, tell }));
    } finally {
      await release();
    }
  } finally {
    await register.close();
  }
}

/** What an order of raising needs, ready; nobody was asked yet. Problems: those of the files it names. */
export async function raisingMeans(
  order: RaisingMeans,
  { engine, now }: RaisingTools,
): Promise<Outcome<RaiseOrder>> {
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

/** What falls due within some days; nothing is asked of anybody. */
export async function listDue(
  { within, ...order }: DueOrder,
  { now }: Pick<RaisingTools, 'now'>,
): Promise<Outcome<DueSummary>> {
  const last = now().getTime() + within * 24 * 60 * 60 * 1000;
  const due: DueSummary['due'][number][] = [];
  const levels: Record<string, number> = {};
  let judged = 0;
  let first: Date | undefined;
  const reader = keepReader();
  try {
    for (const file of await filesOf(order)) {
      const found = await standingByReader(reader, file);
      if (!found.ok) return found;
      const { standing } = found.value;
      if (!standing) continue;
      judged++;
      const { level, until } = standing;
      levels[level] = (levels[level] ?? 0) + 1;
      if (!first || until < first) first = until;
      if (until.getTime() <= last) due.push({ file, level, until: until.toISOString() });
    }
  } finally {
    reader.end();
  }
  due.sort((one, other) => (one.until < other.until ? -1 : 1));
  if (order.register !== undefined && order.files.length === 0) {
    const entry = { kind: 'extension', of: order.register } as const;
    await (first ? note({ ...entry, until: first.toISOString() }, now()) : forget(entry));
  }
  return done({ due, files: judged, levels });
}

/** Formats that have levels, by their endings; what is named by itself is taken whatever its name. */
const LEVELLED = /\.(?:pdf|xml|json|asice)$/i;
/** Ours that end alike and have none: unsealed, or sealed in the form of the official samples. */
const WITHOUT = /\.(?:edc-upload|edc-jws|vc-di|proofs?|upload|jws)\.json$|(?:^|[/\\])summary\.json$/i;

export function mayHaveLevel(name: string): boolean {
  return LEVELLED.test(name) && !WITHOUT.test(name);
}

/** What was named, or the credentials and records beside the register: beside a database, where its batches were told to put them. */
async function filesOf(
  { files, register: place }: Pick<ExtendOrder, 'files' | 'register'>,
  register?: Pick<SharedRegister, 'jobs'>,
): Promise<readonly string[]> {
  if (files.length > 0 || place === undefined) return sealedFiles(files);
  if (!isDatabase(place)) {
    const beside = dirname(resolve(place));
    const records = join(beside, 'records');
    return sealedFiles([join(beside, 'credentials'), ...(existsSync(records) ? [records] : [])]);
  }
  const jobs = register ? await register.jobs() : await inSharedRegister(place, (opened) => opened.jobs());
  const folders = new Set(jobs.map(({ order }) => order.out));
  const here = [...folders].flatMap((out) => [join(out, 'credentials'), join(out, 'records')]);
  return sealedFiles(here.filter((folder) => existsSync(folder)));
}

async function sealedFiles(paths: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const folder = await stat(path).then(
      (told) => told.isDirectory(),
      () => false,
    );
    if (!folder) found.push(path);
    else {
      const names = (await readdir(path, { recursive: true })).filter(mayHaveLevel);
      found.push(...names.sort().map((name) => join(path, name)));
    }
  }
  return found;
}
