import { join } from 'node:path';
import type { ResultForm, ResultsOrder, WrittenResults } from '../../shared/desk/results.ts';
import { readSummaryJson } from '../../shared/formats/summary/json.ts';
import type { SummaryRow } from '../../shared/formats/summary/row.ts';
import { issuedJson, openApi } from '../../shared/platforms/results/api.ts';
import { badgeCollection } from '../../shared/platforms/results/badges.ts';
import { webLinkCartridge } from '../../shared/platforms/results/cartridge.ts';
import { canvasGrades, moodleGrades } from '../../shared/platforms/results/grades.ts';
import { linkedInLinks, pageOf } from '../../shared/platforms/results/linked-in.ts';
import { done, type Outcome, refused } from '../../shared/problem.ts';
import { nodeEngine } from '../engine.ts';
import { readBounded } from '../files/read.ts';
import { replaceFile } from '../files/replace.ts';
import { makeFolder } from './folder.ts';

const LARGEST_SUMMARY = 512 * 1024 * 1024;
const LARGEST_BADGE = 16 * 1024 * 1024;

/**
 * Writes what a batch has issued as others import it, into `results` beside its summary. Problems: those of the summary
 * and of the badges' files.
 */
export async function writeResults(
  { batch, forms, page }: ResultsOrder,
  version: string,
): Promise<Outcome<WrittenResults>> {
  const summary = join(batch, 'summary.json');
  const bytes = await readBounded(summary, LARGEST_SUMMARY);
  if (!bytes.ok) return bytes;
  const rows = readSummaryJson(bytes.value);
  if (!rows) return refused({ code: 'file.unreadable', where: { file: summary } });
  const out = join(batch, 'results');
  makeFolder(out);
  const files: string[] = [];
  for (const form of forms) {
    const made = await makeForm(form, rows, { batch, version, ...(page !== undefined && { page }) });
    if (!made.ok) return made;
    for (const [name, content] of made.value) {
      await replaceFile(join(out, name), content);
      files.push(join(out, name));
    }
  }
  return done({ files, credentials: rows.length });
}

interface Place {
  readonly batch: string;
  readonly version: string;
  readonly page?: string;
}

type Files = readonly (readonly [name: string, content: Uint8Array])[];

async function makeForm(
  form: ResultForm,
  rows: readonly SummaryRow[],
  place: Place,
): Promise<Outcome<Files>> {
  switch (form) {
    case 'moodle':
      return done([['moodle-grades.csv', moodleGrades(rows)]]);
    case 'canvas':
      return done([['canvas-grades.csv', canvasGrades(rows)]]);
    case 'linkedin':
      return done([['linkedin-links.csv', linkedInLinks(rows, place.page)]]);
    case 'api':
      return done([
        ['issued.json', issuedJson(rows)],
        ['openapi.json', openApi(place.version)],
      ]);
    case 'cartridge': {
      const links = rows.map((row) => ({
        title: `${row.title}: ${row.serial}`,
        url: pageOf(place.page ?? '', row),
      }));
      return done([['links.imscc', webLinkCartridge(rows[0]?.title ?? '', links, nodeEngine)]]);
    }
    case 'open-badges':
      return collectBadges(rows, place.batch);
  }
}

async function collectBadges(rows: readonly SummaryRow[], batch: string): Promise<Outcome<Files>> {
  const jwts: string[] = [];
  for (const { files } of rows) {
    for (const { format, name } of files) {
      if (format !== 'badge-jwt') continue;
      const badge = await readBounded(join(batch, 'credentials', name), LARGEST_BADGE);
      if (!badge.ok) return badge;
      jwts.push(new TextDecoder().decode(badge.value));
    }
  }
  return done([['open-badges.json', badgeCollection(jwts)]]);
}
