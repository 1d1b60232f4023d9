import type { Engine } from '../../engine.ts';
import { berLength } from '../ber.ts';
import { checkCms, type ProvenCms } from '../cms.ts';
import { type DigestName, digestOf } from '../digest.ts';
import {
  caught,
  excerpt,
  type FurtherSeal,
  type Integrity,
  type IntegrityProven,
  type IntegrityWarning,
  Refusal,
} from '../integrity.ts';
import { checkTimestamp } from '../timestamp.ts';
import type { ProvenTimestamp } from '../timestamp-info.ts';
import { levelWith, signatureTimestamps } from '../timestamp-level.ts';
import type { ValidationData } from '../validation-data.ts';
import { attachmentsOf } from './attachments.ts';
import { type Coverage, coverageOf } from './coverage.ts';
import { openPdf, type PdfFile } from './file.ts';
import { type LaterChange, laterChanges } from './later-change.ts';
import { revisionUpTo } from './revision.ts';
import { securityStoreOf } from './security-store.ts';
import { type PdfSignature, signaturesOf } from './signature-field.ts';
import { NotPdf } from './value.ts';

/** The sealed data a page carries along: a European Digital Credential, or else a Verifiable Credential. */
const CREDENTIAL_ATTACHMENTS = ['credential.json', 'credential.jwt'] as const;

/** The same data as ELMO. */
const FURTHER_FORM = 'credential.xml';

const PADES = 'ETSI.CAdES.detached';
const PKCS7 = 'adbe.pkcs7.detached';
const TIMESTAMP = 'ETSI.RFC3161';
/** More than anybody puts on one sheet; each costs a digest of the file. */
const MOST_SEALS = 16;

/**
 * Tests a PDF under all its seals and document time-stamps (ISO 32000-2 clause 12.8, EN 319 142-1 clause 5): every seal
 * holds, and what came after it are time-stamps, validation data and further seals, nothing that anybody sees.
 * @returns as payload the attached credential, or nothing when there is none.
 */
export function checkPdf(bytes: Uint8Array, engine: Engine): Promise<Integrity> {
  return caught(async () => {
    const { file, signatures } = reading(() => openSealed(bytes, engine));
    const covered = signatures.map((signature) => ({ signature, coverage: covering(bytes, signature) }));
    const seals = covered.filter(({ signature }) => signature.subFilter !== TIMESTAMP);
    const [first, ...others] = seals.sort((one, other) => one.coverage.end - other.coverage.end);
    if (!first) throw new Refusal('FORMAT_FAILURE', 'not-sealed');
    if (covered.length > MOST_SEALS) throw new Refusal('GENERIC', 'not-judged', { found: covered.length });

    const stamps = await documentTimestamps(
      covered.filter(({ signature }) => signature.subFilter === TIMESTAMP),
      file,
      engine,
    );
    const beside = { stamps, validation: reading(() => securityStoreOf(file)) };
    const proven = await prove(first, file, beside, engine);
    const further: FurtherSeal[] = [];
    for (const seal of others) further.push((await prove(seal, file, beside, engine)).seal);
    const attachments = reading(() => attachmentsOf(file));
    let payload: Uint8Array | undefined;
    return {
      ok: true,
      ...proven.seal,
      /** Inflated when somebody asks for it: the seal is over the bytes as they stand in the file. */
      get payload() {
        payload ??= CREDENTIAL_ATTACHMENTS.flatMap((name) => attachments.get(name)?.() ?? [])[0];
        payload ??= new Uint8Array();
        return payload;
      },
      get furtherForm() {
        return attachments.get(FURTHER_FORM)?.();
      },
      covers: 'document',
      ...(further.length > 0 && { further }),
      ...(proven.changes.length > 0 && { changes: proven.changes }),
    };
  });
}

function openSealed(
  bytes: Uint8Array,
  engine: Engine,
): { readonly file: PdfFile; readonly signatures: readonly PdfSignature[] } {
  const file = openPdf(bytes, engine);
  // An encrypted file could show other pages to whoever holds the key than those digested here.
  if (file.crossReference.trailer.has('Encrypt')) throw new NotPdf('encrypted');
  const signatures = signaturesOf(file);
  if (signatures.length === 0) throw new Refusal('FORMAT_FAILURE', 'not-sealed');
  for (const { subFilter } of signatures) {
    if (![PADES, PKCS7, TIMESTAMP].includes(subFilter)) {
      throw new Refusal('GENERIC', 'not-judged', { found: excerpt(subFilter) });
    }
  }
  return { file, signatures };
}

/** @throws Refusal for a file that contradicts itself. */
function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof NotPdf) throw new Refusal('FORMAT_FAILURE', 'format');
    throw cause;
  }
}

function covering(bytes: Uint8Array, signature: PdfSignature): Coverage {
  const coverage = coverageOf(bytes, signature);
  if (!coverage) throw new Refusal('FORMAT_FAILURE', 'structure-suspicious');
  return coverage;
}

interface Covered {
  readonly signature: PdfSignature;
  readonly coverage: Coverage;
}

/** What the document brings along for all its seals. */
interface Beside {
  readonly stamps: readonly DocumentTimestamp[];
  readonly validation: ValidationData;
}

interface DocumentTimestamp {
  readonly end: number;
  readonly proven: ProvenTimestamp | undefined;
  /** It covers validation data too. */
  readonly archives: boolean;
}

/** Clause 12.8.5: each over the whole revision that ends with it. */
async function documentTimestamps(
  covered: readonly Covered[],
  file: PdfFile,
  engine: Engine,
): Promise<readonly DocumentTimestamp[]> {
  const found: DocumentTimestamp[] = [];
  for (const { coverage } of covered) {
    const token = coverage.cms.subarray(0, berLength(coverage.cms) ?? 0);
    const checked = await checkTimestamp(token, coverage.parts, engine);
    const { end } = coverage;
    const archives = file.catalog.has('DSS') && hadStore(file, end, engine);
    found.push({ end, proven: checked.ok ? checked.value : undefined, archives });
  }
  return found;
}

function hadStore(file: PdfFile, end: number, engine: Engine): boolean {
  try {
    const revision = end === file.bytes.length ? file : revisionUpTo(file, end, engine);
    return revision.catalog.has('DSS');
  } catch (cause) {
    if (cause instanceof NotPdf) return false;
    throw cause;
  }
}

async function prove(
  { signature, coverage }: Covered,
  file: PdfFile,
  { stamps, validation }: Beside,
  engine: Engine,
): Promise<{
  readonly seal: FurtherSeal & Pick<IntegrityProven, 'warnings'>;
  readonly changes: readonly LaterChange[];
}> {
  const digest = (hash: DigestName) => digestOf(engine, hash, ...coverage.parts);
  const cms = await checkCms(coverage.cms, digest, engine, signature.subFilter === PKCS7);
  const changes = changesAfter(signature, coverage, file, engine);
  const [forbidden] = changes
    .filter(({ allowed }) => !allowed)
    // A stamp of a further sealer may be honest; the rest says that the page is not what was sealed.
    .sort((one, other) => Number(one.what === 'visible-seal') - Number(other.what === 'visible-seal'));
  if (forbidden) {
    const { what, where = '' } = forbidden;
    const open = what === 'visible-seal' ? 'SIG_CONSTRAINTS_FAILURE' : 'FORMAT_FAILURE';
    throw new Refusal(open, 'changed-after-sealing', { what, where: excerpt(where) }, changes);
  }
  const { timestamps, warnings } = await signatureTimestamps(cms.timestamps, cms.signature, engine);
  const later = stamps.filter(({ end }) => end > coverage.end);
  const holding = [...timestamps, ...later.flatMap(({ proven }) => proven ?? [])];
  const baseline = signature.subFilter === PADES && signature.claimedAt !== undefined && !cms.signingTime;
  const archive = later.flatMap(({ proven, archives }) => (proven && archives ? [proven] : []));
  const facts = { timestamps: holding, archive, validation };
  const doubtful = later.some(({ proven }) => !proven) && !warnings.includes('timestamp-wrong');
  return {
    seal: {
      signer: cms.signer,
      others: cms.others,
      claimedAt: signature.claimedAt,
      level: baseline
        ? await levelWith('PAdES', { certificate: cms.signer, others: cms.others }, facts)
        : undefined,
      ...facts,
      warnings: [...warningsOf(cms), ...warnings, ...(doubtful ? (['timestamp-wrong'] as const) : [])],
    },
    changes,
  };
}

function warningsOf({ unsignedAttributes, named }: ProvenCms): IntegrityWarning[] {
  return [
    ...(unsignedAttributes ? (['unsigned-properties'] as const) : []),
    ...(named ? [] : (['certificate-not-named'] as const)),
  ];
}

function changesAfter(
  { docMdp, contents }: PdfSignature,
  { end }: Coverage,
  file: PdfFile,
  engine: Engine,
): readonly LaterChange[] {
  if (end === file.bytes.length) return [];
  try {
    const revision = revisionUpTo(file, end, engine);
    // The seal itself must have been there when it sealed, in a field that its revision shows.
    const there = signaturesOf(revision).some((signature) => signature.contents?.start === contents?.start);
    if (there) return laterChanges(revision, file, docMdp);
  } catch (cause) {
    if (!(cause instanceof NotPdf)) throw cause;
  }
  throw new Refusal('FORMAT_FAILURE', 'changed-after-sealing');
}
