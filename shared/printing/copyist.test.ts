import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PDFDocument } from 'pdf-lib';
import { nodeEngine } from '../../electron/engine.ts';
import { PdfFile } from '../page/pdf/file.ts';
import { openPdf } from '../verifying/pdf/file.ts';
import { NotPdf, PdfRef } from '../verifying/pdf/value.ts';
import { Copyist, numeral } from './copyist.ts';

/** A file of these objects, the first of them the catalogue. */
function fileOf(...bodies: readonly (string | { readonly entries: string; readonly stream: string })[]) {
  const out = new PdfFile();
  for (const body of bodies) {
    if (typeof body === 'string') out.object(body);
    else out.stream(body.entries, new TextEncoder().encode(body.stream));
  }
  return openPdf(out.finish('/Root 1 0 R'), nodeEngine);
}

test('names, strings, numbers and what they refer to come out as an independent reader takes them', async () => {
  const source = fileOf(
    '<</Type/Catalog/Pages 2 0 R/A[(a\\)b) <00FF> /N#20ame -0.000125 12345678.5 true null 3 0 R]>>',
    '<</Type/Pages/Count 0/Kids[]>>',
    { entries: '/Of(it)', stream: 'raw\nbytes' },
  );
  const out = new PdfFile();
  const copied = new Copyist(out, nodeEngine).for(source)(new PdfRef(1, 0));
  const read = await PDFDocument.load(out.finish(`/Root ${copied}`));
  const array = read.catalog.get(read.catalog.keys().find((key) => key.toString() === '/A') as never);
  assert.equal(String(array), '[ <612962> <00FF> /N#20ame -0.000125 12345678.5 true null 2 0 R ]');
});

test('equal objects of two files are one, different ones two', () => {
  const [one, two] = ['shared', 'other'].map((own) =>
    fileOf(
      '<</Type/Catalog/S 2 0 R/O 3 0 R>>',
      { entries: '', stream: 'shared' },
      { entries: '', stream: own },
    ),
  );
  assert.ok(one && two);
  const copyist = new Copyist(new PdfFile(), nodeEngine);
  const [mine, theirs] = [copyist.for(one), copyist.for(two)];
  assert.equal(mine(new PdfRef(2, 0)), theirs(new PdfRef(2, 0)));
  assert.equal(mine(new PdfRef(3, 0)), theirs(new PdfRef(2, 0)));
  assert.notEqual(mine(new PdfRef(3, 0)), theirs(new PdfRef(3, 0)));
});

test('an object that leads back to itself is copied once, and ends', async () => {
  const source = fileOf('<</Type/Catalog/Loop 2 0 R>>', '<</Next 3 0 R>>', '<</Back 2 0 R>>');
  const out = new PdfFile();
  const loop = new Copyist(out, nodeEngine).for(source)(new PdfRef(2, 0));
  const pages = out.object('<</Type/Pages/Count 0/Kids[]>>');
  const catalog = out.object(`<</Type/Catalog/Pages ${pages} 0 R/Loop ${loop}>>`);
  const read = openPdf(out.finish(`/Root ${catalog} 0 R`), nodeEngine);
  const first = read.dict(read.catalog.get('Loop'));
  const back = read.dict(read.dict(first?.get('Next'))?.get('Back'));
  assert.ok(first && back === first);
});

test('nesting made to exhaust its reader is refused', () => {
  const deep = `${'['.repeat(80)}${']'.repeat(80)}`;
  const source = fileOf(`<</Type/Catalog/Deep ${deep}>>`);
  assert.throws(() => new Copyist(new PdfFile(), nodeEngine).for(source)(new PdfRef(1, 0)), NotPdf);
});

test('numbers have no exponent', () => {
  assert.deepEqual([1e-7, -0.5, 3, 1 / 3, 1e-12].map(numeral), ['0.0000001', '-0.5', '3', '0.33333333', '0']);
});
