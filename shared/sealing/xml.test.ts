import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { writeCanonical, type XmlElement } from './xml.ts';
import { compareCodePoints } from './xml-text.ts';

const hasXmllint = spawnSync('xmllint', ['--version']).status === 0;

const document: XmlElement = {
  name: 'elmo',
  namespaces: { '': 'urn:elmo', xsi: 'http://www.w3.org/2001/XMLSchema-instance', unused: 'urn:unused' },
  attributes: { 'xsi:schemaLocation': 'urn:elmo elmo.xsd', 'xml:lang': 'el', b: '"<&>\t\n\r', a: '' },
  children: [
    'Ελληνικά & <ő> 𝒳 ]]> \r\n',
    {
      name: 'p:x',
      namespaces: { p: 'urn:p', '': '' },
      attributes: { 'p:z': '1', 'p:a': '2' },
      children: [{ name: 'p:y', namespaces: { p: 'urn:q' } }, { name: 'plain' }],
    },
    { name: 'title', attributes: { 'xml:lang': 'bg' }, children: ['Удостоверение'] },
  ],
};

test('Exclusive XML Canonicalization 1.0 clause 2.2: an element keeps its form in any envelope', () => {
  const inner: XmlElement = {
    name: 'n1:elem2',
    attributes: { 'xml:lang': 'en' },
    children: [{ name: 'n3:stuff', namespaces: { n3: 'ftp://example.org' } }],
  };
  const expected =
    '<n1:elem2 xmlns:n1="http://example.net" xml:lang="en"><n3:stuff xmlns:n3="ftp://example.org"></n3:stuff></n1:elem2>';
  const one = new Map([
    ['n0', 'foo:bar'],
    ['n1', 'http://example.net'],
  ]);
  const other = new Map([
    ['n1', 'http://example.net'],
    ['n2', 'urn:other'],
    ['', 'urn:default'],
  ]);
  assert.equal(writeCanonical(inner, one), expected);
  assert.equal(writeCanonical(inner, other), expected);
});

test('libxml2 finds nothing to canonicalise in what was written', {
  skip: !hasXmllint && 'no xmllint',
}, () => {
  const written = writeCanonical(document);
  const canonical = execFileSync('xmllint', ['--exc-c14n', '-'], { input: written, encoding: 'utf8' });
  assert.equal(canonical, written);
});

test('a default namespace is undone only where an ancestor written with it had one', () => {
  assert.equal(writeCanonical({ name: 'a' }), '<a></a>');
  const nested: XmlElement = {
    name: 'a',
    namespaces: { '': 'urn:a' },
    children: [{ name: 'b', namespaces: { '': '' }, children: [{ name: 'c' }] }],
  };
  assert.equal(writeCanonical(nested), '<a xmlns="urn:a"><b xmlns=""><c></c></b></a>');
});

test('attributes are ordered by namespace name, then local name, as code points', () => {
  const element: XmlElement = {
    name: 'e',
    namespaces: { a: 'urn:z', z: 'urn:a' },
    attributes: { 'a:one': '1', 'z:two': '2', b: '3', B: '4' },
  };
  assert.equal(
    writeCanonical(element),
    '<e xmlns:a="urn:z" xmlns:z="urn:a" B="4" b="3" z:two="2" a:one="1"></e>',
  );
  assert.ok(compareCodePoints('\u{1D4B3}', '\uFB01') > 0, 'above the basic plane comes after it');
});

test('what XML 1.0 cannot carry is refused, never repaired', () => {
  for (const text of ['\u0000', '\u0008', '\u000B', '\u001F', '\uFFFE', '\uFFFF', '\uD800', 'a\uDC00']) {
    assert.throws(() => writeCanonical({ name: 'a', children: [text] }), /forbids/);
    assert.throws(() => writeCanonical({ name: 'a', attributes: { b: text } }), /forbids/);
  }
  assert.throws(() => writeCanonical({ name: 'p:a' }), /not declared/);
  assert.throws(() => writeCanonical({ name: 'a', attributes: { 'p:b': '' } }), /not declared/);
  for (const name of ['', '1a', 'a b', 'a>', 'a:b:c', 'a/', '-a']) {
    assert.throws(() => writeCanonical({ name }), /not an XML name/, name);
  }
  const twice: XmlElement = {
    name: 'a',
    namespaces: { p: 'urn:x', q: 'urn:x' },
    attributes: { 'p:b': '1', 'q:b': '2' },
  };
  assert.throws(() => writeCanonical(twice), /twice/);
  assert.throws(() => writeCanonical({ name: 'a', attributes: { 'xmlns:p': 'urn:x' } }), /namespaces/);
});
