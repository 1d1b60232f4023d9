/**
 * Holds what the documents tell a reader to type, and where they send them, against what there is: commands, their options,
 * npm's scripts and files. The guides' sessions are also followed for real (e2e/guide.spec.ts).
 */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import manifest from '../../package.json' with { type: 'json' };
import { REQUEST_PURPOSES } from '../../shared/desk/policy.ts';
import { policyFile, readPolicy } from '../policy/policy-file.ts';
import { COMMANDS } from './commands.ts';
import { readGrammar } from './grammar.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const DOCUMENTS = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
  ...['examples/stack/README.md', 'examples/university/README.md'],
];
const textOf = (document: string) => readFileSync(join(root, document), 'utf8');

const { commands } = readGrammar();

/** Why these words, typed after `sealwright`, would not be understood. */
function complaint(line: string): string | undefined {
  const words = line.trim().split(/\s+/);
  const command = [2, 1]
    .map((length) => commands.find((each) => each.words.join(' ') === words.slice(0, length).join(' ')))
    .find((each) => each?.words.length);
  if (!command) {
    // A trade by itself, such as `roster`, may be spoken of.
    return words.length === 1 && commands.some((each) => each.words[0] === words[0])
      ? undefined
      : 'no such command';
  }
  const known = new Set([...command.options.map(({ name }) => name), '--version']);
  const unknown = words.map((word) => /^--[a-z-]+/.exec(word)?.[0]).find((word) => word && !known.has(word));
  return unknown && `${command.words.join(' ')} has no ${unknown}`;
}

/** Commands in fenced blocks, continued lines joined, and in running text between backquotes. */
function commandLinesIn(text: string): readonly string[] {
  const fenced = [...text.matchAll(/^```[a-z]*\n(.*?)^```$/gms)].flatMap(([, block = '']) =>
    block.replaceAll(/ *\\\n */g, ' ').split('\n'),
  );
  const inline = [...text.replaceAll(/^```.*?^```$/gms, '').matchAll(/`([^`]+)`/g)].map(([, code = '']) =>
    code.replaceAll(/\s+/g, ' '),
  );
  return [...fenced, ...inline].flatMap((line) => {
    const [, rest] = /(?:^|\$\(|&& |npx |[A-Z_]+=\S* )sealwright ([a-z].*)$/.exec(line.trim()) ?? [];
    return rest === undefined ? [] : [(rest.split(/ [|>&]+ |\)$| #/)[0] ?? '').replace(/[)`]+$/, '')];
  });
}

test('every command in the documents exists, with its options', () => {
  let found = 0;
  for (const document of DOCUMENTS) {
    for (const line of commandLinesIn(textOf(document))) {
      found += 1;
      assert.equal(complaint(line), undefined, `${document}: sealwright ${line}`);
    }
  }
  assert.ok(found > 60, `${found} found`);
  assert.equal(complaint('isue --out x'), 'no such command');
  assert.equal(complaint('issue --outt x'), 'issue has no --outt');
});

test('every script of npm in the documents exists', () => {
  const scripts = new Set(Object.keys(manifest.scripts));
  for (const document of DOCUMENTS) {
    for (const [, script = ''] of textOf(document).matchAll(/npm run (?:--silent )?([a-z][a-z0-9:-]*)/g))
      assert.ok(scripts.has(script), `${document}: npm run ${script}`);
  }
});

test('every link between the documents leads somewhere', () => {
  for (const document of DOCUMENTS) {
    const text = textOf(document).replaceAll(/^```.*?^```$/gms, '');
    for (const [, target = ''] of text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g))
      assert.ok(existsSync(join(root, dirname(document), target)), `${document}: ${target}`);
  }
});

test('every file that the map of standards and the security model name is there', () => {
  for (const document of [
    'docs/standards.md',
    'docs/security-model.md',
    'docs/data-protection.md',
    'docs/release.md',
  ]) {
    const named = [
      ...textOf(document).matchAll(/`((?:shared|electron|renderer|e2e|verifier|docs|locales)\/[^`\s*]+)`/g),
    ];
    assert.ok(named.length > 0, document);
    for (const [, path = ''] of named) assert.ok(existsSync(join(root, path)), `${document}: ${path}`);
  }
});

/** Paths between backquotes; one with a star in its name stands for the files that have it. */
function pathsIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`((?:shared|electron|renderer|e2e|verifier|docs)\/[^`\s]*)`/g)].map(
    ([, path = '']) => path,
  );
}

function isThere(path: string): boolean {
  if (!path.includes('*')) return existsSync(join(root, path));
  const [start = '', end = ''] = path.slice(path.lastIndexOf('/') + 1).split('*');
  const folder = join(root, dirname(path));
  return (
    existsSync(folder) && readdirSync(folder).some((name) => name.startsWith(start) && name.endsWith(end))
  );
}

test('every line of the map of standards names a file that does it, and a test or a judge that tries it', () => {
  const rows = textOf('docs/standards.md')
    .split('\n')
    .filter((line) => /^\|(?! *(?:-|Standard))/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  assert.ok(rows.length > 25, String(rows.length));
  for (const [, standard = '', , by = '', tried = ''] of rows) {
    const doing = pathsIn(by);
    assert.ok(doing.length > 0 && doing.every(isThere), `${standard}: ${by}`);
    assert.ok(pathsIn(tried).every(isThere), `${standard}: ${tried}`);
    assert.match(tried, /\.test\.ts|\.spec\.ts|`e2e\/|[Jj]udge/, standard);
  }
});

test('every command has its place in the README or a guide', () => {
  const told = DOCUMENTS.filter((name) => !name.includes('decisions')).flatMap((name) =>
    commandLinesIn(textOf(name)),
  );
  const readme = textOf('README.md');
  for (const { name } of COMMANDS) {
    const [first = '', second = ''] = name.split(' ');
    const shown = told.some((line) => line.startsWith(name));
    const spoken = new RegExp(`\\b${first}\\b[\\s\\S]{0,300}?\\b${second}\\b`).test(readme);
    assert.ok(shown || spoken, name);
  }
});

test('the administrator’s example is a policy, and its table tells every setting', async () => {
  const guide = textOf('docs/guide/administrator.md');
  const [, example = ''] = /^```json\n(.*?)^```$/ms.exec(guide) ?? [];
  const settings = Object.keys(JSON.parse(example) as object);
  for (const setting of settings) assert.match(guide, new RegExp(`\\| \`${setting}\``));
  for (const purpose of REQUEST_PURPOSES) assert.ok(example.includes(`"${purpose}"`), purpose);
  assert.ok(guide.includes(policyFile('linux')) && guide.includes(policyFile('darwin')));
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-docs-'));
  try {
    const file = join(folder, 'policy.json');
    writeFileSync(file, example);
    assert.deepEqual(await readPolicy(file), { ok: true, value: JSON.parse(example) });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
