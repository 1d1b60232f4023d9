import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadVocabulary } from '../../shared/vocabulary/lists.ts';
import { askHere } from '../port.ts';
import { openStudio } from '../studio.ts';

const root = mkdtempSync(join(tmpdir(), 'sealwright-lists-'));
const usual = process.env.SEALWRIGHT_DATA;
after(() => {
  rmSync(root, { recursive: true, force: true });
  if (usual === undefined) delete process.env.SEALWRIGHT_DATA;
  else process.env.SEALWRIGHT_DATA = usual;
});
let folders = 0;

/** A studio as it is after a start: nothing in memory but what its folder holds. */
const start = () => askHere(openStudio(() => {}));
const freshData = () => join(root, `data-${++folders}`);

async function answer<T>(
  reply: Promise<
    { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: object }
  >,
): Promise<T> {
  const told = await reply;
  assert.ok(told.ok, JSON.stringify(told));
  return told.value;
}

function written(name: string, text: string): string {
  const path = join(root, name);
  writeFileSync(path, text);
  return path;
}

/** The list of modes as it is delivered, without its first entry and with a new one. */
async function newerModes(): Promise<string> {
  const { scheme, concepts } = await loadVocabulary('mode');
  const [, ...kept] = concepts;
  const coming = {
    uri: 'http://data.europa.eu/snb/learning-assessment/newer',
    label: { en: 'Holographic', de: 'Holografisch' },
  };
  return written('modes.json', JSON.stringify({ scheme, version: '2031-01', concepts: [...kept, coming] }));
}

test('an updated list is in use at once and after a start; what is gone is retired, never dropped', async () => {
  const data = freshData();
  const first = start();
  const before = await answer(first('vocabulary.lists', { data }));
  assert.equal(before.length, 16);
  assert.equal(
    before.some(({ updated }) => updated),
    false,
  );
  assert.equal(existsSync(data), false);

  const report = await answer(first('vocabulary.update', { data, file: await newerModes() }));
  const delivered = await loadVocabulary('mode');
  assert.deepEqual(
    [report.list, report.version, report.before, report.added, report.retired, report.updated],
    ['mode', '2031-01', delivered.version, 1, 1, true],
  );
  for (const ask of [first, start()]) {
    const order = { data, list: 'mode', text: 'holo', language: 'de', limit: 5 } as const;
    assert.deepEqual(
      (await answer(ask('vocabulary.search', order))).map(({ label }) => label.de),
      ['Holografisch'],
    );
    const gone = delivered.concepts[0]?.label.en ?? '';
    assert.deepEqual(await answer(ask('vocabulary.search', { ...order, text: gone, language: 'en' })), []);
    const [mode] = (await answer(ask('vocabulary.lists', { data }))).filter(({ list }) => list === 'mode');
    assert.deepEqual([mode?.updated, mode?.retired], [true, 1]);
  }
});

test('a template is checked against the lists in use', async () => {
  process.env.SEALWRIGHT_DATA = freshData();
  const { scheme, concepts } = await loadVocabulary('assessment');
  // The example's assessment is project work.
  const fewer = concepts.filter(({ label }) => label.en !== 'project work');
  assert.equal(fewer.length, concepts.length - 1);
  const template = fileURLToPath(new URL('../../examples/university/template.json', import.meta.url));
  const ask = start();
  const found = async () => {
    const { problems, notices } = await answer(ask('template.check', { template }));
    assert.deepEqual(problems, []);
    return notices.map(({ code }) => code).filter((code) => code.startsWith('template.'));
  };
  assert.deepEqual(await found(), []);
  const file = written('assessment.json', JSON.stringify({ scheme, version: '2031-01', concepts: fewer }));
  await answer(ask('vocabulary.update', { file }));
  assert.deepEqual(await found(), ['template.concept-retired']);
});

test('a template with an entry that is in no list is not issued, and told the nearest', async () => {
  process.env.SEALWRIGHT_DATA = freshData();
  const folder = fileURLToPath(new URL('../../examples/university/', import.meta.url));
  const text = readFileSync(join(folder, 'template.json'), 'utf8');
  const template = written(
    'unlisted.json',
    text.replaceAll('assessment/795dac4096', 'assessment/795dac4097'),
  );
  const order = { template, roster: join(folder, 'roster.csv'), seal: join(root, 'no.p12'), out: root };
  const reply = await start()('batch.issue', { ...order, password: 'x', dryRun: true });
  assert.ok(!reply.ok);
  assert.deepEqual(
    [reply.problems[0].code, reply.problems[0].facts?.suggestion],
    ['template.concept-unknown', 'project work <http://data.europa.eu/snb/assessment/795dac4096>'],
  );
});

test('a file that is no list of ours leaves the one in use', async () => {
  const data = freshData();
  const ask = start();
  const part = written(
    'part.json',
    JSON.stringify({ scheme: (await loadVocabulary('mode')).scheme, concepts: [] }),
  );
  for (const [file, code] of [
    [written('other.json', '{"scheme":"https://x.example","concepts":[]}'), 'vocabulary.other-scheme'],
    [written('broken.json', '{'), 'vocabulary.unreadable'],
    [part, 'vocabulary.unreadable'],
    [join(root, 'nowhere.rdf'), 'file.not-found'],
  ] as const) {
    const reply = await ask('vocabulary.update', { data, file });
    assert.ok(!reply.ok);
    assert.deepEqual([reply.problems[0].code, reply.problems[0].where?.file], [code, file]);
  }
  assert.equal(existsSync(data), false);
});

const HEADER = 'conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status';
const skill = (id: string, label: string, others = '') =>
  `KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/${id},skill/competence,cross-sector,${label},${others},,released`;

test('skills imported language by language are found in each, and after a start', async () => {
  const data = freshData();
  const english = written(
    'skills_en.csv',
    [HEADER, skill('a', 'manage data'), skill('b', 'bake bread', 'make loaves')].join('\n'),
  );
  const greek = written('skills_el.csv', [HEADER, skill('a', 'διαχειρίζομαι δεδομένα')].join('\n'));
  const first = start();
  const absent = await first('esco.search', { data, text: 'data', language: 'en', limit: 5 });
  assert.ok(!absent.ok);
  assert.equal(absent.problems[0].code, 'vocabulary.skills-absent');

  await answer(first('esco.import', { data, files: [{ file: english, language: 'en' }] }));
  const both = await answer(first('esco.import', { data, files: [{ file: greek, language: 'el' }] }));
  assert.deepEqual(both, { languages: ['el', 'en'], skills: 2 });
  for (const ask of [first, start()]) {
    const find = async (text: string, language: 'en' | 'el') =>
      (await answer(ask('esco.search', { data, text, language, limit: 5 }))).map(({ uri, label }) => [
        uri.slice(-1),
        label,
      ]);
    const managed = [['a', { el: 'διαχειρίζομαι δεδομένα', en: 'manage data' }]];
    assert.deepEqual(await find('Dat man', 'en'), managed);
    assert.deepEqual(await find('ΔΕΔΟΜΕΝΑ', 'el'), managed);
    // No Greek name: found by the English one.
    assert.deepEqual(await find('loav', 'el'), [['b', { en: 'bake bread' }]]);
  }
  const wrong = await first('esco.import', {
    data,
    files: [{ file: join(root, 'modes.json'), language: 'de' }],
  });
  assert.ok(!wrong.ok);
  assert.deepEqual(both.languages, ['el', 'en']);
});
