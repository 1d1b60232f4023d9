import { PDFDocument } from 'pdf-lib';
import type { Engine } from '../../engine.ts';
import { checkCms } from '../cms.ts';
import { caught, excerpt, type Integrity, type IntegrityWarning, Refusal } from '../integrity.ts';
import { levelWith, signatureTimestamps } from '../timestamp-level.ts';
import { attachmentsOf } from './attachments.ts';
import { coverageOf } from './coverage.ts';
import { type PdfSignature, signaturesOf } from './signature-field.ts';

/** The sealed data a page carries along is found under this name. */
export const CREDENTIAL_ATTACHMENT = 'credential.json';

const PADES = 'ETSI.CAdES.detached';
const ACCEPTED = new Set([PADES, 'adbe.pkcs7.detached']);

/**
 * Tests a PDF with one seal over the whole file (ISO 32000-1 clause 12.8, EN 319 142-1 clause 5). What several seals
 * or lawful later revisions (time-stamps, DSS data) would need is not judged here: such a file is never called passed.
 * @returns as payload the attached credential, or nothing when there is none.
 */
export function checkPdf(bytes: Uint8Array, engine: Engine): Promise<Integrity> {
  return caught(async () => {
    const { signatures, attachments } = await read(bytes, engine);
    const [signature, second] = signatures;
    if (!signature) throw new Refusal('FORMAT_FAILURE', 'not-sealed');
    if (!ACCEPTED.has(signature.subFilter))
      throw new Refusal('GENERIC', 'not-judged', { found: excerpt(signature.subFilter) });
    const coverage = coverageOf(bytes, signature);
    if (!coverage) throw new Refusal('FORMAT_FAILURE', 'structure-suspicious');

    const cms = await checkCms(coverage.cms, (hash) => engine.hash(hash, ...coverage.parts), engine);
    if (second) throw new Refusal('GENERIC', 'not-judged', { found: signatures.length });
    if (!coverage.wholeFile) throw new Refusal('GENERIC', 'changed-after-sealing');
    const baseline = signature.subFilter === PADES && signature.claimedAt !== undefined;
    const { timestamps, warnings: doubts } = await signatureTimestamps(cms.timestamps, cms.signature, engine);
    const warnings: IntegrityWarning[] = cms.unsignedAttributes ? ['unsigned-properties', ...doubts] : doubts;
    return {
      ok: true,
      signer: cms.signer,
      others: cms.others,
      claimedAt: signature.claimedAt,
      level: baseline ? levelWith('PAdES', timestamps) : undefined,
      timestamps,
      payload: attachments.get(CREDENTIAL_ATTACHMENT) ?? new Uint8Array(),
      covers: 'document',
      warnings,
    };
  });
}

interface PdfStructure {
  readonly signatures: readonly PdfSignature[];
  readonly attachments: ReadonlyMap<string, Uint8Array>;
}

/** pdf-lib throws all kinds of errors over hostile bytes; whatever it cannot read is no PDF to us. */
async function read(bytes: Uint8Array, engine: Engine): Promise<PdfStructure> {
  try {
    const options = { ignoreEncryption: true, updateMetadata: false, throwOnInvalidObject: true };
    const document = await PDFDocument.load(bytes, options);
    if (!document.isEncrypted) {
      return { signatures: signaturesOf(document), attachments: attachmentsOf(document, engine) };
    }
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
  }
  // An encrypted file could show other pages to whoever holds the key than those digested here.
  throw new Refusal('FORMAT_FAILURE', 'format');
}
