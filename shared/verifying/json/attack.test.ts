import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, describe, test } from 'node:test';
import { nodeEngine } from '../../../electron/engine.ts';
import { makeSampleSeal, type SampleSeal } from '../../sealing/sample-seal.ts';
import { checkJson } from './check.ts';

/* What RFC 7515 leaves a forger to play with: two headers, many signatures, and spellings of base64url. */
const utf8 = (text: string) => new TextEncoder().encode(text);
const base64url = (text: string) => Buffer.from(text).toString('base64url');
const payload = base64url('{"ects":5}');

let by: SampleSeal;
let other: SampleSeal;
before(async () => {
  [by, other] = await Promise.all([makeSampleSeal('ES256'), makeSampleSeal('ES256')]);
});

const header = (changes: object = {}, key = by): object => ({
  alg: 'ES256',
  iat: 1780300800,
  'x5t#S256': createHash('sha256').update(key.chain[0]).digest('base64url'),
  x5c: [Buffer.from(key.chain[0]).toString('base64')],
  ...changes,
});

interface Signature {
  readonly protected: string;
  readonly signature: string;
  readonly header?: object;
}

async function sign(head: object | string = header(), key = by, content = payload): Promise<Signature> {
  const encoded = base64url(typeof head === 'string' ? head : JSON.stringify(head));
  const signature = await key.sign(utf8(`${encoded}.${content}`));
  return { protected: encoded, signature: Buffer.from(signature).toString('base64url') };
}

const general = (...signatures: readonly object[]) => JSON.stringify({ payload, signatures });
const flat = (signature: object) => JSON.stringify({ payload, ...signature });

/** The last letter with a bit set that no octet has. */
function loose(text: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  assert.notEqual(text.length % 4, 0);
  return text.slice(0, -1) + letters.charAt(letters.indexOf(text.slice(-1)) | 1);
}

/** A protected header whose base64url leaves bits over. */
function unevenHeader(changes: object = {}): string {
  let text = JSON.stringify(header(changes));
  while (utf8(text).length % 3 === 0) text += ' ';
  return text;
}

const ATTACKS: Readonly<Record<string, () => Promise<string> | string>> = {
  'alg stands beside the seal alone, general': async () =>
    general({ ...(await sign(header({ alg: undefined }))), header: { alg: 'ES256' } }),
  'alg stands beside the seal alone, flattened': async () =>
    flat({ ...(await sign(header({ alg: undefined }))), header: { alg: 'ES256' } }),
  'nothing is protected': () => general({ header: header(), signature: 'AA' }),
  'an empty protected header': async () => general({ ...(await sign('')), header: header() }),
  'a protected header that is no object': async () => flat(await sign('[]')),
  'alg none and no signature': async () =>
    general({ ...(await sign(header({ alg: 'none' }))), signature: '' }),
  'another alg beside the seal': async () => general({ ...(await sign()), header: { alg: 'none' } }),
  'the same alg beside the seal': async () => general({ ...(await sign()), header: { alg: 'ES256' } }),
  'another iat beside the seal': async () => flat({ ...(await sign()), header: { iat: 1 } }),
  'crit beside the seal': async () => flat({ ...(await sign()), header: { crit: ['iat'] } }),
  'b64 beside the seal': async () => flat({ ...(await sign()), header: { b64: false } }),
  'a certificate beside the seal': async () => {
    const x5c = [Buffer.from(other.chain[0]).toString('base64')];
    return flat({ ...(await sign()), header: { x5c } });
  },
  'a name twice in the header beside the seal': async () =>
    flat({ ...(await sign()), header: 0 }).replace('"header":0', '"header":{"a":1,"a":2}'),
  'the payload twice': async () =>
    flat(await sign()).replace('{', `{"payload":"${base64url('{"ects":300}')}",`),
  'the payload twice, one name escaped': async () =>
    flat(await sign()).replace('{', `{"p\\u0061yload":"${base64url('{"ects":300}')}",`),
  'the signature twice': async () => flat(await sign()).replace('{', '{"signature":"AA",'),
  'the protected header twice': async () => flat(await sign()).replace('{', '{"protected":"e30",'),
  'a name twice deep in the protected header': async () =>
    flat(await sign(JSON.stringify(header({ z: 0 })).replace('"z":0', '"z":{"a":[{"b":1,"b":1}]}'))),
  'crit names what nobody knows': async () => flat(await sign(header({ crit: ['exp'], exp: 1 }))),
  'crit names what is known and what is not': async () =>
    flat(await sign(header({ crit: ['iat', 'urn:x'], 'urn:x': 1 }))),
  'crit names what every object has': async () => flat(await sign(header({ crit: ['toString'] }))),
  'crit is a word': async () => flat(await sign(header({ crit: 'iat' }))),
  'crit is null': async () => flat(await sign(header({ crit: null }))),
  'the second of two signatures is wrong': async () => {
    const wrong = await sign(header({}, other), by);
    return general(await sign(), wrong);
  },
  'the first of two signatures is wrong': async () => {
    const wrong = await sign(header({}, other), by);
    return general(wrong, await sign());
  },
  'the second of two signatures is over another payload': async () =>
    general(await sign(), await sign(header({}, other), other, base64url('{}'))),
  'the second of two signatures is empty': async () =>
    general(await sign(), { ...(await sign(header({}, other), other)), signature: '' }),
  'the second of two signatures has alg none': async () =>
    general(await sign(), await sign(header({ alg: 'none' }, other), other)),
  'the second of two signatures is null': async () => general(await sign(), null as unknown as object),
  'no signature at all': () => general(),
  'signatures are an object': async () => JSON.stringify({ payload, signatures: { 0: await sign() } }),
  'an empty signature': async () => flat({ ...(await sign()), signature: '' }),
  'an empty signature, compact': async () => `${(await sign()).protected}.${payload}.`,
  'a fourth part': async () => {
    const made = await sign();
    return `${made.protected}.${payload}.${made.signature}.AA`;
  },
  'a signature of 63 octets': async () => {
    const made = await sign();
    const octets = Buffer.from(made.signature, 'base64url').subarray(0, 63);
    return flat({ ...made, signature: octets.toString('base64url') });
  },
  'a signature of 65 octets': async () => {
    const made = await sign();
    const octets = Buffer.concat([Buffer.from(made.signature, 'base64url'), Buffer.alloc(1)]);
    return flat({ ...made, signature: octets.toString('base64url') });
  },
  'the signature in DER': async () => {
    const made = await sign();
    const [r = '', s = ''] = Buffer.from(made.signature, 'base64url').toString('hex').match(/.{64}/g) ?? [];
    const integer = (hex: string) => (hex >= '8' ? `022100${hex}` : `0220${hex}`);
    const both = integer(r) + integer(s);
    const der = Buffer.from(`30${(both.length / 2).toString(16)}${both}`, 'hex');
    return flat({ ...made, signature: der.toString('base64url') });
  },
  'bits left over in the signature': async () => {
    const made = await sign();
    return flat({ ...made, signature: loose(made.signature) });
  },
  'bits left over in the signed payload': async () => {
    const content = loose(base64url('{"ects":55}'));
    return JSON.stringify({ payload: content, ...(await sign(header(), by, content)) });
  },
  'bits left over in the signed protected header': async () => {
    const encoded = loose(base64url(unevenHeader()));
    const signature = Buffer.from(await by.sign(utf8(`${encoded}.${payload}`))).toString('base64url');
    return flat({ protected: encoded, signature });
  },
  'padding behind the signature': async () => {
    const made = await sign();
    return flat({ ...made, signature: `${made.signature}==` });
  },
  'padding behind the signed payload': async () => {
    const content = Buffer.from('{"ects":55}').toString('base64').replace(/=*$/, '=');
    return JSON.stringify({ payload: content, ...(await sign(header(), by, content)) });
  },
  'letters of plain base64': async () => {
    const content = Buffer.from('"\u{3ff}\u{3ff}>>>???"').toString('base64').replace(/=*$/, '');
    assert.match(content, /[+/]/);
    return JSON.stringify({ payload: content, ...(await sign(header(), by, content)) });
  },
  'white space in the signature': async () => {
    const made = await sign();
    return flat({ ...made, signature: `${made.signature.slice(0, 40)}\n${made.signature.slice(40)}` });
  },
  'a certificate in base64url': async () => {
    const x5c = [Buffer.from(by.chain[0]).toString('base64url')];
    return flat(await sign(header({ x5c })));
  },
  'something behind the object': async () => `${flat(await sign())}{}`,
};

test('what the attacks are made of passes: one signature, and two by two', async () => {
  const both = general(await sign(), await sign(header({}, other), other));
  for (const text of [flat(await sign()), general(await sign()), both, flat(await sign(unevenHeader()))]) {
    const checked = await checkJson(utf8(text), nodeEngine);
    assert.ok(checked.ok, JSON.stringify(checked));
  }
});

describe('a forged JWS is refused', () => {
  for (const [what, attack] of Object.entries(ATTACKS)) {
    test(what, async () => {
      const checked = await checkJson(utf8(await attack()), nodeEngine);
      assert.ok(!checked.ok);
    });
  }
});
