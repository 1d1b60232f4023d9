import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { ReportOrder } from '../../shared/desk/verification.ts';
import { LANGUAGES } from '../../shared/language.ts';
import { attachmentsOf } from '../../shared/verifying/pdf/attachments.ts';
import { checkPdf } from '../../shared/verifying/pdf/check.ts';
import { openPdf } from '../../shared/verifying/pdf/file.ts';
import { pageTexts } from '../../shared/verifying/pdf/page-text.ts';
import { nodeEngine } from '../engine.ts';
import { serveTrust } from './issuers.ts';
import { writeReport } from './report-file.ts';
import { prepareTrial } from './trial-project.ts';
import { makeVerifier } from './verify-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-report-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const now = new Date();
const tools = { verifier: makeVerifier(nodeEngine, () => folder), engine: nodeEngine, now, version: '0' };
const path = (name: string) => join(folder, name);

/** A sealed file, and the same with a letter changed. */
async function twoFiles(): Promise<{ readonly files: readonly [string, string]; readonly seal: string }> {
  const trial = await prepareTrial(path('trial'), now);
  assert.ok(trial.ok);
  const { seal } = trial.value;
  const desk = serveTrust(
    nodeEngine,
    () => now,
    () => path('data'),
  );
  assert.ok((await desk['trust.add']({ kind: 'company', name: 'Ægir', country: 'DK' })).ok);
  assert.ok((await desk['trust.export']({ out: path('good.xml'), days: 9, seal, password: '' })).ok);
  writeFileSync(path('bad.xml'), readFileSync(path('good.xml'), 'utf8').replace('Ægir', 'Ægis'));
  return { files: [path('good.xml'), path('bad.xml')], seal };
}
const { files, seal } = await twoFiles();
const order = (out: string, more: Partial<ReportOrder> = {}): ReportOrder => ({
  ...{ files, out: path(out), trust: [], language: 'en' },
  ...more,
});

interface Told {
  readonly ValidationReport: {
    readonly SignatureValidationReport: readonly {
      readonly SignatureValidationStatus: {
        readonly MainIndication: string;
        readonly SubIndication: readonly string[];
      };
      readonly Sealwright: { readonly Checks: readonly { readonly name: string; readonly state: string }[] };
    }[];
  };
}

test('the report has the indications of TS 119 102-2 by their URIs, and never says good of what is unknown', async () => {
  const written = await writeReport(order('report.json'), tools);
  assert.ok(written.ok);
  const { ValidationReport } = JSON.parse(readFileSync(path('report.json'), 'utf8')) as Told;
  const [good, bad] = ValidationReport.SignatureValidationReport;
  assert.equal(
    good?.SignatureValidationStatus.MainIndication,
    'urn:etsi:019102:mainindication:indeterminate',
  );
  assert.deepEqual(good?.SignatureValidationStatus.SubIndication, [
    'urn:etsi:019102:subindication:NO_CERTIFICATE_CHAIN_FOUND',
  ]);
  assert.equal(good?.Sealwright.Checks.find(({ name }) => name === 'revocation')?.state, 'open');
  assert.equal(bad?.SignatureValidationStatus.MainIndication, 'urn:etsi:019102:mainindication:total-failed');
  assert.equal(bad?.Sealwright.Checks.find(({ name }) => name === 'integrity')?.state, 'bad');
});

test('the sealed PDF holds, carries the sealed JSON and shows both verdicts', async () => {
  const written = await writeReport(order('report.pdf', { seal, password: '' }), tools);
  assert.ok(written.ok, JSON.stringify(written));
  const bytes = new Uint8Array(readFileSync(path('report.pdf')));
  const integrity = await checkPdf(bytes, nodeEngine);
  assert.ok(integrity.ok);
  const inside = attachmentsOf(openPdf(bytes, nodeEngine)).get('validation-report.json')?.();
  assert.match(new TextDecoder().decode(inside), /^\{"payload":/);
  const text = pageTexts(bytes, nodeEngine)?.join('') ?? '';
  assert.match(text, /INDETERMINATE/);
  assert.match(text, /TOTAL-FAILED/);
});

test('every language has its report, and whatever a file is called can be set', async () => {
  const odd = path(`${'x'.repeat(200)} 試驗.xml`);
  writeFileSync(odd, readFileSync(files[0]));
  for (const language of LANGUAGES) {
    const written = await writeReport(order('every.pdf', { files: [odd], language }), tools);
    assert.ok(written.ok);
    const text = pageTexts(new Uint8Array(readFileSync(path('every.pdf'))), nodeEngine);
    assert.ok(text?.join('').includes('INDETERMINATE'), language);
  }
});
