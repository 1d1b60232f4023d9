import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadWords, systemLanguage } from './words.ts';

test('the language of the messages is the system’s, as POSIX orders its variables', () => {
  assert.equal(systemLanguage({ LANG: 'el_GR.UTF-8' }), 'el');
  assert.equal(systemLanguage({ LC_ALL: 'bg_BG', LANG: 'el_GR.UTF-8' }), 'bg');
  assert.equal(systemLanguage({ LC_ALL: '', LC_MESSAGES: 'fr', LANG: 'el' }), 'fr');
  assert.equal(systemLanguage({ LANG: 'C.UTF-8' }), 'en');
  assert.equal(systemLanguage({ LANG: 'ja_JP.UTF-8' }), 'en');
  assert.equal(systemLanguage({}), 'en');
});

test('a problem is told with its place, its facts and its Annex I element by name', async () => {
  const words = await loadWords('en');
  const told = words.problem({
    code: 'credential.language-missing',
    where: { element: 'workload', language: 'el' },
    facts: { language: 'el' },
  });
  assert.match(told, /Notional workload/);
  assert.match(told, /el/);
  assert.doesNotMatch(told, /\{\{/);
});

test('every word the commands say is there', async () => {
  const source = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))
    .join('');
  const keys = [...source.matchAll(/say\(\s*'([a-z.]+)'/g)].map(([, key]) => key ?? '');
  assert.ok(keys.length > 10);
  const words = await loadWords('en');
  for (const key of keys) assert.notEqual(words.say(key, { count: 2 }), key);
});
