import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type {
  ExportTemplateOrder,
  ImportedTemplate,
  ImportTemplateOrder,
  PackagedTemplate,
} from '../../shared/desk/template.ts';
import type { Engine } from '../../shared/engine.ts';
import {
  LARGEST_PACKAGE,
  openPackage,
  type SealManifest,
  writePackage,
} from '../../shared/package/package.ts';
import { ownFontProblems } from '../../shared/page/own-fonts.ts';
import { done, type Outcome, refused } from '../../shared/problem.ts';
import { calledBy } from '../../shared/sealing/certificate-name.ts';
import { prepareJsonSealer } from '../../shared/sealing/jades.ts';
import { readTemplate } from '../../shared/template/parse.ts';
import { verifyFile } from '../../shared/verifying/verify.ts';
import { inFile, placed, readBounded } from '../files/read.ts';
import { replaceFile } from '../files/replace.ts';
import type { PackageErrand, UnpackedTemplate } from '../reading/errand.ts';
import { sendReader } from '../reading/host.ts';
import { instant } from './prepare-batch.ts';
import { openFitSeal } from './seal-file.ts';
import { openTemplate } from './template-file.ts';
import { readTrust } from './trust-sources.ts';

/**
 * Writes a template with its pictures and fonts as a package, sealed when a seal is told.
 * Problems: those of the file and the seal, of fonts that may not be embedded; `file.exists`. @throws StudioFault
 */
export async function exportTemplate(
  { template: path, out, ...order }: ExportTemplateOrder,
  engine: Engine,
  at: Date,
): Promise<Outcome<PackagedTemplate>> {
  const opened = await openTemplate(path);
  if (!opened.ok) return opened;
  const [barred, ...more] = ownFontProblems(opened.value.template.page);
  if (barred) return refused(placed(path, barred), ...more.map((problem) => placed(path, problem)));
  if (existsSync(out)) return refused({ code: 'file.exists', where: { file: out } });
  const { seal, password = '' } = order;
  if (seal === undefined) return write(path, opened.value.bytes, out, engine);
  const fit = await openFitSeal({ ...order, seal, password }, at);
  if (!fit.ok) return fit;
  try {
    const sealer = prepareJsonSealer(fit.value.seal, engine);
    const sealed = (manifest: Uint8Array) =>
      sealer.seal(manifest, { at: instant(at), contentType: 'application/json' });
    const written = await write(path, opened.value.bytes, out, engine, sealed);
    const sealedBy = calledBy(fit.value.seal.certificate.subject);
    return written.ok ? done({ ...written.value, sealedBy }) : written;
  } finally {
    fit.value.seal.close();
  }
}

async function write(
  path: string,
  template: Uint8Array,
  out: string,
  engine: Engine,
  seal?: SealManifest,
): Promise<Outcome<PackagedTemplate>> {
  const made = inFile(path, await writePackage(template, engine, seal));
  if (!made.ok) return made;
  await replaceFile(resolve(out), made.value);
  return done({ path: resolve(out), bytes: made.value.length });
}

/**
 * Writes the template of a package beside nothing that is there. A reader takes the package apart: it is a stranger's.
 * Problems: `file.exists`, `file.too-much`, those of `unpackTemplate`. @throws StudioFault
 */
export async function importTemplate(
  { out, ...order }: ImportTemplateOrder,
  at: Date,
): Promise<Outcome<ImportedTemplate>> {
  if (existsSync(out)) return refused({ code: 'file.exists', where: { file: out } });
  const tooMuch = { code: 'file.too-much', where: { file: order.file } } as const;
  const unpacked = await sendReader({ errand: 'package', order: { order, at } }, tooMuch);
  if (!unpacked.ok) return unpacked;
  const { bytes, ...told } = unpacked.value;
  await replaceFile(resolve(out), bytes);
  return done({ path: resolve(out), ...told });
}

/**
 * The template of a package. A seal that does not hold stops it; whether one that holds is anybody's to trust is told
 * with it, and so is that there is none.
 * Problems: `package.unreadable`, `package.file-differs`, `package.seal-wrong`, those of the file and of `readTemplate`,
 * of fonts that may not be embedded.
 */
export async function unpackTemplate(
  { file, trust = [] }: PackageErrand['order'],
  engine: Engine,
  at: Date,
): Promise<Outcome<UnpackedTemplate>> {
  const bytes = await readBounded(file, LARGEST_PACKAGE);
  if (!bytes.ok) return bytes;
  const opened = inFile(file, openPackage(bytes.value, engine));
  if (!opened.ok) return opened;
  const { manifest, sealed, unpack } = opened.value;
  const seal = sealed && (await judgeSeal(sealed, trust, engine, at));
  if (seal && !seal.ok) return inFile(file, seal);
  const told = manifest ?? seal?.value.manifest;
  if (!told) return refused({ code: 'package.unreadable', where: { file } });
  const unpacked = inFile(file, unpack(told));
  if (!unpacked.ok) return unpacked;
  const read = inFile(file, readTemplate(unpacked.value));
  if (!read.ok) return read;
  const [barred, ...more] = ownFontProblems(read.value.page);
  if (barred) return refused(placed(file, barred), ...more.map((problem) => placed(file, problem)));
  const { version, languages } = read.value;
  return done({ bytes: unpacked.value, version, languages, ...(seal && { seal: seal.value.report }) });
}

async function judgeSeal(
  sealed: Uint8Array,
  roots: readonly string[],
  engine: Engine,
  at: Date,
): Promise<
  Outcome<{ readonly manifest: Uint8Array; readonly report: NonNullable<ImportedTemplate['seal']> }>
> {
  const trust = await readTrust(roots, []);
  if (!trust.ok) return trust;
  const { verdict } = await verifyFile(sealed, trust.value, at, engine);
  const { indication, reason, payload, sealedBy, claimedAt, test } = verdict;
  if (indication === 'TOTAL-FAILED' || !payload || !sealedBy) return refused({ code: 'package.seal-wrong' });
  return done({
    manifest: payload,
    report: {
      ...{ indication, reason, test, by: calledBy(sealedBy.subject) },
      ...(claimedAt && { claimedAt: claimedAt.toISOString() }),
    },
  });
}
