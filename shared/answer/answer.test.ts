import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeEngine } from '../../electron/engine.ts';
import { encodeBase64 } from '../sealing/base64.ts';
import { makeSampleSeal } from '../sealing/sample-seal.ts';
import { prepareStatusSealer } from '../status/status-list.ts';
import { takeUp } from '../trust/issuers/change.ts';
import { NO_ISSUERS, type TrustedIssuer } from '../trust/issuers/issuer.ts';
import { prepareTrust } from '../verifying/trust.ts';
import type { Verdict } from '../verifying/verdict.ts';
import { answer, type Evidence } from './answer.ts';
import { comparePage } from './page.ts';
import { readStatusFile } from './status-file.ts';

const at = new Date('2026-09-01T08:00:00Z');
const seal = await makeSampleSeal('ES256');
const stranger = await makeSampleSeal('ES256');
const listUrl = 'https://registry.example/status/r-1.vc.jwt';

const verdict: Verdict = {
  indication: 'TOTAL-PASSED',
  reason: 'passed',
  level: 'JAdES-BASELINE-B',
  sealedBy: seal.certificate,
  path: [seal.certificate],
  revocation: 'unknown',
  test: false,
  payload: new Uint8Array(1),
};
const summary = {
  serial: 'S-1',
  name: 'Ágnes Kőszegi-Tóth',
  title: 'Open Data',
  kind: 'micro-credential',
} as const;
const evidence: Evidence = {
  ...{ verdict, at, summary, content: [], issuers: NO_ISSUERS, lists: [] },
  facts: { fields: ['0611'], level: 6, status: [{ url: listUrl, index: 5 }] },
};
const issuer: TrustedIssuer = {
  ...{ id: 'x', name: 'Halcyon', kind: 'institution', country: 'BE', identifiers: [], assurance: [] },
  awards: [{ kinds: ['micro-credential'] }],
  certificates: [encodeBase64(seal.certificate.der)],
  since: '2026-01-01',
  origin: { how: 'added' },
};

function wordsOf(name: string, change: Partial<Evidence> = {}): string | undefined {
  const check = answer({ ...evidence, ...change }).checks.find((one) => one.name === name);
  return check && `${check.state} ${check.words.split(':')[1]}`;
}
const registered = (change: Partial<TrustedIssuer>) => ({
  issuers: takeUp(NO_ISSUERS, [{ ...issuer, ...change }], '2026-01-01T00:00:00Z', nodeEngine),
});

test('offline, revocation is unknown and never good, and nobody is silently taken for a trusted issuer', () => {
  assert.equal(wordsOf('revocation'), 'open check.revocation.unknown');
  assert.equal(wordsOf('issuer'), 'open check.issuer.unlisted');
  assert.equal(answer(evidence).against, undefined);
});

test('an issuer that may not award this, or no longer, leaves the whole open', () => {
  assert.equal(wordsOf('issuer', registered({})), 'good check.issuer.allowed');
  assert.equal(wordsOf('issuer', registered({ awards: [] })), 'open check.issuer.untold');
  const degrees = registered({ awards: [{ kinds: ['degree'] }] });
  assert.equal(answer({ ...evidence, ...degrees }).against, 'issuer-outside');
  const ended = registered({ until: '2026-08-31' });
  assert.equal(answer({ ...evidence, ...ended }).against, 'issuer-ended');
  // Sealed while it still held, which a time-stamp proves.
  const proven = { at: new Date('2026-08-30T08:00:00Z'), by: seal.certificate };
  assert.equal(answer({ ...evidence, ...ended, verdict: { ...verdict, proven } }).against, undefined);
});

test('quality assurance is that of the day of sealing', () => {
  const assurance = [{ agency: 'A', decision: 'positive', from: '2020-01-01', until: '2026-08-31' }] as const;
  assert.equal(wordsOf('quality', registered({ assurance })), 'open check.quality.none');
  const claimedAt = new Date('2026-08-30T00:00:00Z');
  const earlier = { ...registered({ assurance }), verdict: { ...verdict, claimedAt } };
  assert.equal(wordsOf('quality', earlier), 'good check.quality.positive');
});

test('a credential expires to the second, and one of tomorrow is not yet valid', () => {
  const until = (text: string) => ({ facts: { fields: [], status: [], until: new Date(text) } });
  assert.equal(wordsOf('expiry', until('2026-09-01T08:00:00Z')), 'good check.expiry.until');
  assert.equal(wordsOf('expiry', until('2026-09-01T07:59:59Z')), 'bad check.expiry.expired');
  assert.equal(answer({ ...evidence, ...until('2026-09-01T07:59:59Z') }).against, 'credential-expired');
  const from = { facts: { fields: [], status: [], from: new Date('2026-09-02T00:00:00Z') } };
  assert.equal(wordsOf('expiry', from), 'open check.expiry.early');
});

async function listOf(
  signer: typeof seal,
  places: { readonly revoked?: readonly number[]; readonly suspended?: readonly number[] },
  form: 'bitstring' | 'token',
) {
  const publication = {
    issuer: { id: 'urn:x', name: 'Halcyon' },
    validFrom: '2026-08-15T08:00:00Z',
    validUntil: '2026-09-15T08:00:00Z',
  };
  const write = prepareStatusSealer(signer, nodeEngine, publication);
  const bytes = (await write({ listUrl, revoked: [], suspended: [], ...places }))[form];
  const trust = prepareTrust({ roots: [seal.root] });
  const list = await readStatusFile(bytes, trust, at, nodeEngine);
  assert.ok(list);
  return list;
}

test('a list says what holds only when this issuer sealed it and it is of today', async () => {
  const good = await listOf(seal, { revoked: [4, 6] }, 'bitstring');
  const revoked = await listOf(seal, { revoked: [5] }, 'bitstring');
  const foreign = await listOf(stranger, { revoked: [5] }, 'bitstring');
  assert.equal(wordsOf('status'), 'open check.status.missing');
  assert.equal(wordsOf('status', { lists: [good] }), 'good check.status.valid');
  assert.equal(wordsOf('status', { lists: [revoked] }), 'bad check.status.revoked');
  assert.equal(answer({ ...evidence, lists: [revoked] }).against, 'credential-revoked');
  assert.equal(wordsOf('status', { lists: [foreign] }), 'open check.status.foreign');
  const late = new Date('2026-09-16T08:00:00Z');
  assert.equal(wordsOf('status', { lists: [good], at: late }), 'open check.status.stale');
  assert.equal(wordsOf('status', { lists: [revoked], at: late }), 'bad check.status.revoked');
  const elsewhere = { facts: { fields: [], status: [{ url: `${listUrl}?`, index: 5 }] } };
  assert.equal(wordsOf('status', { ...elsewhere, lists: [good] }), 'open check.status.missing');
});

test('a Token Status List tells suspended from revoked', async () => {
  const list = await listOf(seal, { suspended: [5], revoked: [7] }, 'token');
  assert.deepEqual(
    [list.at(4), list.at(5), list.at(7), list.at(131_072)],
    ['valid', 'suspended', 'revoked', undefined],
  );
  const place = { facts: { fields: [], status: [{ url: list.url, index: 5 }] }, lists: [list] };
  assert.equal(answer({ ...evidence, ...place }).against, 'credential-suspended');
});

test('lines and hyphens do not make a page differ, another name does', () => {
  const page = (text: string) => comparePage([text], summary).words.split(':')[1];
  assert.equal(page('ÁGNES KŐSZEGI-\nTÓTH  Open  Da-\nta S-1'), 'check.page.same');
  assert.equal(page('Ágnes Kovács Open Data S-1'), 'check.page.differs');
  assert.equal(comparePage(undefined, summary).state, 'open');
});
