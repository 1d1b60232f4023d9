import { randomUUID } from 'node:crypto';
import { extname } from 'node:path';
import type { ReportOrder, ReportWritten, VerifyReport } from '../../shared/desk/verification.ts';
import type { Engine } from '../../shared/engine.ts';
import type { Language } from '../../shared/language.ts';
import { readFonts } from '../../shared/page/fonts.ts';
import { preparePdf } from '../../shared/page/pdf/press.ts';
import type { LaidOutPage } from '../../shared/page/placed.ts';
import { done, type Outcome } from '../../shared/problem.ts';
import { layOutReport, type Say } from '../../shared/report/report-pages.ts';
import type { ReportedFile } from '../../shared/report/reported-file.ts';
import { validationReport } from '../../shared/report/validation-report.ts';
import { COMMITMENT_REASONS } from '../../shared/sealing/commitment.ts';
import { prepareJsonSealer } from '../../shared/sealing/jades.ts';
import { preparePdfSealer } from '../../shared/sealing/pades.ts';
import type { Seal } from '../../shared/sealing/seal.ts';
import { LARGEST_FILE } from '../../shared/verifying/verify.ts';
import { loadFonts } from '../files/fonts.ts';
import { readBounded } from '../files/read.ts';
import { replaceFile } from '../files/replace.ts';
import { wordsIn } from '../files/words.ts';
import { instant } from './prepare-batch.ts';
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
  const { sans, 'sans-bold': bold } = loadFonts();
  const fonts = { sans, 'sans-bold': bold };
  const say = sayIn(language);
  const time = `${new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'medium', timeZone: 'UTC' }).format(now)} UTC`;
  const pages = layOutReport({ files, language, time, say, fonts: readFonts(fonts) });
  const press = preparePdf({ fonts, codePoints: codePointsOf(pages), engine });
  const createdAt = instant(now);
  const name = seal?.certificate.subject.organisation ?? seal?.certificate.subject.commonName ?? 'Sealwright';
  const order = {
    pages,
    document: {
      title: say('answer:report.title'),
      language,
      author: name,
      createdAt,
      id: `urn:uuid:${randomUUID()}`,
    },
    attachments: [
      {
        name: 'validation-report.json',
        mediaType: 'application/json',
        bytes: json,
        relationship: 'Source',
        description: 'ETSI TS 119 102-2',
        modifiedAt: createdAt,
      },
    ],
  } as const;
  if (!seal) return press.write(order).bytes;
  const sealer = preparePdfSealer(seal, engine);
  const reason = COMMITMENT_REASONS.origin[language];
  return sealer.seal(
    press.write({ ...order, seal: { contentsLength: sealer.contentsLength, name, reason } }),
  );
}

/** Days and moments as the reader's language writes them. */
function sayIn(language: Language): Say {
  const spaces = { answer: wordsIn(language, 'answer'), verdict: wordsIn(language, 'verdict') };
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  const moment = new Intl.DateTimeFormat(language, {
    dateStyle: 'long',
    timeStyle: 'medium',
    timeZone: 'UTC',
  });
  const shown = (name: string, value: string | number): string => {
    const date = new Date(value);
    if ((name !== 'date' && name !== 'time') || Number.isNaN(date.getTime())) return String(value);
    return name === 'date' ? day.format(date) : `${moment.format(date)} UTC`;
  };
  return (key, facts = {}) => {
    const [space = '', name = ''] = key.split(':');
    const text = spaces[space as keyof typeof spaces]?.[name] ?? key;
    return text.replace(/\{\{(\w+)\}\}/g, (whole, place: string) => {
      const value = facts[place];
      return value === undefined ? whole : shown(place, value);
    });
  };
}

function codePointsOf(pages: readonly LaidOutPage[]): ReadonlySet<number> {
  const found = new Set<number>();
  const walk = (blocks: LaidOutPage['content']): void => {
    for (const { blocks: inner = [], marks = [] } of blocks) {
      walk(inner);
      for (const mark of marks) {
        if (mark.kind !== 'glyphs') continue;
        for (const { codePoints } of mark.glyphs) for (const point of codePoints) found.add(point);
      }
    }
  };
  for (const { content } of pages) walk(content);
  return found;
}
