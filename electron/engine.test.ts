import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { nodeEngine } from './engine.ts';

const ascii = (text: string) => new TextEncoder().encode(text);

test('hashes the parts as one message (FIPS 180-4 examples, "abc")', () => {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  const abc = [ascii('a'), ascii(''), ascii('bc')];
  assert.equal(
    hex(nodeEngine.hash('SHA-256', ...abc)),
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
  assert.equal(
    hex(nodeEngine.hash('SHA-384', ...abc)),
    'cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7',
  );
});

test('goes on from a digest that was begun, more than once', () => {
  const begun = nodeEngine.begin('SHA-384').after(ascii('a'));
  assert.deepEqual(begun.after(ascii('b')).digest(ascii('c')), nodeEngine.hash('SHA-384', ascii('abc')));
  assert.deepEqual(begun.digest(ascii('x'), ascii('y')), nodeEngine.hash('SHA-384', ascii('axy')));
  assert.deepEqual(begun.digest(), nodeEngine.hash('SHA-384', ascii('a')));
});

test('pieces that end in a flush join to one stream', () => {
  const first = nodeEngine.deflate(ascii('the first piece, '), 'flush');
  const second = nodeEngine.deflate(ascii('the first piece again'), 'flush', 1);
  const end = nodeEngine.deflate(new Uint8Array(0), 'finish');
  assert.equal(
    inflateRawSync(Buffer.concat([first, second, end])).toString(),
    'the first piece, the first piece again',
  );
});

test('inflating stops at the limit', () => {
  const bomb = nodeEngine.deflate(new Uint8Array(1 << 20), 'finish');
  assert.equal(nodeEngine.inflate(bomb, 1 << 20).length, 1 << 20);
  assert.throws(() => nodeEngine.inflate(bomb, (1 << 20) - 1));
});

test('rasterises to straight alpha at the asked width', () => {
  const half = nodeEngine.rasterise(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><path d="M0 0L2 0L2 1L0 1Z" fill="#ff8040" fill-opacity="0.5"/></svg>',
    4,
  );
  assert.equal(half.width, 4);
  assert.equal(half.height, 2);
  const [red = 0, green = 0, blue = 0, alpha = 0] = half.rgba;
  assert.ok(Math.abs(alpha - 128) <= 1 && Math.abs(red - 255) <= 1);
  assert.ok(Math.abs(green - 128) <= 2 && Math.abs(blue - 64) <= 2);
});
