import { randomUUID } from 'node:crypto';
import { basename, dirname, join, resolve } from 'node:path';
import type { Cosigner } from '../../shared/cosigning/cosigner.ts';
import { prepareJsonCosigner } from '../../shared/cosigning/json.ts';
import { preparePdfCosigner } from '../../shared/cosigning/pdf.ts';
import { prepareXmlCosigner } from '../../shared/cosigning/xml.ts';
import type { CosignOrder, CosignSummary } from '../../shared/desk/cosign.ts';
import type { Engine } from '../../shared/engine.ts';
import { done, type Outcome, type Problem, refused } from '../../shared/problem.ts';
import type { Certificate } from '../../shared/sealing/certificate.ts';
import type { CredentialSummary } from '../../shared/verifying/summary.ts';
import { LARGEST_FILE } from '../../shared/verifying/verify.ts';
import { problemOf } from '../fault.ts';
import { readBounded } from '../files/read.ts';
import { sha256Of } from '../files/sha256.ts';
import { openVault, type Vault } from '../files/vault.ts';
import { openSharedRegister } from '../postgres/open-shared.ts';
import type { SealedBefore, SealingErrand } from '../reading/errand.ts';
import { type KeptReader, keepReader } from '../reading/host.ts';
import { isDatabase } from '../register/address.ts';
import type { SharedRegister } from '../register/shared-register.ts';
import { type CosignedFormat, type FileGroup, groupFiles } from './cosign-files.ts';
import { makeFolder } from './folder.ts';
import { standing } from './kept-order.ts';
import { instant } from './prepare-batch.ts';
import { openFitSeal } from './seal-file.ts';
import { timestamperOf } from './timestamps.ts';
import { readTrust } from './trust-sources.ts';

/** What the register of a further institution calls its part in them. */
const COSIGNED = { id: 'urn:sealwright:cosigned', version: 1 } as const;

interface Tools {
  readonly engine: Engine;
  readonly now: () => Date;
}

/**
 * Adds the order's seal to every credential that waits for it. All files of a credential are sealed, or none; each gets
 * an entry in the further institution's own register. Problems: those of the seal and of the files of trust; what keeps
 * one credential from being sealed is told in the summary (`cosign.…`).
 */
export async function cosign(order: CosignOrder, tools: Tools): Promise<Outcome<CosignSummary>> {
  const { engine, now } = tools;
  const trust = await readTrust(order.trust ?? [], order.crls ?? []);
  if (!trust.ok) return trust;
  const timestamper = await timestamperOf(order, engine);
  if (!timestamper.ok) return timestamper;
  const opened = await openFitSeal(order, now());
  if (!opened.ok) return opened;
  const { seal, warnings } = opened.value;
  try {
    const { organizationIdentifier } = seal.certificate.subject;
    if (organizationIdentifier === undefined) {
      const facts = { subject: seal.certificate.subject.text, country: '' };
      return refused({ code: 'seal.organisation-missing', where: { file: order.seal }, facts });
    }
    const cosigners = {
      pdf: preparePdfCosigner(seal, engine, timestamper.value),
      xml: prepareXmlCosigner(seal, engine, timestamper.value),
      json: prepareJsonCosigner(seal, engine, timestamper.value),
    };
    const reader = keepReader();
    try {
      const desk = { ...tools, reader, order, cosigners };
      const summary = await cosignAll(desk, seal.certificate, organizationIdentifier);
      return done({ ...summary, notices: warnings });
    } finally {
      reader.end();
    }
  } finally {
    seal.close();
  }
}

interface Desk extends Tools {
  readonly order: CosignOrder;
  /** Judges each file before it is opened here, and what came of it. */
  readonly reader: KeptReader;
  readonly cosigners: Readonly<Record<CosignedFormat, Cosigner>>;
}

async function cosignAll(
  desk: Desk,
  certificate: Certificate,
  identifier: string,
): Promise<Omit<CosignSummary, 'notices'>> {
  const { order } = desk;
  const { groups, passedOver } = await groupFiles(order.files);
  const out = resolve(order.out);
  const path = standing(order.register ?? join(out, 'register.sqlite'));
  makeFolder(out);
  if (!isDatabase(path)) makeFolder(dirname(path));
  const register = await openSharedRegister(path, { create: true });
  const release = await register.lock();
  try {
    const vault = await openVault(join(out, 'credentials'), register.id);
    const kept = await register.fileNames();
    // Where others may be writing beside us nothing is half written for sure.
    if (register.local) await vault.sweep((name) => kept.has(name));
    const batch = await openBatch(register, order, groups, certificate, desk.now());
    const refusals: CosignSummary['refusals'][number][] = [];
    let sealed = 0;
    let files = 0;
    let stopped: Problem | undefined;
    try {
      for (const [at, group] of groups.entries()) {
        const made = await cosignGroup(group, desk, certificate, identifier);
        if (!made.ok) refusals.push({ credential: group.name, problems: made.problems });
        else {
          const entered = await enter(made.value, group, { batch, register, vault, row: at + 1 });
          if (!entered) {
            refusals.push({ credential: group.name, problems: [{ code: 'cosign.already' }] });
            continue;
          }
          sealed += 1;
          files += made.value.files.length;
        }
      }
    } catch (cause) {
      stopped = problemOf(cause);
    }
    await register.closeBatch(batch, {
      finishedAt: instant(desk.now()),
      issued: sealed,
      already: 0,
      refused: refusals.length,
    });
    return { sealed, files, refusals, passedOver, out, register: path, ...(stopped && { stopped }) };
  } finally {
    await release();
    await register.close();
  }
}

interface Cosigned {
  readonly at: string;
  /** Who sealed first, and when. */
  readonly from: string;
  readonly firstSealedAt: string;
  readonly credential: CredentialSummary;
  readonly files: readonly {
    readonly format: CosignedFormat;
    readonly name: string;
    readonly bytes: Uint8Array;
    readonly sha256: string;
  }[];
}

async function cosignGroup(
  { files }: FileGroup,
  desk: Desk,
  certificate: Certificate,
  identifier: string,
): Promise<Outcome<Cosigned>> {
  const at = instant(desk.now());
  const made: Cosigned['files'][number][] = [];
  let first: SealedBefore | undefined;
  for (const { path, format } of files) {
    const file = await readBounded(path, LARGEST_FILE);
    if (!file.ok) return file;
    const where = { file: path };
    const judge = (bytes: Uint8Array) => judgeInReader(desk, bytes, { path, format, identifier });
    const before = await judge(file.value);
    if (!before.ok) return before;
    const objection = object(before.value, format, identifier, desk.order);
    const facts = { name: certificate.subject.organisation ?? identifier };
    if (objection) return refused({ code: objection, where, facts });
    // It was read to its end where that could be stopped.
    const added = await desk.cosigners[format].add(file.value, { at, identifier });
    if (typeof added === 'string') return refused({ code: `cosign.${added}`, where, facts });
    const after = await judge(added);
    if (!after.ok) return after;
    if (after.value.indication === 'TOTAL-FAILED') return refused({ code: 'cosign.no-room', where, facts });
    const { credential } = before.value;
    first = { ...(first ?? before.value), ...(credential && !first?.credential && { credential }) };
    made.push({ format, name: basename(path), bytes: added, sha256: sha256Of(added) });
  }
  if (first?.from === undefined || !first.credential) return refused({ code: 'cosign.unproven' });
  const { from, credential, claimedAt } = first;
  const firstSealedAt = claimedAt?.toISOString() ?? at;
  return done({ at, from, firstSealedAt, credential, files: made });
}

function judgeInReader(
  { reader, order: { trust = [], crls = [] }, now }: Desk,
  bytes: Uint8Array,
  { path, ...asked }: Pick<SealingErrand, 'format' | 'identifier'> & { readonly path: string },
): Promise<Outcome<SealedBefore>> {
  const order = { bytes, trust, crls, at: now(), ...asked };
  return reader.send({ errand: 'sealing', order }, { code: 'file.too-much', where: { file: path } });
}

/** Why a file is not sealed again. With roots named, only what is traced to one of them is. */
function object(
  { kind, indication, sealers, named }: SealedBefore,
  format: CosignedFormat,
  identifier: string,
  { trust = [] }: CosignOrder,
): 'cosign.unproven' | 'cosign.already' | 'cosign.not-next' | undefined {
  const proven = trust.length > 0 ? indication === 'TOTAL-PASSED' : indication !== 'TOTAL-FAILED';
  if (kind !== format || !proven) return 'cosign.unproven';
  if (sealers.includes(identifier)) return 'cosign.already';
  return named ? undefined : 'cosign.not-next';
}

async function openBatch(
  register: SharedRegister,
  order: CosignOrder,
  groups: readonly FileGroup[],
  certificate: Certificate,
  at: Date,
): Promise<string> {
  const id = randomUUID();
  const names = groups.flatMap(({ files }) => files.map(({ path }) => basename(path))).join('\n');
  await register.openBatch({
    id,
    templateId: COSIGNED.id,
    templateVersion: COSIGNED.version,
    templateSha256: sha256Of(new TextEncoder().encode(COSIGNED.id)),
    rosterName: basename(resolve(order.files[0] ?? '')),
    rosterSha256: sha256Of(new TextEncoder().encode(names)),
    certificateSha256: sha256Of(certificate.der),
    startedAt: instant(at),
    rows: groups.length,
  });
  return id;
}

interface Book {
  readonly batch: string;
  readonly register: SharedRegister;
  /** Number of the group among those of the order. */
  readonly row: number;
  readonly vault: Vault;
}

/** @returns false for one that the register has already. */
async function enter(
  cosigned: Cosigned,
  group: FileGroup,
  { batch, register, vault, row }: Book,
): Promise<boolean> {
  const { at, from, firstSealedAt, credential, files } = cosigned;
  const series = `cosigned ${from}`;
  const whose = {
    ...{ batch, row, series, templateId: COSIGNED.id, templateVersion: COSIGNED.version },
    learner: sha256Of(new TextEncoder().encode(`${from} ${credential.serial}`)),
  };
  const [reserved] = await register.reserve([whose]);
  if (!reserved || 'held' in reserved) return false;
  await vault.write(files);
  try {
    await register.append([
      {
        id: `urn:uuid:${randomUUID()}`,
        // Two institutions may number alike.
        serial: `${from} ${credential.serial}`,
        ...whose,
        seriesNumber: reserved.number,
        name: credential.name,
        title: credential.title,
        awardedOn: firstSealedAt.slice(0, 10),
        issuedAt: at,
        files: files.map(({ format, name, sha256: digest }) => ({ format, name, sha256: digest })),
      },
    ]);
  } catch (cause) {
    await vault.discard(group.files.map(({ path }) => basename(path)));
    throw cause;
  }
  return true;
}
