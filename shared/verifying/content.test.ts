import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { nodeEngine } from '../../electron/engine.ts';
import { sampleCredential } from '../credential/sample-credential.ts';
import { openBadge } from '../formats/badge/achievement-credential.ts';
import { elmCredential } from '../formats/elm.ts';
import { writeJson } from '../formats/json.ts';
import { verifiableCredential } from '../formats/vc/credential.ts';
import { prepareBadgeSealer } from '../sealing/badge-jwt.ts';
import { prepareJsonSealer } from '../sealing/jades.ts';
import { makeSampleSeal, type SampleSeal } from '../sealing/sample-seal.ts';
import { prepareVcSealer } from '../sealing/vc-jwt.ts';
import { contentProblems } from './content.ts';
import { prepareTrust } from './trust.ts';
import { verifyFile } from './verify.ts';

const at = sampleCredential.issuedAt;
let seal: SampleSeal;
before(async () => {
  seal = await makeSampleSeal('ES256');
});

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const bytes = (words: string) => new TextEncoder().encode(words);

/** Sealed rightly, with these words changed before; what is told of it. */
async function told(form: 'edc' | 'vc', from: string | RegExp, to: string): Promise<readonly string[]> {
  const made = form === 'edc' ? elmCredential(sampleCredential, []) : verifiableCredential(sampleCredential);
  const data = text(writeJson(made)).replace(from, to);
  const sealed =
    form === 'edc'
      ? await prepareJsonSealer(seal, nodeEngine).seal(bytes(data), {
          at,
          contentType: 'application/ld+json',
        })
      : await prepareVcSealer(seal, nodeEngine).seal(bytes(data), { at });
  return judged(sealed);
}

async function judged(file: Uint8Array): Promise<readonly string[]> {
  const { kind, verdict } = await verifyFile(
    file,
    prepareTrust({ roots: [seal.root] }),
    new Date(at),
    nodeEngine,
  );
  assert.equal(verdict.indication, 'TOTAL-PASSED');
  assert.ok(kind !== 'unknown' && verdict.payload);
  const found = await contentProblems(kind, { payload: verdict.payload, file }, nodeEngine, at);
  return [...new Set(found.map(({ code }) => code))];
}

for (const [what, form, from, to, codes] of [
  ['nothing', 'edc', '', '', []],
  ['nothing', 'vc', '', '', []],
  ['an element that is missing', 'edc', /"issued":"[^"]*",/, '', ['payload.element-missing']],
  ['an element that is missing', 'vc', /"issuer":\{/, '"maker":{', ['payload.element-missing']],
  [
    'a key given twice',
    'edc',
    '"issued":',
    '"issued":"2026-01-01T00:00:00Z","issued":',
    ['payload.key-twice'],
  ],
  [
    'a key given twice',
    'vc',
    '"validFrom":',
    '"validFrom":"2026-01-01T00:00:00Z","validFrom":',
    ['payload.key-twice'],
  ],
  ['an unknown term', 'edc', '"hasClaim":', '"hasClaims":', ['payload.term-unknown']],
  ['an unknown term', 'vc', '"hasClaim":', '"hasClaims":', ['payload.term-unknown']],
  ['a Greek letter in a key', 'edc', '"hasClaim":', '"hαsClaim":', ['payload.key-lookalike']],
  ['a Greek letter in a key', 'vc', '"hasClaim":', '"hαsClaim":', ['payload.key-lookalike']],
  ['a moment without its zone', 'edc', /"issued":"([^"]*)Z"/, '"issued":"$1"', ['payload.date-without-zone']],
  [
    'a moment without its zone',
    'vc',
    /"validFrom":"([^"]*)Z"/,
    '"validFrom":"$1"',
    ['payload.date-without-zone'],
  ],
] as const) {
  test(`${form}: under a seal that holds, ${what} is told by its own code`, async () => {
    assert.deepEqual(await told(form, from, to), codes);
  });
}

test('badges are held to their own rules, other formats to none', async () => {
  const sealer = prepareBadgeSealer(seal, nodeEngine);
  assert.ok(sealer.ok);
  const badge = openBadge(sampleCredential, { engine: nodeEngine });
  assert.deepEqual(await judged(await sealer.value.seal(badge, { at })), []);
  const nameless = { ...badge, json: bytes(text(badge.json).replace('"criteria":', '"criterion":')) };
  assert.deepEqual(await judged(await sealer.value.seal(nameless, { at })), ['payload.element-missing']);
  const other = await prepareJsonSealer(seal, nodeEngine).seal(bytes('{"a":1}'), {
    at,
    contentType: 'application/json',
  });
  assert.deepEqual(await judged(other), []);
});
