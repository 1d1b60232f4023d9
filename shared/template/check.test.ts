import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { checkTemplate } from './check.ts';
import { readTemplate } from './parse.ts';

const bytes = readFileSync(new URL('../../examples/university/template.json', import.meta.url));

type Node = Record<string, unknown>;

/** What is found in the university's template once the value at `path` is another. */
function found(path: string, value: unknown): readonly string[] {
  const template: Node = JSON.parse(bytes.toString('utf8'));
  const keys = path.slice(1).split('/');
  const last = keys.pop() ?? '';
  const holder = keys.reduce((node, key) => node[key] as Node, template);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  const read = readTemplate(new TextEncoder().encode(JSON.stringify(template)));
  assert.ok(read.ok, JSON.stringify(read));
  return checkTemplate(read.value).map(({ code, where, facts }) =>
    [code, where?.element, where?.language, facts?.path].filter(Boolean).join(' '),
  );
}

const ALL = { en: 'A', el: 'Α', bg: 'А' };
const LEAD = 'https://halcyon.example/id/university';
const partner = (changes: Node): Node => ({
  id: 'https://partner.example/id',
  legalName: ALL,
  country: JSON.parse(bytes.toString('utf8')).awardingBody.country,
  ...changes,
});

test('a partner outside eIDAS is let through, and an issuer that has a mandate', () => {
  assert.deepEqual(found('/partners', [partner({ registration: '123' })]), []);
  const issuer = { ...partner({ eidasIdentifier: 'NTRCA-123' }) };
  assert.deepEqual(found('/issuer', issuer), ['template.element-missing mandate /mandate']);
});

test('partners who seal too are there, and each is known by an identifier of its own', () => {
  const template: Node = JSON.parse(bytes.toString('utf8'));
  const lead = (template.awardingBody as Node).eidasIdentifier;
  const joint = (...partners: readonly Node[]) => {
    const changed = { ...template, jointSeal: true, ...(partners.length > 0 && { partners }) };
    const read = readTemplate(new TextEncoder().encode(JSON.stringify(changed)));
    assert.ok(read.ok);
    return checkTemplate(read.value).map(({ code, facts }) => `${code} ${facts?.path}`);
  };
  const known = partner({ eidasIdentifier: 'NTRPT-500000001' });
  assert.deepEqual(joint(), ['template.element-missing /partners']);
  assert.deepEqual(joint(known), []);
  assert.deepEqual(joint(known, partner({ id: 'urn:example:b', registration: '123' })), [
    'template.value-wrong /partners/1/eidasIdentifier',
  ]);
  assert.deepEqual(joint(known, partner({ id: 'urn:example:b', eidasIdentifier: 'NTRPT-500000001' })), [
    'template.value-wrong /partners/1/eidasIdentifier',
  ]);
  assert.deepEqual(joint(partner({ eidasIdentifier: lead })), [
    'template.value-wrong /partners/0/eidasIdentifier',
  ]);
});

test('the university’s template has nothing wrong', () => {
  assert.deepEqual(found('/version', 2), []);
});

for (const [path, value, expected] of [
  ['/achievement/title/bg', undefined, 'template.language-missing title bg /achievement/title'],
  ['/achievement/title', {}, 'template.element-missing title /achievement/title'],
  ['/achievement/outcomes', [], 'template.element-missing outcomes /achievement/outcomes'],
  [
    '/achievement/outcomes/1/title/el',
    ' ',
    'template.language-missing outcomes el /achievement/outcomes/1/title',
  ],
  ['/achievement/workload/hours', 0, 'template.element-missing workload /achievement/workload/hours'],
  ['/achievement/level/eqf/label/el', '', 'template.language-missing level el /achievement/level/eqf/label'],
  ['/achievement/stackability/el', '', 'template.language-missing stackability el /achievement/stackability'],
  ['/awardingBody/legalName/el', '', 'template.language-missing awardingBody el /awardingBody/legalName'],
  ['/awardingBody/country/label/bg', '', 'template.language-missing country bg /awardingBody/country/label'],
  ['/gradeScheme/el', '', 'template.language-missing grade el /gradeScheme'],
  [
    '/achievement/level/cycle/label/bg',
    '',
    'template.language-missing level bg /achievement/level/cycle/label',
  ],
  ['/languages', ['en', 'en'], 'template.value-wrong languages /languages/1'],
  ['/mandate', { statement: ALL }, 'template.element-missing issuer /issuer'],
  [
    '/partners',
    [partner({ legalName: { en: 'A', bg: 'A' } })],
    'template.language-missing partners el /partners/0/legalName',
  ],
  ['/partners', [partner({ id: LEAD })], 'template.value-wrong partners /partners/0/id'],
  [
    '/achievement/format',
    'complement-to-degree',
    'kind.complement-untold complements /achievement/complements',
  ],
  [
    '/achievement/participation/uri',
    'http://data.europa.eu/snb/learning-assessment/729f3bed4b',
    'template.value-wrong participation /achievement/participation/uri',
  ],
  [
    '/achievement/level/cycle/uri',
    'urn:sealwright:qf-ehea:fourth-cycle',
    'template.value-wrong level /achievement/level/cycle/uri',
  ],
  [
    '/achievement/outcomes/1/skills/0/scheme',
    'http://data.europa.eu/esco/concept-scheme/occupations',
    'template.value-wrong outcomes /achievement/outcomes/1/skills/0/scheme',
  ],
  [
    '/achievement/level/eqf/uri',
    'http://data.europa.eu/snb/eqf/9',
    'template.value-wrong level /achievement/level/eqf/uri',
  ],
  [
    '/achievement/assessment/type/scheme',
    'http://data.europa.eu/snb/eqf/25831c2',
    'template.value-wrong assessment /achievement/assessment/type/scheme',
  ],
  [
    '/awardingBody/country/uri',
    'http://publications.europa.eu/resource/authority/country/Greece',
    'template.value-wrong country /awardingBody/country/uri',
  ],
  ['/page/elements/7/style', 'fancy', 'template.style-unknown institution /page/elements/7/style'],
  ['/page/elements/7/style', 'constructor', 'template.style-unknown institution /page/elements/7/style'],
  ['/page/elements/7/when', 'weather', 'template.field-unknown institution /page/elements/7/when'],
  [
    '/page/elements/7/text/el',
    '{learner.nmae}',
    'template.field-unknown institution /page/elements/7/text/el',
  ],
  ['/page/elements/7/text/bg', '', 'template.language-missing institution bg /page/elements/7/text'],
  ['/page/elements/7/box/x', 60, 'template.off-page institution /page/elements/7/box'],
  ['/page/elements/7/box/y', -1, 'template.off-page institution /page/elements/7/box'],
  ['/page/elements/33/holds', 'link', 'template.value-wrong qr /page/elements/33/verifyPage'],
  ['/page/elements/7/id', 'frame', 'template.value-wrong frame /page/elements/7/id'],
] as const) {
  test(`${path} = ${JSON.stringify(value)} is ${expected}`, () => {
    assert.deepEqual(found(path, value), [expected]);
  });
}

test('a page must show the learner and hold a seal', () => {
  assert.deepEqual(found('/page/elements', []).slice(0, 2), [
    'template.element-missing learner /page/elements',
    'template.element-missing seal /page/elements',
  ]);
});

const LISTS = new URL('../../../shared/reference/elm/vocab/', import.meta.url);

test('every entry the university uses stands in the published European list, under its own list', {
  skip: existsSync(LISTS) ? false : 'the reference data lies beside the repository only on build machines',
}, () => {
  const lists = new Map(
    [
      'country',
      'eqf',
      'nqf',
      'isced-f',
      'europass-modes',
      'europass-learning-assessment-types',
      'europass-accreditation-types',
    ]
      .flatMap((name) =>
        readFileSync(new URL(`${name}.csv`, LISTS), 'utf8')
          .split('\n')
          .slice(1),
      )
      .map((line) => [line.split(',')[0], line.trim().split(',').at(-1)]),
  );
  const concepts: { uri: string; scheme: string }[] = [];
  JSON.parse(bytes.toString('utf8'), (_, value) => {
    if (typeof value === 'object' && value !== null && 'uri' in value) concepts.push(value);
    return value;
  });
  const known = concepts.filter(({ uri }) => !/esco|qf-ehea|supervision/.test(uri));
  assert.ok(known.length >= 7);
  for (const { uri, scheme } of known) assert.equal(lists.get(uri), scheme, uri);
});
