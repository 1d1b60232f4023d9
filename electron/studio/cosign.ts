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
import { type CredentialSummary, summarise } from '../../shared/verifying/summary.ts';
import type { Trust } from '../../shared/verifying/trust.ts';
import type { Verdict } from '../../shared/verifying/verdict.ts';
import { LARGEST_FILE, verifyFile } from '../../shared/verifying/verify.ts';
import { readBounded } from '../files/read.ts';
import { sha256Of } from '../files/sha256.ts';
import { openVault, type Vault } from '../files/vault.ts';
import { problemOf } from '../port.ts';
import { openRegister, type Register } from '../register/register.ts';
import { type CosignedFormat, type FileGroup, groupFiles } from './cosign-files.ts';
import { makeFolder } from './folder.ts';
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
    const desk = { ...tools, trust: trust.value, strict: (order.trust ?? []).length > 0, cosigners };
    return done({
      ...(await cosignAll(order, desk, seal.certificate, organizationIdentifier)),
      notices: warnings,
    });
  } finally {
    seal.close();
  }
}

interface Desk extends Tools {
  readonly trust: Trust;
  /** With roots named, only what is traced to one of them is sealed. */
  readonly strict: boolean;
  readonly cosigners: Readonly<Record<CosignedFormat, Cosigner>>;
}

async function cosignAll(
  order: CosignOrder,
  desk: Desk,
  certificate: Certificate,
  identifier: string,
): Promise<Omit<CosignSummary, 'notices'>> {
  const { groups, passedOver } = await groupFiles(order.files);
  const out = resolve(order.out);
  const path = resolve(order.register ?? join(out, 'register.sqlite'));
  makeFolder(out);
  makeFolder(dirname(path));
  const register = openRegister(path, { create: true });
  const release = register.lock();
  try {
    const vault = await openVault(join(out, 'credentials'), register.id);
    const kept = register.fileNames();
    vault.sweep((name) => kept.has(name));
    const batch = openBatch(register, order, groups, certificate, desk.now());
    const refusals: CosignSummary['refusals'][number][] = [];
    let sealed = 0;
    let files = 0;
    let stopped: Problem | undefined;
    try {
      for (const group of groups) {
        const made = await cosignGroup(group, desk, certificate, identifier);
        if (!made.ok) refusals.push({ credential: group.name, problems: made.problems });
        else {
          await enter(made.value, group, { batch, register, vault });
          sealed += 1;
          files += made.value.files.length;
        }
      }
    } catch (cause) {
      stopped = problemOf(cause);
    }
    register.closeBatch(batch, {
      finishedAt: instant(desk.now()),
      issued: sealed,
      already: 0,
      refused: refusals.length,
    });
    return { sealed, files, refusals, passedOver, out, register: path, ...(stopped && { stopped }) };
  } finally {
    release();
    register.close();
  }
}

interface Cosigned {
  readonly at: string;
  readonly firstSealer: Certificate;
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
  let credential: CredentialSummary | undefined;
  let first: Verdict | undefined;
  for (const { path, format } of files) {
    const file = await readBounded(path, LARGEST_FILE);
    if (!file.ok) return file;
    const { kind, verdict } = await verifyFile(file.value, desk.trust, desk.now(), desk.engine);
    const objection = kind === format ? object(verdict, format, identifier, desk.strict) : 'cosign.unproven';
    const where = { file: path };
    const facts = { name: certificate.subject.organisation ?? identifier };
    if (objection) return refused({ code: objection, where, facts });
    const added = await desk.cosigners[format].add(file.value, { at, identifier });
    if (typeof added === 'string') return refused({ code: `cosign.${added}`, where, facts });
    const again = await verifyFile(added, desk.trust, desk.now(), desk.engine);
    if (again.verdict.indication === 'TOTAL-FAILED') return refused({ code: 'cosign.no-room', where, facts });
    credential ??= verdict.payload && (await summarise(format, verdict.payload, desk.engine));
    first ??= verdict;
    made.push({ format, name: basename(path), bytes: added, sha256: sha256Of(added) });
  }
  if (!first?.sealedBy || !credential) return refused({ code: 'cosign.unproven' });
  const firstSealedAt = (first.claimedAt ?? new Date(at)).toISOString();
  return done({ at, firstSealer: first.sealedBy, firstSealedAt, credential, files: made });
}

/** Why a file is not sealed again. */
function object(
  { indication, payload, sealedBy, further = [] }: Verdict,
  format: CosignedFormat,
  identifier: string,
  strict: boolean,
): 'cosign.unproven' | 'cosign.already' | 'cosign.not-next' | undefined {
  if (indication === 'TOTAL-FAILED' || (strict && indication !== 'TOTAL-PASSED')) return 'cosign.unproven';
  const sealers = [sealedBy, ...further.map((seal) => seal.sealedBy)];
  if (sealers.some((sealer) => sealer?.subject.organizationIdentifier === identifier))
    return 'cosign.already';
  // A PDF has a field for each; data name those who award, by the identifiers that stand in their certificates.
  const named = format === 'pdf' || namesInstitution(payload, format, identifier);
  return named ? undefined : 'cosign.not-next';
}

function namesInstitution(
  payload: Uint8Array | undefined,
  format: 'xml' | 'json',
  identifier: string,
): boolean {
  const text = new TextDecoder().decode(payload);
  return format === 'json' ? text.includes(JSON.stringify(identifier)) : text.includes(`>${identifier}<`);
}

function openBatch(
  register: Register,
  order: CosignOrder,
  groups: readonly FileGroup[],
  certificate: Certificate,
  at: Date,
): string {
  const id = randomUUID();
  const names = groups.flatMap(({ files }) => files.map(({ path }) => basename(path))).join('\n');
  register.openBatch({
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
  readonly register: Register;
  readonly vault: Vault;
}

async function enter(cosigned: Cosigned, group: FileGroup, { batch, register, vault }: Book): Promise<void> {
  const { at, firstSealer, firstSealedAt, credential, files } = cosigned;
  const from = firstSealer.subject.organizationIdentifier ?? firstSealer.subject.text;
  const series = `cosigned ${from}`;
  await vault.write(files);
  try {
    register.append([
      {
        id: `urn:uuid:${randomUUID()}`,
        // Two institutions may number alike.
        serial: `${from} ${credential.serial}`,
        series,
        seriesNumber: register.nextNumber(series),
        batch,
        learner: sha256Of(new TextEncoder().encode(`${from} ${credential.serial}`)),
        templateId: COSIGNED.id,
        templateVersion: COSIGNED.version,
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
}
