import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { LARGEST_TEMPLATE, readTemplate } from './parse.ts';

const bytes = readFileSync(new URL('../../examples/university/template.json', import.meta.url));

type Node = Record<string, unknown>;

/** The university's template with one thing changed, read. */
function changed(change: (template: Node) => void): readonly string[] {
  const template: Node = JSON.parse(bytes.toString('utf8'));
  change(template);
  const read = readTemplate(new TextEncoder().encode(JSON.stringify(template)));
  if (read.ok) return [];
  return read.problems.map(({ code, facts }) => `${code} ${facts?.path}`);
}

function at(template: Node, path: string): Node {
  return path.split('/').reduce((node, key) => (key ? (node[key] as Node) : node), template);
}

test('reads the whole file: nothing lost, nothing added', () => {
  const read = readTemplate(bytes);
  assert.ok(read.ok, JSON.stringify(read));
  assert.deepEqual(read.value, JSON.parse(bytes.toString('utf8')));
});

test('with any one value of another kind the template is refused for that value, or comes out as it is written', () => {
  const original: Node = JSON.parse(bytes.toString('utf8'));
  const paths: (readonly string[])[] = [];
  const walk = (node: unknown, path: readonly string[]): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      paths.push([...path, key]);
      walk(value, [...path, key]);
    }
  };
  walk(original, []);
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.jsonValue({ maxDepth: 2 }), (path, value) => {
      const template: Node = structuredClone(original);
      at(template, path.slice(0, -1).join('/'))[path.at(-1) ?? ''] = value;
      const read = readTemplate(new TextEncoder().encode(JSON.stringify(template)));
      if (read.ok) assert.deepEqual(read.value, JSON.parse(JSON.stringify(template)));
      else
        for (const { facts } of read.problems) assert.ok(`${facts?.path}/`.startsWith(`/${path.join('/')}/`));
    }),
    { numRuns: 300 },
  );
});

test('a missing field is told by its name and place', () => {
  assert.deepEqual(
    changed((t) => {
      delete at(t, 'achievement').outcomes;
      delete at(t, 'page/elements/0/box').width;
    }),
    ['template.element-missing /achievement/outcomes', 'template.element-missing /page/elements/0/box/width'],
  );
});

test('a field nobody knows is refused wherever it stands', () => {
  for (const path of ['achievement', 'achievement/title', 'awardingBody/country', 'page/elements/3']) {
    const problems = changed((t) => {
      at(t, path).learningOutcmes = {};
    });
    assert.equal(problems[0], `template.field-unknown /${path}`);
  }
});

for (const [path, field, value] of [
  ['', 'schema', 'sealwright-template/2'],
  ['', 'id', 'http://halcyon.example/t'],
  ['', 'version', 1.5],
  ['', 'kind', 'diploma'],
  ['', 'languages', []],
  ['', 'serialPattern', 'HAL-{year}'],
  ['', 'awardedOn', '2026-02-30'],
  ['', 'validMonths', 0],
  ['awardingBody', 'eidasIdentifier', '099999990'],
  ['awardingBody', 'eidasIdentifier', 'VATEL099999990'],
  ['awardingBody', 'eidasIdentifier', 'IDCEL-1'],
  ['awardingBody', 'homepage', 'javascript:alert(1)'],
  ['awardingBody', 'email', 'registry'],
  ['awardingBody/country', 'uri', 'Greece'],
  ['achievement', 'instructionLanguage', 'zz'],
  ['achievement/workload', 'hours', -1],
  ['achievement/title', 'en', 'Open \u202eataD'],
  ['achievement/title', 'en', 'Open\tData'],
  ['page/styles/name', 'colour', 'red'],
  ['page/styles/name', 'family', 'cursive'],
  ['page/elements/7', 'slot', 3],
  ['page/elements/7', 'kind', 'html'],
  ['page/elements/6/paths/0', 'd', 'url(x)'],
  ['page/elements/33', 'holds', 'name'],
  ['page/elements/33', 'sealKey', 'DSA'],
  ['page/elements/33', 'verifyPage', 'http://verify.example.edu/'],
  ['page/elements/33', 'verifyPage', 'https://verify.example.edu/#top'],
] as const) {
  test(`${JSON.stringify(value)} is no ${path}/${field}`, () => {
    const problems = changed((t) => {
      at(t, path)[field] = value;
    });
    assert.deepEqual(problems, [`template.value-wrong ${path ? '/' : ''}${path}/${field}`]);
  });
}

/** ETSI EN 319 412-1 clause 5.1.4: the examples it gives for legal persons, and a national scheme. */
for (const identifier of [
  'VATBE-0876866142',
  'NTRGB-12345678',
  'LEIXG-529900T8BM49AURSDO55',
  'EI:SE-5567971433',
  'PSDFI-FINFSA-1234567',
]) {
  test(`${identifier} is a legal identifier`, () => {
    assert.deepEqual(
      changed((t) => {
        at(t, 'awardingBody').eidasIdentifier = identifier;
      }),
      [],
    );
  });
}

test('a file too large is not even looked at', () => {
  const read = readTemplate(new Uint8Array(LARGEST_TEMPLATE + 1));
  assert.ok(!read.ok);
  assert.equal(read.problems[0].code, 'file.too-large');
});

test('exports: at least one, each known, none twice', () => {
  const withExports = (exports: unknown) => changed((template) => Object.assign(template, { exports }));
  assert.deepEqual(withExports(['pdf', 'sd-jwt']), []);
  assert.deepEqual(withExports([]), ['template.value-wrong /exports']);
  assert.deepEqual(withExports(['pdf', 'docx']), ['template.value-wrong /exports/1']);
  assert.deepEqual(withExports(['edc', 'pdf', 'edc']), ['template.value-wrong /exports/2']);
  const withImage = (badgeImage: string) => changed((template) => Object.assign(template, { badgeImage }));
  assert.deepEqual(withImage('data:image/png;base64,AAAA'), []);
  assert.deepEqual(withImage('https://halcyon.example/badge.png'), ['template.value-wrong /badgeImage']);
});
