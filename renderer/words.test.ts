import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';

/** What asks for the words of app.json. */
const ROOMS = ['renderer', 'electron', 'shared'];

const KEY = /^[a-z][\w-]*(?:\.[\w-]+)+$/i;

function sources(path: string): readonly string[] {
  if (path.endsWith('.ts')) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?<!\.test)\.tsx?$/.test(name))
    .map((name) => join(path, name));
}

test('every word of the window is asked for somewhere, by its key or by a pattern that makes it', () => {
  const code = ROOMS.flatMap((room) => sources(resolve(room)))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  const literals = new Set([...code.matchAll(/(['"])([^'"\n]+)\1/g)].map(([, , told]) => told ?? ''));
  // A value put into a pattern is written somewhere itself.
  const values = new Set([...code.matchAll(/[\w-]+/g)].map(([value]) => value));
  const patterns = [...code.matchAll(/`([\w.-]*\$\{[^`]*)`/g)].flatMap(([, told = '']) => {
    const pieces = told.split(/\$\{(?:[^{}]|\{[^{}]*\})*\}/);
    const fixed = pieces.join('');
    // A pattern of nothing but values would let every key pass.
    if (!fixed.includes('.') || !/^[\w.-]*$/.test(fixed)) return [];
    return [new RegExp(`^${pieces.map((piece) => piece.replaceAll('.', '\\.')).join('([\\w.-]+)')}$`)];
  });
  const made = (key: string) =>
    patterns.some((pattern) =>
      pattern
        .exec(key)
        ?.slice(1)
        .every((value) => value.split('.').every((part) => values.has(part))),
    );
  const words = JSON.parse(readFileSync(resolve('locales/en/app.json'), 'utf8')) as Record<string, string>;
  const unused = Object.keys(words)
    .map((key) => key.replace(/_(?:one|other)$/, ''))
    .filter((key) => KEY.test(key) && !literals.has(key) && !made(key));
  assert.deepEqual(unused, []);
});
