import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { unguardCell } from '../../shared/formats/summary/guard.ts';
import type { SealedFormat } from '../../shared/issue/sealed-file.ts';
import { readElmo } from './facts/elmo.ts';
import { contradictions, type Facts } from './facts/fact.ts';
import {
  payloadOf,
  primaryLanguage,
  readBadge,
  readBakedSvg,
  readEdc,
  readRecord,
  readSdJwt,
  readVcDi,
  readVcJwt,
} from './facts/json.ts';
import { readPage } from './facts/page.ts';
import { type Finding, finding, type Judge, type JudgedCredential } from './finding.ts';
import { each, missingCommand } from './program.ts';
import { BLANK_PAGE_SPOIL, FACT_SPOILS } from './spoil.ts';

type Read = (file: string, expected: Facts, language: string) => Promise<Facts>;

const READERS: Readonly<Partial<Record<SealedFormat, Read>>> = {
  pdf: readPage,
  xml: readElmo,
  json: readEdc,
  'edc-jws': readEdc,
  'edc-upload': readEdc,
  'vc-jwt': readVcJwt,
  'vc-di': readVcDi,
  'badge-jwt': readBadge,
  'badge-svg': readBakedSvg,
  'clr-jwt': readRecord,
  'sd-jwt': readSdJwt,
};
const FORMATS = Object.keys(READERS) as readonly SealedFormat[];

/**
 * Every form of a credential, each taken apart in its own way, says what the batch's summary.csv says; so all of them
 * say the same. The summary itself is held against the register.
 */
export const facts: Judge = {
  name: 'equal facts',
  formats: FORMATS,
  missing: () => missingCommand('pdftotext', 'poppler-utils'),
  spoils: [BLANK_PAGE_SPOIL, ...FACT_SPOILS],
  async judge({ credentials }) {
    const summaries = new Map<string, ReadonlyMap<string, Facts>>();
    const findings = await each(credentials, async (credential): Promise<readonly Finding[]> => {
      const summary = summaryOf(credential);
      if (summary === undefined || credential.entry === undefined) return [];
      const rows = summaries.get(summary) ?? (await readSummary(summary));
      summaries.set(summary, rows);
      const expected = rows.get(credential.entry.id);
      if (expected === undefined) return [finding(summary, [`no row for ${credential.entry.serial}`])];
      const { id, serial, name, awardedOn } = credential.entry;
      const row = finding(`${summary}#${serial}`, contradictions({ id, serial, name, awardedOn }, expected));
      return [row, ...(await compare(credential, expected))];
    });
    return findings.flat();
  },
};

const compare = ({ files }: JudgedCredential, expected: Facts): Promise<readonly Finding[]> =>
  Promise.all(
    FORMATS.flatMap((format) => {
      const file = files[format];
      return file === undefined ? [] : [hear(format, file, files, expected)];
    }),
  );

const hear = async (
  format: SealedFormat,
  file: string,
  files: JudgedCredential['files'],
  expected: Facts,
): Promise<Finding> => {
  try {
    const why = [...contradictions(await read(format, file, files, expected), expected)];
    // Three dresses of one payload: the very bytes are equal.
    if ((format === 'edc-jws' || format === 'edc-upload') && files.json !== undefined) {
      if ((await payloadOf(file)) !== (await payloadOf(files.json))) why.push('not the payload of the JAdES');
    }
    return finding(file, why);
  } catch (error) {
    return finding(file, [error instanceof Error ? error.message : String(error)]);
  }
};

const read = async (
  format: SealedFormat,
  file: string,
  files: JudgedCredential['files'],
  expected: Facts,
): Promise<Facts> => {
  const reader = READERS[format];
  if (!reader) throw new Error(`nobody reads ${format}`);
  return reader(file, expected, format === 'pdf' ? await languageOf(files) : '');
};

/** The primary language, as the data beside the page tell it. */
const languageOf = async ({ json }: JudgedCredential['files']): Promise<string> => {
  if (json === undefined) return 'en';
  return primaryLanguage(JSON.parse(await payloadOf(json))) || 'en';
};

/** The batch's summary lies beside the folder of its files; a spoiled copy lies elsewhere. */
const summaryOf = ({ files }: JudgedCredential): string | undefined =>
  Object.values(files)
    .map((file) => join(dirname(dirname(file)), 'summary.csv'))
    .find((path) => existsSync(path));

const readSummary = async (path: string): Promise<ReadonlyMap<string, Facts>> => {
  const rows: readonly Readonly<Record<string, string>>[] = parse(await readFile(path), {
    bom: true,
    columns: true,
    delimiter: ';',
  });
  return new Map(
    rows.map((row) => {
      const cells = Object.fromEntries(
        Object.entries(row).map(([column, cell]) => [column, unguardCell(cell)]),
      );
      return [cells.id ?? '', cells];
    }),
  );
};
