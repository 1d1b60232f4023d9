import { PDFDocument } from 'pdf-lib';
import type { Engine } from '../../engine.ts';
import { checkCms } from '../cms.ts';
import { caught, type Integrity, type IntegrityWarning, Refusal } from '../integrity.ts';
import { attachmentsOf } from './attachments.ts';
import { coverageOf } from './coverage.ts';
import { signaturesOf } from './signature-field.ts';

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
    const document = await load(bytes);
    const [signature, second] = signaturesOf(document);
    if (!signature) throw new Refusal('FORMAT_FAILURE', 'not-sealed');
    const coverage = ACCEPTED.has(signature.subFilter) ? coverageOf(bytes, signature) : undefined;
    if (!coverage) throw new Refusal('FORMAT_FAILURE', 'structure-suspicious');

    const cms = await checkCms(coverage.cms, (hash) => engine.hash(hash, ...coverage.parts), engine);
    if (second) throw new Refusal('FORMAT_FAILURE', 'several-signers');
    if (!coverage.wholeFile) throw new Refusal('FORMAT_FAILURE', 'changed-after-sealing');
    const baseline = signature.subFilter === PADES && signature.claimedAt !== undefined;
    const warnings: IntegrityWarning[] = cms.unsignedAttributes ? ['unsigned-properties'] : [];
    return {
      ok: true,
      signer: cms.signer,
      others: cms.others,
      claimedAt: signature.claimedAt,
      level: baseline ? 'PAdES-BASELINE-B' : undefined,
      payload: attachmentsOf(document, engine).get(CREDENTIAL_ATTACHMENT) ?? new Uint8Array(),
      covers: 'document',
      warnings,
    };
  });
}

async function load(bytes: Uint8Array): Promise<PDFDocument> {
  const options = { ignoreEncryption: true, updateMetadata: false, throwOnInvalidObject: true };
  const document = await PDFDocument.load(bytes, options).catch(() => undefined);
  // An encrypted file could show other pages to whoever holds the key than those digested here.
  if (!document || document.isEncrypted) throw new Refusal('FORMAT_FAILURE', 'format');
  return document;
}
