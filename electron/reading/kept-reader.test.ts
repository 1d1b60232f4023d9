import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { writePem } from '../../shared/sealing/certificate.ts';
import { nodeEngine } from '../engine.ts';
import { makeSealedSample, type SealedSample } from '../seals/sample-sealed-pdf.ts';
import { openSealAt } from '../studio/seal-file.ts';
import { makeVerifier } from '../studio/verify-file.ts';
import { keepReader, sendReader } from './host.ts';
import { verifyByReader } from './verifier.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-kept-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const path = (name: string) => join(folder, name);
const own = () => folder;
const here = makeVerifier(nodeEngine, own);

suite('a reader that is kept', () => {
  let sample: SealedSample;
  before(async () => {
    sample = await makeSealedSample();
    writeFileSync(path('good.pdf'), sample.sealed);
    writeFileSync(path('bad.pdf'), sample.sealed.with(900, (sample.sealed[900] ?? 0) ^ 1));
    writeFileSync(path('note.xml'), '<note/>');
    writeFileSync(path('root.pem'), writePem(sample.pki.root));
  });
  const order = (name: string) => ({ file: path(name), trust: [path('root.pem')] });

  test('judges file after file as the studio itself would', async () => {
    const there = verifyByReader(here, own);
    const expected = { 'good.pdf': 'TOTAL-PASSED', 'bad.pdf': 'TOTAL-FAILED', 'note.xml': 'TOTAL-FAILED' };
    for (const [name, indication] of Object.entries(expected)) {
      const report = await there.verify(order(name), sample.made);
      assert.equal(report.ok && report.value.indication, indication, name);
      assert.deepEqual(report, await here.verify(order(name), sample.made), name);
    }
    const missing = await there.verify(order('none.pdf'), sample.made);
    assert.equal(!missing.ok && missing.problems[0].code, 'file.not-found');
  });

  test('that takes too much is ended, and the next file finds another', async () => {
    const errand = {
      errand: 'verify',
      order: { order: { ...order('good.pdf'), data: folder }, at: sample.made },
    } as const;
    const tooMuch = { code: 'file.too-much', where: { file: path('good.pdf') } } as const;
    const small = keepReader({ milliseconds: 20_000, memory: 6 });
    const refusals = [await small.send(errand, tooMuch), await small.send(errand, tooMuch)];
    for (const reply of refusals) assert.deepEqual(!reply.ok && reply.problems, [tooMuch]);
    const late = await keepReader({ milliseconds: 1, memory: 384 }).send(errand, tooMuch);
    assert.deepEqual(!late.ok && late.problems, [tooMuch]);
    assert.ok((await keepReader().send(errand, tooMuch)).ok);
  });

  test('opens a seal as the studio would, by a password that goes as a message', async () => {
    const password = 'Kanarienvogel-3127';
    const file = path('seal.p12');
    writeFileSync(file, await sample.pki.pkcs12(password));
    const opened = await openSealAt({ seal: file, password });
    assert.ok(opened.ok);
    assert.deepEqual(opened.value.certificate.der, sample.seal.certificate.der);
    const wrong = await openSealAt({ seal: file, password: 'another' });
    assert.deepEqual(!wrong.ok && wrong.problems, [{ code: 'seal.password-wrong', where: { file } }]);
    // A reader that dies over the seal says nothing of what it was told.
    const errand = { errand: 'seal', order: { bytes: readFileSync(file), password } } as const;
    const died = await sendReader(
      errand,
      { code: 'file.too-much', where: { file } },
      { milliseconds: 20_000, memory: 6 },
    );
    assert.deepEqual(died, { ok: false, problems: [{ code: 'file.too-much', where: { file } }] });
  });

  test('does not keep a program from ending', () => {
    const script = `
      import { verifyByReader } from ${JSON.stringify(fileURLToPath(new URL('./verifier.ts', import.meta.url)))};
      const verifier = verifyByReader({}, () => ${JSON.stringify(folder)});
      const told = await verifier.verify(${JSON.stringify(order('note.xml'))}, new Date());
      console.log(told.value.reason);`;
    const words = ['--input-type=module', '--eval', script];
    assert.equal(
      execFileSync(process.execPath, words, { encoding: 'utf8', timeout: 50_000 }),
      'not-sealed\n',
    );
  });
});
