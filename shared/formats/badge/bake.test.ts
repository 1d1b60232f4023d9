import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { prepareOven, unbake } from './bake.ts';
import { readChunks, writeChunk, writeText } from './png.ts';

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}
interface Pngjs {
  readonly PNG: { readonly sync: { read(bytes: Uint8Array): Picture; write(picture: Picture): Uint8Array } };
}
const { PNG }: Pngjs = createRequire(import.meta.url)('pngjs');

const utf8 = new TextEncoder();
const JWT = utf8.encode('eyJhbGciOiJFUzI1NiJ9.e30.AAAA');
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

const picture = { width: 3, height: 2, data: Buffer.alloc(24, 0x7f) };
const png = { mediaType: 'image/png', bytes: new Uint8Array(PNG.sync.write(picture)) } as const;

function svg(source: string) {
  return { mediaType: 'image/svg+xml', bytes: utf8.encode(source) } as const;
}

const PLAIN = svg('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0"/></svg>');

function bake(image: Parameters<typeof prepareOven>[0]): Uint8Array {
  const oven = prepareOven(image);
  assert.ok(oven.ok, JSON.stringify(oven));
  return oven.value.bake(JWT);
}

function problem(outcome: ReturnType<typeof unbake> | ReturnType<typeof prepareOven>): string {
  return outcome.ok ? 'none' : outcome.problems[0].code;
}

test('a baked PNG is still the same picture to others, and gives the badge back', () => {
  const baked = bake(png);
  assert.deepEqual(PNG.sync.read(Buffer.from(baked)).data, picture.data);
  assert.deepEqual(
    readChunks(baked)
      ?.map(({ type }) => type)
      .slice(0, 2),
    ['IHDR', 'iTXt'],
  );
  const out = unbake(baked);
  assert.ok(out.ok);
  assert.equal(text(out.value), text(JWT));
});

test('a baked SVG has the badge as its first element, whatever stands before its root', () => {
  const root = '<svg xmlns="http://www.w3.org/2000/svg" aria-label="a > b">';
  for (const source of [
    `${root}<g/></svg>`,
    `\uFEFF<?xml version="1.0" encoding="UTF-8"?>\r\n<!-- 𝒳 <svg> -->\r\n${root}\r\n</svg>`,
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">' +
      '<v:svg xmlns:v="http://www.w3.org/2000/svg" >Ω</v:svg>',
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"></svg>',
  ]) {
    const baked = bake(svg(source));
    assert.match(
      text(baked),
      /svg\b[^<]*xmlns:openbadges="https:\/\/purl\.imsglobal\.org\/ob\/v3p0"[^<]*><openbadges:credential verify="[\w.-]+">/,
    );
    const out = unbake(baked);
    assert.ok(out.ok, source);
    assert.equal(text(out.value), text(JWT));
  }
});

test('a picture takes one badge only', () => {
  assert.equal(problem(prepareOven({ ...png, bytes: bake(png) })), 'badge.image-taken');
  assert.equal(problem(prepareOven({ ...PLAIN, bytes: bake(PLAIN) })), 'badge.image-taken');
  assert.equal(problem(unbake(png.bytes)), 'badge.absent');
  assert.equal(problem(unbake(PLAIN.bytes)), 'badge.absent');
});

test('two badges in one picture are no badge', () => {
  const baked = bake(png);
  const chunk = writeText('openbadgecredential', JWT);
  const twice = Buffer.concat([baked.subarray(0, -12), chunk, baked.subarray(-12)]);
  assert.ok(readChunks(twice));
  assert.equal(problem(unbake(twice)), 'badge.image-unreadable');
  const element = '<openbadges:credential verify="a.b.c"/>';
  const spoiled = text(bake(PLAIN)).replace('<path', `${element}<path`);
  assert.equal(problem(unbake(utf8.encode(spoiled))), 'badge.image-unreadable');
});

test('a badge is only found under its own name', () => {
  const baked = Buffer.from(bake(png)).toString('latin1');
  for (const other of ['openbadgecredentiaL', 'penbadgecredential\0']) {
    const chunk = writeText(other, JWT);
    const file = Buffer.concat([png.bytes.subarray(0, 33), chunk, png.bytes.subarray(33)]);
    assert.equal(problem(unbake(file)), 'badge.absent', other);
  }
  assert.ok(baked.includes('openbadgecredential\0\0\0\0\0eyJ'));
  // "Compression MUST NOT be used."
  const compressed = writeChunk('iTXt', utf8.encode('openbadgecredential\0\x01\0\0\0'), JWT);
  const file = Buffer.concat([png.bytes.subarray(0, 33), compressed, png.bytes.subarray(33)]);
  assert.equal(problem(unbake(file)), 'badge.absent');
});

test('pictures that lie about themselves are refused', () => {
  const cut = png.bytes.slice(0, -1);
  const wrongCrc = png.bytes.slice();
  wrongCrc[20] = (wrongCrc[20] ?? 0) ^ 1;
  const endless = png.bytes.slice();
  endless.set([0xff, 0xff, 0xff, 0xff], 33);
  for (const bytes of [cut, wrongCrc, endless, PLAIN.bytes, new Uint8Array()]) {
    assert.equal(problem(prepareOven({ mediaType: 'image/png', bytes })), 'badge.image-unreadable');
  }
  for (const source of [
    'no XML',
    '<svg>no namespace</svg>',
    '<svg xmlns="http://www.w3.org/2000/svg"/>',
    '<html xmlns="http://www.w3.org/1999/xhtml"></html>',
    '<svg xmlns="http://www.w3.org/2000/svg">',
    '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://elsewhere.example"></svg>',
    `<svg xmlns="http://www.w3.org/2000/svg">${'<g>'.repeat(5000)}${'</g>'.repeat(5000)}</svg>`,
  ]) {
    assert.equal(problem(prepareOven(svg(source))), 'badge.image-unreadable', source.slice(0, 60));
  }
  const latin = Uint8Array.from(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg">é</svg>', 'latin1'));
  assert.equal(problem(prepareOven({ mediaType: 'image/svg+xml', bytes: latin })), 'badge.image-unreadable');
});

test('a picture that would run or fetch something where a badge is shown is not baked', () => {
  const drawn = (inner: string, before = '') =>
    svg(
      `${before}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><g/>${inner}</svg>`,
    );
  for (const inner of [
    '<script>alert(1)</script>',
    '<g onload="alert(1)"/>',
    '<a href="javascript:alert(1)"><g/></a>',
    '<a xlink:href="&#106;avascript:alert(1)"><g/></a>',
    '<image href="https://elsewhere.example/seen.png"/>',
    '<image href="data:image/svg+xml;base64,PHN2Zy8+"/>',
    '<use href="https://elsewhere.example/a.svg#a"/>',
    '<a href="#a"><set attributeName="href" to="javascript:alert(1)"/></a>',
    '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>',
    '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>',
    '<style>@import "https://elsewhere.example/a.css";</style>',
    '<style><![CDATA[g { fill: URL( "//elsewhere.example/a") }]]></style>',
    '<g style="fill:u\\72l(https://elsewhere.example/)"/>',
    '<rect fill="url(https://elsewhere.example/a.svg#b)"/>',
  ])
    assert.equal(problem(prepareOven(drawn(inner))), 'badge.image-active', inner);
  const sheet = '<?xml-stylesheet href="https://elsewhere.example/a.css"?>';
  assert.equal(problem(prepareOven(drawn('', sheet))), 'badge.image-active');
  const still =
    '<style>.a { fill: url(#b) }</style><use xlink:href="#a"/><image href="data:image/png;base64,AAAA"/><rect fill="url(#b)"/>';
  assert.ok(prepareOven(drawn(still)).ok);
});
