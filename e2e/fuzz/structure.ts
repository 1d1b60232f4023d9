import { nodeEngine } from '../../electron/engine.ts';
import { verifyFile } from '../../shared/verifying/verify.ts';
import { type Chance, chance } from './chance.ts';
import { makeSamples } from './samples.ts';

/** How many of each format; every one must be refused. */
const COUNT = 1000;

type Mutation = (text: string, by: Chance) => string;

const NAME = /<(?!\/|\?|!)([\w:]+)((?:\s[^<>]*)?)>/g;

/** One of the places where `pattern` stands. */
function somewhere(text: string, pattern: RegExp, by: Chance): RegExpExecArray {
  return by.one([...text.matchAll(pattern)]);
}

function replacedAt(text: string, at: number, length: number, put: string): string {
  return text.slice(0, at) + put + text.slice(at + length);
}

/** The whole element that begins at `at`. */
function elementAt(text: string, at: number): string {
  const [, name = ''] = /^<([\w:]+)/.exec(text.slice(at)) ?? [];
  const tags = new RegExp(`<(/?)${name}(?:\\s[^<>]*?)?(/?)>`, 'g');
  tags.lastIndex = at;
  let depth = 0;
  for (let tag = tags.exec(text); tag; tag = tags.exec(text)) {
    depth += tag[1] ? -1 : tag[2] ? 0 : 1;
    if (depth === 0) return text.slice(at, tags.lastIndex);
  }
  return text.slice(at);
}

/** What wrapping attacks and careless hands do to an XML document; each changes what is sealed or how it is found. */
const XML: Readonly<Record<string, Mutation>> = {
  'an element gone': (text, by) => {
    const { index } = sealedPlace(text, by);
    return replacedAt(text, index, elementAt(text, index).length, '');
  },
  'an element twice': (text, by) => {
    const { index } = sealedPlace(text, by);
    return replacedAt(text, index, 0, elementAt(text, index));
  },
  'an element renamed': (text, by) => {
    const { index, 1: name = '' } = sealedPlace(text, by);
    const whole = elementAt(text, index);
    const renamed = whole.replace(`<${name}`, `<${name}x`).replace(new RegExp(`</${name}>$`), `</${name}x>`);
    return replacedAt(text, index, whole.length, renamed);
  },
  'an attribute more': (text, by) => {
    const { index, 0: tag } = sealedPlace(text, by);
    return replacedAt(text, index, tag.length, tag.replace(/^<([\w:]+)/, `<$1 a${by.below(99)}="1"`));
  },
  'a word more': (text, by) => {
    const { index, 0: tag } = sealedPlace(text, by);
    return replacedAt(text, index + tag.length, 0, `x${by.below(9)}`);
  },
  'an element more': (text, by) => {
    const { index } = sealedPlace(text, by);
    return replacedAt(
      text,
      index,
      0,
      by.one(['<a/>', '<ects>300</ects>', '<learner><givenNames>X</givenNames></learner>']),
    );
  },
  'wrapped in another root': (text, by) =>
    text.replace(/(<elmo[\s\S]*)$/, `<w${by.below(99)}>$1</w0>`.replace('w0', 'w')),
  'the sealed root inside another, a false one before': (text, by) => {
    const root = text.slice(text.indexOf('<elmo'));
    const bare = root
      .replace(elementAt(root, root.indexOf('<ds:Signature')), '')
      .replace(/>\d[^<]*</, `>${by.below(999)}<`);
    return `<all>${by.one([bare + root, root + bare])}</all>`;
  },
  'the signature moved': (text, by) => {
    const at = text.indexOf('<ds:Signature');
    const signature = elementAt(text, at);
    const without = text.replace(signature, '');
    return replacedAt(
      without,
      somewhere(without.slice(without.indexOf('<elmo')), NAME, by).index + without.indexOf('<elmo'),
      0,
      `<x/>${signature}`,
    );
  },
  'the signature twice': (text) => {
    const signature = elementAt(text, text.indexOf('<ds:Signature'));
    return text.replace(signature, signature + signature);
  },
  'a reference elsewhere': (text, by) =>
    text.replace(
      'URI=""',
      `URI="${by.one(['#x', 'http://a.example/', 'file:///etc/passwd', '#xpointer(/)', '#', '//a'])}"`,
    ),
  'a foreign transform': (text, by) =>
    text.replace(
      'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
      by.one([
        'http://www.w3.org/TR/1999/REC-xslt-19991116',
        'http://www.w3.org/TR/1999/REC-xpath-19991116',
        'urn:x',
        'http://www.w3.org/2000/09/xmldsig#base64',
      ]),
    ),
  'another algorithm': (text, by) =>
    text.replace(
      /(?<=SignatureMethod Algorithm=")[^"]+/,
      by.one([
        'http://www.w3.org/2000/09/xmldsig#hmac-sha1',
        'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
        'none',
        'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384',
      ]),
    ),
  'an Object that nothing signed refers to': (text, by) =>
    text.replace(/(?=<\/ds:Signature\s*>)/, `<ds:Object Id="o${by.below(99)}"><elmo/></ds:Object>`),
  'an id twice': (text) => {
    const [, id = ''] = /<xades:SignedProperties Id="([^"]+)"/.exec(text) ?? [];
    return text.replace(/<elmo/, `<elmo Id="${id}"`);
  },
  'a document type': (text, by) =>
    text.replace('<elmo', `<!DOCTYPE elmo [<!ENTITY a "${by.below(9)}">]><elmo`),
  'a processing instruction': (text, by) =>
    text.replace('<elmo', `<?xml-stylesheet href="${by.below(99)}.xsl"?><elmo`),
};

/** An element inside of what is sealed. */
function sealedPlace(text: string, by: Chance): RegExpExecArray {
  const end = text.indexOf('<ds:Signature');
  const places = [...text.matchAll(NAME)].filter(({ index, 1: name }) => index < end && name !== 'elmo');
  return by.one(places) as RegExpExecArray;
}

type Tree = Record<string, unknown>;

/** The same for a JWS in general serialization. */
const JSON_FORMS: Readonly<Record<string, Mutation>> = {
  'a member more': (text, by) => text.replace('{', `{"m${by.below(999)}":1,`),
  'a member twice': (text, by) => text.replace('{', by.one(['{"payload":"e30",', '{"signatures":[],'])),
  'no signature': (text, by) =>
    changed(text, (whole) => ({ ...whole, signatures: by.one<unknown>([[], null, {}, 'x']) })),
  'the signature twice': (text) =>
    changed(text, (whole) => ({ ...whole, signatures: [...signaturesIn(whole), ...signaturesIn(whole)] })),
  'another payload': (text, by) =>
    changed(text, (whole) => ({ ...whole, payload: encoded({ a: by.below(1e6) }) })),
  'a header changed': (text, by) =>
    protectedChanged(text, (header) => ({
      ...header,
      [by.one(['alg', 'iat', 'cty', 'typ', 'kid'])]: by.one<unknown>(['none', 1, 'HS256', null]),
    })),
  'a header more': (text, by) =>
    protectedChanged(text, (header) => ({
      ...header,
      [by.one(['crit', 'b64', 'jku', 'x5u', 'jwk', 'zip', 'a'])]: by.one<unknown>([[], ['a'], false, 'x']),
    })),
  'a header gone': (text, by) =>
    protectedChanged(text, (header) => {
      const gone = by.one(Object.keys(header));
      return Object.fromEntries(Object.entries(header).filter(([name]) => name !== gone));
    }),
  'a header unprotected': (text, by) =>
    withSignature(text, (one) => ({
      ...one,
      header: {
        [by.one(['alg', 'crit', 'b64', 'x5c', 'iat', 'sigD', 'cty'])]: by.one<unknown>(['none', [], false]),
      },
    })),
  'two forms in one': (text) => changed(text, (whole) => ({ ...whole, ...signaturesIn(whole)[0] })),
  'a letter of the payload': (text, by) => {
    const from = text.indexOf('"payload":"') + 11;
    const at = from + by.below(200);
    return replacedAt(text, at, 1, text.charAt(at) === 'A' ? 'B' : 'A');
  },
  'in an array': (text) => `[${text}]`,
  'two values': (text) => `${text}${text}`,
  'cut off': (text, by) => text.slice(0, -1 - by.below(text.length - 2)),
};

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const changed = (text: string, change: (whole: Tree) => unknown): string =>
  JSON.stringify(change(JSON.parse(text) as Tree));
const signaturesIn = (whole: Tree): readonly Tree[] => whole.signatures as readonly Tree[];
const withSignature = (text: string, change: (one: Tree) => Tree): string =>
  changed(text, (whole) => ({ ...whole, signatures: signaturesIn(whole).map(change) }));
const protectedChanged = (text: string, change: (header: Tree) => Tree): string =>
  withSignature(text, (one) => {
    const header = JSON.parse(Buffer.from(String(one.protected), 'base64url').toString()) as Tree;
    return { ...one, protected: encoded(change(header)) };
  });

const samples = await makeSamples();
let passed = 0;
const failures: string[] = [];
for (const [format, mutations, file] of [
  ['xml', XML, samples.files.xml[0]],
  ['json', JSON_FORMS, samples.files.json[0]],
] as const) {
  const start = performance.now();
  const text = Buffer.from(file ?? []).toString();
  const names = Object.keys(mutations);
  for (let seed = 0; seed < COUNT; seed++) {
    const name = names[seed % names.length] ?? '';
    const mutated = mutations[name]?.(text, chance(seed)) ?? text;
    if (mutated === text) {
      failures.push(`${format} ${seed}, ${name}: nothing was changed`);
      continue;
    }
    const bytes = new TextEncoder().encode(mutated);
    const { verdict } = await verifyFile(bytes, samples.trust, samples.at, nodeEngine);
    if (verdict.indication === 'TOTAL-PASSED') failures.push(`${format} ${seed}, ${name}: passes`);
    else passed++;
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  process.stdout.write(
    `${format.padEnd(5)} ${COUNT} changes of structure, ${names.length} kinds, ${seconds} s\n`,
  );
}
for (const failure of failures.slice(0, 30)) process.stdout.write(`FAILED ${failure}\n`);
process.stdout.write(`${passed} passed, ${failures.length} failed\n`);
process.exitCode = failures.length === 0 && passed > 0 ? 0 : 1;
