import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { type CanonicalForm, canonicalise } from './canonicalise.ts';
import { parseXml } from './parse.ts';
import { attributeOf, childrenNamed, type ElementNode, elementsOf, textOf } from './tree.ts';

const FORMS = {
  '--c14n': { kind: 'inclusive-1.0', comments: true },
  '--c14n11': { kind: 'inclusive-1.1', comments: true },
  '--exc-c14n': { kind: 'exclusive', comments: true },
} as const satisfies Record<string, CanonicalForm>;

const MERLIN = new URL(
  '../../../../shared/reference/signatures/xmldsig-interop/merlin-exc-c14n-one/exc-signature.xml',
  import.meta.url,
);
const hasXmllint = spawnSync('xmllint', ['--version']).status === 0;

function parse(text: string) {
  return parseXml(new TextEncoder().encode(text));
}

function whole(text: string, form: CanonicalForm): string {
  return canonicalise({ apex: parse(text), comments: true }, form);
}

test('Canonical XML 1.0 clause 3.1: processing instructions, comments and what is outside the root', () => {
  const text = `<?xml version="1.0"?>\n\n<?xml-stylesheet   href="doc.xsl"\n   type="text/xsl"   ?>\n\n<doc>Hello, world!<!-- Comment 1 --></doc>\n\n<?pi-without-data     ?>\n\n<!-- Comment 2 -->\n\n<!-- Comment 3 -->`;
  assert.equal(
    whole(text, FORMS['--c14n']),
    `<?xml-stylesheet href="doc.xsl"\n   type="text/xsl"   ?>\n<doc>Hello, world!<!-- Comment 1 --></doc>\n<?pi-without-data?>\n<!-- Comment 2 -->\n<!-- Comment 3 -->`,
  );
  assert.equal(
    whole(text, { kind: 'inclusive-1.0', comments: false }),
    `<?xml-stylesheet href="doc.xsl"\n   type="text/xsl"   ?>\n<doc>Hello, world!</doc>\n<?pi-without-data?>`,
  );
});

test('Canonical XML 1.0 clause 3.4: character changes and references', () => {
  const text =
    '<doc>\n   <text>First line&#x0d;&#10;Second line</text>\n   <value>&#x32;</value>\n   <compute><![CDATA[value>"0" && value<"10" ?"valid":"error"]]></compute>\n   <compute expr=\'value>"0" &amp;&amp; value&lt;"10" ?"valid":"error"\'>valid</compute>\n   <norm attr=\' &apos;   &#x20;&#13;&#xa;&#9;   &apos; \'/>\n</doc>';
  assert.equal(
    whole(text, FORMS['--c14n']),
    '<doc>\n   <text>First line&#xD;\nSecond line</text>\n   <value>2</value>\n   <compute>value&gt;"0" &amp;&amp; value&lt;"10" ?"valid":"error"</compute>\n   <compute expr="value>&quot;0&quot; &amp;&amp; value&lt;&quot;10&quot; ?&quot;valid&quot;:&quot;error&quot;">valid</compute>\n   <norm attr=" \'    &#xD;&#xA;&#x9;   \' "></norm>\n</doc>',
  );
});

test('Exclusive XML Canonicalization 1.0 clause 2.2: the forms differ where the specification says', () => {
  const text = `<n0:local xmlns:n0="foo:bar" xmlns:n3="ftp://example.org"><n1:elem2 xmlns:n1="http://example.net" xml:lang="en"><n3:stuff xmlns:n3="ftp://example.org"/></n1:elem2></n0:local>`;
  const [apex] = elementsOf(parse(text).root);
  assert.ok(apex);
  const inner = `xml:lang="en"><n3:stuff></n3:stuff></n1:elem2>`;
  assert.equal(
    canonicalise({ apex, comments: true }, FORMS['--c14n']),
    `<n1:elem2 xmlns:n0="foo:bar" xmlns:n1="http://example.net" xmlns:n3="ftp://example.org" ${inner}`,
  );
  assert.equal(
    canonicalise({ apex, comments: true }, FORMS['--exc-c14n']),
    `<n1:elem2 xmlns:n1="http://example.net" xml:lang="en"><n3:stuff xmlns:n3="ftp://example.org"></n3:stuff></n1:elem2>`,
  );
  assert.equal(
    canonicalise({ apex, comments: true }, { ...FORMS['--exc-c14n'], inclusivePrefixes: ['n3', 'absent'] }),
    `<n1:elem2 xmlns:n1="http://example.net" xmlns:n3="ftp://example.org" ${inner}`,
  );
});

test('an apex inherits xml: attributes in 1.0, only xml:lang and xml:space in 1.1, none in exclusive', () => {
  const text = '<a xml:lang="de" xml:id="x" xml:space="preserve"><b xml:lang="fr"><c y="1"/></b></a>';
  const apex = elementsOf(parse(text).root)[0]?.children[0] as ElementNode;
  const write = (form: CanonicalForm): string => canonicalise({ apex, comments: true }, form);
  assert.equal(write(FORMS['--c14n']), '<c y="1" xml:id="x" xml:lang="fr" xml:space="preserve"></c>');
  assert.equal(write(FORMS['--c14n11']), '<c y="1" xml:lang="fr" xml:space="preserve"></c>');
  assert.equal(write(FORMS['--exc-c14n']), '<c y="1"></c>');
});

/** Pieces of markup with all that a canonical form touches; prefixes bound by the root around them. */
const characters = fc.constantFrom(
  'a',
  'ő',
  '𝒳',
  '&amp;',
  '&lt;',
  '>',
  '&#xD;',
  '&#9;',
  ' ',
  '\n',
  '\r\n',
  "'",
  ']',
);
const words = fc.array(characters, { maxLength: 5 }).map((parts) => parts.join(''));
const prefixes = fc.constantFrom('', 'p:', 'q:', 'r:');
const declarations = fc.subarray([
  'xmlns="urn:1"',
  'xmlns:p="urn:1"',
  "xmlns:q='urn:2'",
  'xmlns:r="urn:1"',
  'xmlns:s="urn:3"',
]);
const undeclared = fc.constantFrom('', '', ' xmlns=""');
const attributes = fc
  .uniqueArray(fc.constantFrom('z', 'a', 'ä', 'p:b', 'q:a', 'xml:lang'), { maxLength: 4 })
  .chain((names) =>
    fc.tuple(...names.map((name) => words.map((value) => `${name}="${value.replaceAll('\n', '&#xA;')}"`))),
  );
const { markup } = fc.letrec<{ markup: string }>((tie) => ({
  markup: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    words,
    fc.constantFrom('<!-- c -->', '<?pi  some data?>', '<?pi?>', '<![CDATA[<&]]>'),
    fc
      .tuple(prefixes, declarations, undeclared, attributes, fc.array(tie('markup'), { maxLength: 4 }))
      .map(([prefix, declared, none, attribute, children]) => {
        const own = declared.some((text) => text.startsWith('xmlns=')) ? '' : none;
        const head = [`${prefix}e${own}`, ...declared, ...attribute].join('  ');
        return `<${head}>${children.join('')}</${prefix}e >`;
      }),
  ),
}));

test('libxml2 writes the same for a thousand pieces of markup', { skip: !hasXmllint && 'no xmllint' }, () => {
  const pieces = fc.sample(markup, { numRuns: 1000, seed: 20261124 }).map((text) => `<i>${text}</i>`);
  const text = `<root xmlns:p="urn:p" xmlns:q="urn:q" xmlns:r="urn:r">${pieces.join('\n')}</root>`;
  for (const [option, form] of Object.entries(FORMS)) {
    const { stdout, stderr } = spawnSync('xmllint', [option, '-'], {
      input: text,
      encoding: 'utf8',
      maxBuffer: 1e9,
    });
    assert.equal(stderr, '');
    const ours = whole(text, form).split('\n<i>');
    for (const [index, theirs] of stdout.split('\n<i>').entries()) assert.equal(ours[index], theirs);
  }
});

test('Merlin’s exclusive interoperability vectors have the digests they state', (t) => {
  if (!existsSync(MERLIN)) return t.skip('no reference data');
  const document = parseXml(new Uint8Array(readFileSync(MERLIN)));
  const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
  const [signature] = document.signatures;
  const [signedInfo] = signature ? childrenNamed(signature, DSIG, 'SignedInfo') : [];
  const [apex] = document.ids.get('to-be-signed') ?? [];
  assert.ok(signedInfo && apex);
  const references = childrenNamed(signedInfo, DSIG, 'Reference');
  assert.equal(references.length, 4);
  for (const reference of references) {
    const [transforms, , value] = elementsOf(reference);
    const transform = transforms && elementsOf(transforms)[0];
    assert.ok(transform && value);
    const list = elementsOf(transform)[0];
    const names = (list && attributeOf(list, 'PrefixList'))?.split(' ') ?? [];
    const written = canonicalise(
      { apex, comments: true },
      {
        kind: 'exclusive',
        comments: attributeOf(transform, 'Algorithm')?.endsWith('#WithComments') ?? false,
        inclusivePrefixes: names.map((name) => (name === '#default' ? '' : name)),
      },
    );
    assert.equal(createHash('sha1').update(written).digest('base64'), textOf(value));
  }
});
