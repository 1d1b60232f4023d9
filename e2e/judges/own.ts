import { join } from 'node:path';
import { filesOf, finding, type Judge } from './finding.ts';
import { byTheThousand, run } from './program.ts';
import { sealSpoilsOf } from './spoil.ts';

const COMMAND = join(import.meta.dirname, '../../electron/sealwright.mjs');
const FORMATS = [
  'pdf',
  'xml',
  'json',
  'edc-jws',
  'vc-jwt',
  'badge-jwt',
  'badge-svg',
  'clr-jwt',
  'sd-jwt',
] as const;

interface Report {
  readonly file: string;
  readonly indication: string;
  readonly reason: string;
  readonly level?: string;
}

/** `sealwright verify`, which must agree with the others in both directions. */
export const own: Judge = {
  name: 'sealwright verify',
  formats: FORMATS,
  missing: async () => undefined,
  spoils: FORMATS.flatMap(sealSpoilsOf),
  async judge(batch) {
    const files = FORMATS.flatMap((format) => filesOf(batch, format));
    const order = ['verify', '--json', '--trust', batch.root, ...batch.crls.flatMap((crl) => ['--crl', crl])];
    const reports = new Map<string, Report>();
    for (const some of byTheThousand(files)) {
      const { out, err } = await run(process.execPath, [COMMAND, ...order, ...some]);
      for (const line of out.split('\n')) {
        if (line === '') continue;
        const report = JSON.parse(line) as Report;
        if (report.file !== undefined) reports.set(report.file, report);
      }
      if (reports.size === 0) throw new Error(`sealwright verify says nothing: ${err.slice(-1000)}`);
    }
    return files.map((file) => {
      const report = reports.get(file);
      if (report === undefined) return finding(file, ['not a word of this file']);
      const { indication, reason, level } = report;
      return finding(file, indication === 'TOTAL-PASSED' ? [] : [`${indication} ${reason} ${level ?? ''}`]);
    });
  },
};
