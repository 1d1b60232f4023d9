import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleCredential } from '../../credential/sample-credential.ts';
import { writeJson } from '../json.ts';
import { readVerifiableCredential } from './check.ts';
import { verifiableCredential } from './credential.ts';

const status = { listUrl: 'https://halcyon.example/status/1', index: 7 };
const good = new TextDecoder().decode(writeJson(verifiableCredential({ ...sampleCredential, status })));
const context = (JSON.parse(good) as Record<string, readonly unknown[]>)['@context'] ?? [];
const utf8 = new TextEncoder();

/** Code and place of the first problem, or `accepted`. */
async function judged(text: string | Uint8Array): Promise<string> {
  const read = await readVerifiableCredential(typeof text === 'string' ? utf8.encode(text) : text);
  if (read.ok) return 'accepted';
  const [{ code, facts }] = read.problems;
  return [code, ...Object.values(facts ?? {})].join(' ');
}

/** The sample with one text in it replaced by another, where it stands last: behind the context. */
function spoiled(from: string, to: string): string {
  const at = good.lastIndexOf(from);
  assert.ok(at > 0, from);
  return good.slice(0, at) + to + good.slice(at + from.length);
}

/** The sample with one member of the root set, or left out when undefined. */
const withMember = (name: string, value: unknown): string =>
  JSON.stringify({ ...(JSON.parse(good) as object), [name]: value });

test('the sample itself is accepted', async () => {
  assert.equal(await judged(good), 'accepted');
});

for (const name of ['@context', 'type', 'issuer', 'credentialSubject']) {
  test(`without ${name} it is refused`, async () => {
    assert.equal(await judged(withMember(name, undefined)), `payload.element-missing ${name}`);
  });
}

/** What is spoiled, how, and the code with what it names. */
const SPOILED: readonly (readonly [string, string, string])[] = [
  ['a key given twice', spoiled('"validFrom"', '"issued"'), 'payload.key-twice issued'],
  [
    'a key given twice deep inside, once in escapes',
    spoiled('"fullName":', '"ful\\u006cName":"X","fullName":'),
    'payload.key-twice fullName',
  ],
  ['an unknown term', spoiled('"hasClaim"', '"hasClaims"'), 'payload.term-unknown hasClaims'],
  [
    'an unknown term beside known ones',
    withMember('validfrom', '2026-01-01T00:00:00Z'),
    'payload.term-unknown validfrom',
  ],
  [
    'an unknown type',
    spoiled('"MicroCredential"', '"DegreeCredentials"'),
    'payload.term-unknown DegreeCredentials',
  ],
  ['a wrapper around the credential', withMember('vc', {}), 'payload.term-unknown vc'],
  ['a Greek ο in a key', spoiled('"hasClaim"', '"hasClaim\u03bf"'), 'payload.key-lookalike hasClaim\u03bf'],
  [
    'a Greek ν for a v',
    spoiled('"validUntil"', '"\u03bdalidUntil"'),
    'payload.key-lookalike \u03bdalidUntil',
  ],
  ['a Cyrillic а in a key', spoiled('"name":', '"n\u0430me":'), 'payload.key-lookalike n\u0430me'],
  ['a key of Greek letters only', withMember('τίτλος', 'x'), 'payload.key-lookalike τίτλος'],
  [
    'a Greek Μ in a type',
    spoiled('"MicroCredential"', '"\u039cicroCredential"'),
    'payload.key-lookalike \u039cicroCredential',
  ],
  [
    'validFrom without zone',
    withMember('validFrom', '2026-06-30T10:15:00'),
    'payload.date-without-zone validFrom',
  ],
  [
    'a moment in the subject without zone',
    spoiled('"awardingDate":"2026-06-26T00:00:00Z"', '"awardingDate":"2026-06-26T00:00:00"'),
    'payload.date-without-zone http://data.europa.eu/snb/model/elm/awardingDate',
  ],
  ['a day for a moment', withMember('validFrom', '2026-06-30'), 'payload.date-unreadable validFrom'],
  ['30 February', withMember('validFrom', '2026-02-30T00:00:00Z'), 'payload.date-unreadable validFrom'],
  [
    'a leap day that is none',
    withMember('validFrom', '2027-02-29T00:00:00Z'),
    'payload.date-unreadable validFrom',
  ],
  ['hour 25', withMember('validUntil', '2030-01-01T25:00:00Z'), 'payload.date-unreadable validUntil'],
  [
    'an end before the beginning',
    withMember('validUntil', '2026-06-30T10:14:59Z'),
    'payload.value-wrong validUntil',
  ],
  [
    'another base context',
    withMember('@context', ['https://www.w3.org/2018/credentials/v1']),
    'payload.value-wrong @context',
  ],
  [
    'a context nobody brought along',
    withMember('@context', ['https://www.w3.org/ns/credentials/v2', 'https://elsewhere.example/v1']),
    'payload.context-unknown https://elsewhere.example/v1',
  ],
  [
    'a context that gives a term another meaning',
    withMember('@context', [...context, { name: 'https://other.example/' }]),
    'payload.value-wrong protected term redefinition',
  ],
  ['another type only', withMember('type', ['MicroCredential']), 'payload.value-wrong type'],
  ['an issuer without id', withMember('issuer', { name: 'Halcyon' }), 'payload.element-missing issuer.id'],
  ['an issuer that is no URL', withMember('issuer', 'Halcyon University'), 'payload.value-wrong issuer'],
  [
    'a subject without claims',
    withMember('credentialSubject', [{}]),
    'payload.element-missing credentialSubject.1',
  ],
  ['a name that is a language map', withMember('name', { en: 'Coastal Data' }), 'payload.value-wrong name'],
  [
    'an index that is a number',
    spoiled('"statusListIndex":"7"', '"statusListIndex":7'),
    'payload.value-wrong credentialStatus.statusListIndex',
  ],
  [
    'a status list without URL',
    spoiled(',"statusListCredential":"https://halcyon.example/status/1"', ''),
    'payload.element-missing credentialStatus.statusListCredential',
  ],
  [
    'evidence without type',
    withMember('evidence', [{ id: 'https://x.example' }]),
    'payload.element-missing evidence.1.type',
  ],
  [
    'an issuer with a space in its URL',
    withMember('issuer', 'https://x.example/a b'),
    'payload.value-wrong issuer',
  ],
  [
    'a relative id',
    spoiled(`"${sampleCredential.id}#qualification"`, '"#qualification"'),
    'payload.value-wrong relative @id reference',
  ],
  ['a comma too many', good.replace(/}$/, ',}'), 'payload.malformed'],
  ['an array', `[${good}]`, 'payload.malformed'],
  ['half a letter', spoiled('Coastal', '\\ud800'), 'payload.malformed'],
  ['a text before it', `\ufeff${good}`, 'payload.malformed'],
];

for (const [what, text, expected] of SPOILED) {
  test(`refuses ${what}`, async () => {
    assert.equal(await judged(text), expected);
  });
}

test('bytes that are not UTF-8 are refused', async () => {
  const bytes = utf8.encode(good);
  bytes[bytes.indexOf(0xce)] = 0xff;
  assert.equal(await judged(bytes), 'payload.malformed');
});

test('nesting without end is refused, not followed', async () => {
  assert.equal(await judged(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`), 'payload.malformed');
});

test('a zone other than UTC, fractions and hour 24 are read', async () => {
  for (const moment of [
    '2026-06-30T12:15:00+02:00',
    '2026-06-30T10:15:00.123Z',
    '2026-06-29T24:00:00Z',
    '2028-02-29T00:00:00-11:30',
  ]) {
    assert.equal(await judged(withMember('validFrom', moment)), 'accepted', moment);
  }
});
