import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { nodeEngine } from '../../electron/engine.ts';
import { loadFonts } from '../../electron/files/fonts.ts';
import { preparePress } from '../issue.ts';
import { makeSampleSeal } from '../sealing/sample-seal.ts';
import { readTemplate } from '../template/parse.ts';
import { specimenOf } from '../template/specimen.ts';
import { attachmentsOf } from '../verifying/pdf/attachments.ts';
import { openPdf } from '../verifying/pdf/file.ts';
import { summarise } from '../verifying/summary.ts';
import { prepareTrust } from '../verifying/trust.ts';
import { verifyFile } from '../verifying/verify.ts';
import { factsOf } from './facts.ts';
import { compareForms } from './forms.ts';

const template = readTemplate(
  readFileSync(new URL('../../examples/university/template.json', import.meta.url)),
);
assert.ok(template.ok);
const drawn = specimenOf(template.value, '2026-07-01T08:00:00Z', true);
assert.ok(drawn.ok);
const specimen = drawn.value;
const seal = await makeSampleSeal('ES256');

test('a page carries the sealed JSON as its source and the sealed XML as data, byte for byte, and both say the same', async () => {
  const press = preparePress({
    ...{ design: template.value.page, fonts: loadFonts(), seal, engine: nodeEngine },
    specimens: [specimen],
  });
  assert.ok(press.ok);
  const issued = await press.value.issue(specimen);
  assert.ok(issued.ok);
  const bytesOf = (format: string) =>
    Buffer.from(issued.files.find((one) => one.format === format)?.bytes ?? []);
  const pdf = bytesOf('pdf');
  const inside = attachmentsOf(openPdf(pdf, nodeEngine));
  assert.deepEqual([...inside.keys()], ['credential.json', 'credential.xml']);
  assert.ok(bytesOf('json').equals(inside.get('credential.json')?.() ?? new Uint8Array()));
  assert.ok(bytesOf('xml').equals(inside.get('credential.xml')?.() ?? new Uint8Array()));
  const related = [...pdf.toString('latin1').matchAll(/\/AFRelationship\/(\w+)/g)].map(([, how]) => how);
  assert.deepEqual(related, ['Source', 'Data']);

  const trust = prepareTrust({ roots: [seal.root] });
  const { verdict } = await verifyFile(pdf, trust, new Date('2026-07-02T08:00:00Z'), nodeEngine);
  const payload = verdict.payload ?? new Uint8Array();
  const summary = await summarise('pdf', payload, nodeEngine);
  assert.ok(summary);
  const facts = await factsOf('pdf', payload, nodeEngine);
  const told = async (change: object, of = verdict) =>
    (await compareForms(of, { facts, summary: { ...summary, ...change } }, nodeEngine))?.words.split(':')[1];
  assert.equal(await told({}), 'check.forms.same');
  assert.equal(await told({ title: 'Astrology' }), 'check.forms.differs');
  const stranger = await makeSampleSeal('ES256');
  assert.equal(await told({}, { ...verdict, sealedBy: stranger.certificate }), 'check.forms.unread');
  assert.equal(await told({}, { ...verdict, furtherForm: payload }), 'check.forms.unread');
  assert.equal(await told({}, { ...verdict, furtherForm: undefined }), undefined);
});

test('a batch that makes no ELMO seals none for its pages', async () => {
  const press = preparePress({
    ...{ design: template.value.page, fonts: loadFonts(), seal, engine: nodeEngine },
    ...{ specimens: [specimen], exports: ['pdf', 'vc-jwt'] },
  });
  assert.ok(press.ok);
  const issued = await press.value.issue(specimen);
  assert.ok(issued.ok);
  const [pdf] = issued.files;
  assert.ok(pdf);
  assert.deepEqual([...attachmentsOf(openPdf(pdf.bytes, nodeEngine)).keys()], ['credential.jwt']);
});
