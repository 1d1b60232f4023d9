import { extname } from 'node:path';
import type { ReportOrder, ReportWritten, VerifyReport } from '../../shared/desk/verification.ts';
import type { Engine } from '../../shared/engine.ts';
import type { Language } from '../../shared/language.ts';
import { done, type Outcome } from '../../shared/problem.ts';
import { layOutReport } from '../../shared/report/report-pages.ts';
import type { ReportedFile } from '../../shared/report/reported-file.ts';
import { validationReport } from '../../shared/report/validation-report.ts';
import { prepareJsonSealer } from '../../shared/sealing/jades.ts';
import type { Seal } from '../../shared/sealing/seal.ts';
import { LARGEST_FILE } from '../../shared/verifying/verify.ts';
import { readBounded } from '../files/read.ts';
import { replaceFile } from '../files/replace.ts';
import { instant } from './prepare-batch.ts';
import { reportFonts, sayFrom, writePages } from './report-paper.ts';
import { openFitSeal } from './seal-file.ts';
import type { Verifier } from './verify-file.ts';

interface Tools {
  readonly verifier: Verifier;
  readonly engine: Engine;
  readonly now: Date;
  readonly version: string;
}

/**
 * Verifies files and writes what came of it: JSON with the elements of ETSI TS 119 102-2, or a PDF for people that has
 * the same JSON inside. With a seal both are sealed.
 * Problems: those of the files and of the seal.
 */
export async function writeReport(order: ReportOrder, tools: Tools): Promise<Outcome<ReportWritten>> {
  const { files, out, language, seal, sealKey, algorithm, password = '', ...wanted } = order;
  const told: (ReportedFile & VerifyReport)[] = [];
  for (const file of files) {
    const report = await tools.verifier.verify({ ...wanted, file }, tools.now);
    if (!report.ok) return report;
    const bytes = await readBounded(file, LARGEST_FILE);
    if (!bytes.ok) return bytes;
    const sha256 = Buffer.from(tools.engine.hash('SHA-256', bytes.value)).toString('hex');
    told.push({ ...report.value, sha256 });
  }
  if (seal === undefined) return write(told, out, language, tools);
  const sealOrder = { seal, password, ...(sealKey && { sealKey }), ...(algorithm && { algorithm }) };
  const opened = await openFitSeal(sealOrder, tools.now);
  if (!opened.ok) return opened;
  try {
    return await write(told, out, language, tools, opened.value.seal);
  } finally {
    opened.value.seal.close();
  }
}

async function write(
  files: readonly (ReportedFile & VerifyReport)[],
  out: string,
  language: Language,
  tools: Tools,
  seal?: Seal,
): Promise<Outcome<ReportWritten>> {
  const { engine, now, version } = tools;
  const at = instant(now);
  const report = validationReport(files, at, `Sealwright ${version}`);
  const json = new TextEncoder().encode(`${JSON.stringify(report, null, 2)}\n`);
  const sealedJson = seal
    ? await prepareJsonSealer(seal, engine).seal(json, { at, contentType: 'application/json' })
    : json;
  const bytes =
    extname(out).toLowerCase() === '.pdf'
      ? await pdfOf(files, sealedJson, language, tools, seal)
      : sealedJson;
  await replaceFile(out, bytes);
  const passed = files.filter(({ indication }) => indication === 'TOTAL-PASSED').length;
  return done({ path: out, passed, failed: files.length - passed });
}

async function pdfOf(
  files: readonly ReportedFile[],
  json: Uint8Array,
  language: Language,
  { engine, now }: Tools,
  seal: Seal | undefined,
): Promise<Uint8Array> {
  const say = sayFrom(language, ['answer', 'verdict']);
  const time = say.moment(now);
  const title = say('answer:report.title');
  const attachment = { name: 'validation-report.json', description: 'ETSI TS 119 102-2', bytes: json };
  const pages = layOutReport({ files, language, time, say, fonts: reportFonts() });
  return writePages({ pages, title, language, attachment, engine, now, seal });
}
