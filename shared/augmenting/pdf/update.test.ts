import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { nodeEngine } from '../../../electron/engine.ts';
import { makeSamplePdf } from '../../sealing/pades-sample.ts';
import { openPdf } from '../../verifying/pdf/file.ts';
import { PdfRef, PdfString, type PdfValue } from '../../verifying/pdf/value.ts';
import { beginUpdate } from './update.ts';

const skip = spawnSync('qpdf', ['--version']).status === 0 ? false : 'qpdf is needed: apt-get install qpdf';
const folder = mkdtempSync(join(tmpdir(), 'sealwright-update-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const digest = (bytes: Uint8Array) => nodeEngine.hash('SHA-256', bytes);

/** The sample as qpdf writes it, with a table or with streams of objects and cross-references. */
function sampleWith(streams: 'disable' | 'generate'): Uint8Array {
  const [from, to] = [join(folder, 'sample.pdf'), join(folder, `${streams}.pdf`)];
  writeFileSync(from, makeSamplePdf(64, 'D:20260301080000Z').bytes);
  execFileSync('qpdf', [`--object-streams=${streams}`, from, to]);
  return new Uint8Array(readFileSync(to));
}

function updated(bytes: Uint8Array, words: string): Uint8Array {
  const file = openPdf(bytes, nodeEngine);
  const update = beginUpdate(file, digest);
  const note = update.add({ content: new TextEncoder().encode(words) });
  const { trailer } = file.crossReference;
  const root = trailer.get('Root');
  assert.ok(root instanceof PdfRef);
  const language = new PdfString(new TextEncoder().encode('el'), 0, 0);
  update.change(root, new Map<string, PdfValue>([...file.catalog, ['Lang', language], ['XNote', note]]));
  return update.finish().bytes;
}

for (const streams of ['disable', 'generate'] as const) {
  test(`qpdf reads what was put behind a file whose cross-references are ${streams === 'generate' ? 'a stream' : 'a table'}`, {
    skip,
  }, () => {
    const before = sampleWith(streams);
    let bytes = before;
    for (const words of ['one', 'two']) bytes = updated(bytes, words);
    assert.deepEqual(bytes.subarray(0, before.length), before);
    const path = join(folder, `${streams}-updated.pdf`);
    writeFileSync(path, bytes);
    const told = execFileSync('qpdf', ['--check', path], { encoding: 'utf8' });
    assert.match(told, /No syntax or stream encoding errors found/);
    const { qpdf } = JSON.parse(execFileSync('qpdf', ['--json=2', path], { encoding: 'utf8' })) as {
      readonly qpdf: readonly [object, Readonly<Record<string, { readonly value?: unknown }>>];
    };
    const { value } = qpdf[1].trailer as { readonly value: Readonly<Record<string, string>> };
    const catalog = qpdf[1][`obj:${value['/Root']}`]?.value as Readonly<Record<string, string>>;
    assert.equal(catalog['/Lang'], 'u:el');
    const stream = execFileSync('qpdf', [
      `--show-object=${catalog['/XNote']}`.replace(' R', '').replace(' ', ','),
      '--raw-stream-data',
      path,
    ]);
    assert.equal(stream.toString(), 'two');
    // And the form goes on as it was.
    const tail = new TextDecoder('latin1').decode(bytes.subarray(before.length));
    assert.equal(tail.includes('/Type /XRef'), streams === 'generate');
    assert.equal(/\nxref\n/.test(tail), streams === 'disable');
  });
}
