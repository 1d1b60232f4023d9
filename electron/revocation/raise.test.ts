import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Level, raise } from '../../shared/augmenting/raise.ts';
import { readPem } from '../../shared/sealing/certificate.ts';
import { prepareJsonSealer } from '../../shared/sealing/jades.ts';
import { preparePdfSealer } from '../../shared/sealing/pades.ts';
import { makeSamplePdf } from '../../shared/sealing/pades-sample.ts';
import { makeSampleAuthority } from '../../shared/sealing/sample-timestamp.ts';
import type { Seal } from '../../shared/sealing/seal.ts';
import { prepareXmlSealer } from '../../shared/sealing/xades.ts';
import { prepareTrust } from '../../shared/verifying/trust.ts';
import { NO_VALIDATION_DATA, type ValidationData } from '../../shared/verifying/validation-data.ts';
import { checkFile, verifyFile } from '../../shared/verifying/verify.ts';
import { nodeEngine } from '../engine.ts';
import { openSeal } from '../seals/pkcs12.ts';
import { openTimestamper } from '../timestamp/client.ts';
import {
  type OpensslAuthority,
  startOpensslAuthority,
  withoutOpenssl,
} from '../timestamp/sample-authority.ts';
import { openFetchCache } from './cache.ts';
import { type OpensslPki, type SampleSeal, startOpensslPki } from './sample-pki.ts';
import { openEvidence } from './source.ts';

const skip = withoutOpenssl();
const PASSWORD = 'a test';
const now = () => new Date();
let pki: OpensslPki;
let authority: OpensslAuthority;
let folder: string;
let seal: SampleSeal;
before(async () => {
  if (skip) return;
  [pki, authority] = [await startOpensslPki(PASSWORD), await startOpensslAuthority()];
  folder = await mkdtemp(join(tmpdir(), 'sealwright-cache-'));
  seal = await pki.issue('seal');
});
after(async () => {
  if (skip) return;
  await Promise.all([pki.close(), authority.close(), rm(folder, { recursive: true })]);
});

const bytesOf = (path: string) => new Uint8Array(readFileSync(path));
const rootsOf = (...paths: readonly string[]) => paths.flatMap((path) => readPem(bytesOf(path)));
const trust = () => prepareTrust({ roots: rootsOf(pki.root, authority.root) });

async function open({ pkcs12 }: SampleSeal): Promise<Seal> {
  const opened = await openSeal(bytesOf(pkcs12), PASSWORD);
  if (!opened.ok) throw new Error(opened.problems[0].code);
  return opened.value;
}

const at = () => `${now().toISOString().slice(0, 19)}Z`;
type Make = (by: Seal) => Promise<Uint8Array>;
const FORMATS: Readonly<Record<'PAdES' | 'XAdES' | 'JAdES', Make>> = {
  async PAdES(by) {
    const sealer = preparePdfSealer(by, nodeEngine);
    return sealer.seal(makeSamplePdf(sealer.contentsLength, `D:${at().replace(/[-:T]/g, '')}`));
  },
  async XAdES(by) {
    const root = { name: 'credential', namespaces: { '': 'urn:test' }, children: ['Ågot & Co.'] };
    const facts = { at: at(), id: 'urn:uuid:1', mediaType: 'text/xml' };
    return prepareXmlSealer(by, nodeEngine).seal(root, facts);
  },
  async JAdES(by) {
    return prepareJsonSealer(by, nodeEngine).seal(new TextEncoder().encode('{"a":1}'), { at: at() });
  },
};

const GIVEN = (): ValidationData => ({ ...NO_VALIDATION_DATA, crls: [bytesOf(authority.crl)] });

function orderOf(to: Exclude<Level, 'B'>, given: ValidationData = GIVEN(), online = true) {
  const cache = openFetchCache(folder, now);
  return {
    to,
    timestamper: openTimestamper({ authorities: [authority.url], engine: nodeEngine, now }),
    trust: trust(),
    source: openEvidence({ given, engine: nodeEngine, ...(online && { online: { cache } }) }),
    engine: nodeEngine,
    now,
  };
}

async function raised(bytes: Uint8Array, order: Parameters<typeof raise>[1]): Promise<Uint8Array> {
  const outcome = await raise(bytes, order);
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome.value.bytes;
}

async function codeOf(bytes: Uint8Array, order: Parameters<typeof raise>[1]): Promise<string> {
  const outcome = await raise(bytes, order);
  return outcome.ok ? outcome.value.level : outcome.problems[0].code;
}

for (const format of ['PAdES', 'XAdES', 'JAdES'] as const) {
  test(`${format} climbs step by step, each level read back from the bytes`, { skip }, async () => {
    let bytes = await FORMATS[format](await open(seal));
    for (const to of ['T', 'LT', 'LTA'] as const) {
      const next = await raised(bytes, orderOf(to));
      const { verdict } = await verifyFile(next, trust(), now(), nodeEngine);
      assert.equal(verdict.level, `${format}-BASELINE-${to}`);
      if (to !== 'T') assert.equal(`${verdict.indication} ${verdict.revocation}`, 'TOTAL-PASSED good');
      if (format === 'PAdES') assert.deepEqual(next.subarray(0, bytes.length), bytes);
      bytes = next;
    }
    assert.equal((await raise(bytes, orderOf('LTA'))).ok, true);
    assert.equal(await raised(bytes, orderOf('LTA')), bytes);
    const renewed = await raised(bytes, { ...orderOf('LTA'), renew: true });
    const checked = await checkFile(kindIn(format), renewed, nodeEngine);
    assert.ok(checked.ok && checked.archive?.length === 2);
  });

  test(`${format} at LTA is good when seal and authority have long expired`, { skip }, async () => {
    // Authority and list of a later time cannot be had from OpenSSL: the file is judged at a later hour instead.
    const bytes = await raised(await FORMATS[format](await open(seal)), orderOf('LT'));
    const stamp = await makeSampleAuthority({ at: new Date(Date.now() + 60_000) });
    const later = new Date(Date.UTC(2035, 5, 1));
    const patient = prepareTrust({ roots: [...rootsOf(pki.root, authority.root), stamp.root] });
    const before = await verifyFile(bytes, patient, later, nodeEngine);
    assert.equal(before.verdict.indication, 'INDETERMINATE');
    const order = {
      ...orderOf('LTA'),
      timestamper: stamp.timestamper,
      trust: patient,
      now: () => new Date(Date.now() + 120_000),
    };
    const { verdict } = await verifyFile(await raised(bytes, order), patient, later, nodeEngine);
    assert.equal(
      `${verdict.indication} ${verdict.reason} ${verdict.level}`,
      `TOTAL-PASSED passed ${format}-BASELINE-LTA`,
    );
  });

  test(`${format}: a bit changed anywhere in what an archive time-stamp covers gives LTA away`, {
    skip,
  }, async () => {
    const whole = await raised(await FORMATS[format](await open(seal)), orderOf('LTA'));
    const start = Math.floor(whole.length / 3);
    for (let at = start; at < whole.length; at += 997) {
      const changed = whole.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      const { verdict } = await verifyFile(changed, trust(), now(), nodeEngine);
      const passes = verdict.indication === 'TOTAL-PASSED' && verdict.level?.endsWith('-LTA');
      const words = new TextDecoder('latin1').decode(whole.subarray(at - 60, at + 20));
      assert.ok(!passes || sameMeaning(format, whole, changed), `${at} of ${whole.length}: ${words}`);
    }
  });
}

/** What certificates the newest archive time-stamp brings along is covered by nobody yet, nor are the zeros behind it. */
function sameMeaning(format: string, whole: Uint8Array, changed: Uint8Array): boolean {
  const at = whole.findIndex((byte, index) => byte !== changed[index]);
  const text = new TextDecoder('latin1').decode(whole);
  const start = { PAdES: '/Contents<', XAdES: ':ArchiveTimeStamp xmlns', JAdES: '","' }[format] ?? '';
  return at > text.lastIndexOf(start);
}

function kindIn(format: string): 'pdf' | 'xml' | 'json' {
  return format === 'PAdES' ? 'pdf' : format === 'XAdES' ? 'xml' : 'json';
}

/** All that the authorities would tell, brought in by hand. */
function lists(): ValidationData {
  const issuing = bytesOf(pki.crls[1]?.replace(/\.crl$/, '.cer') ?? '');
  return { certificates: [issuing], crls: [...GIVEN().crls, ...pki.crls.map(bytesOf)], ocsps: [] };
}

test('nothing is asked unless it is allowed, and what is brought in by hand serves', { skip }, async () => {
  const bytes = await FORMATS.JAdES(await open(seal));
  const asked = pki.asked.length;
  assert.equal(await codeOf(bytes, orderOf('LT', GIVEN(), false)), 'extend.certificate-unknown');
  const known = { ...GIVEN(), certificates: lists().certificates };
  assert.equal(await codeOf(bytes, orderOf('LT', known, false)), 'extend.revocation-unknown');
  assert.equal(await codeOf(bytes, orderOf('LT', lists(), false)), 'JAdES-BASELINE-LT');
  assert.equal(pki.asked.length, asked);
});

test('revoked, silent, foreign and unfit certificates are refused by name', { skip }, async () => {
  const bad = await pki.issue('bad');
  await pki.revoke(bad);
  assert.equal(
    await codeOf(await FORMATS.XAdES(await open(bad)), orderOf('LT')),
    'extend.certificate-revoked',
  );
  const silent = await pki.issue('silent', { profile: 'silent' });
  const known = { ...GIVEN(), certificates: [bytesOf(pki.crls[1]?.replace(/\.crl$/, '.cer') ?? '')] };
  assert.equal(
    await codeOf(await FORMATS.JAdES(await open(silent)), orderOf('LT', known)),
    'extend.revocation-unknown',
  );
  const good = await FORMATS.JAdES(await open(seal));
  const foreign = { ...orderOf('LT'), trust: prepareTrust({ roots: rootsOf(authority.root) }) };
  assert.equal(await codeOf(good, foreign), 'extend.certificate-unknown');
  const month = 31 * 24 * 3600 * 1000;
  const late = { ...orderOf('LT', lists(), false), now: () => new Date(Date.now() + month) };
  // Nobody knows what has been revoked since the lists of the time-stamp's authority were made.
  assert.equal(await codeOf(await raised(good, orderOf('T')), late), 'extend.revocation-unknown');
  const old = await pki.issue('old', { expired: true });
  assert.equal(
    await codeOf(await FORMATS.JAdES(await open(old)), orderOf('LT')),
    'extend.certificate-expired',
  );
  const mail = await pki.issue('mail', { profile: 'mail' });
  const opened = await openSeal(bytesOf(mail.pkcs12), PASSWORD);
  // Nobody seals with it here; elsewhere somebody might.
  if (opened.ok)
    assert.equal(await codeOf(await FORMATS.JAdES(opened.value), orderOf('LT')), 'extend.refused');
});

test('a changed file is not raised, nor one that has no levels', { skip }, async () => {
  const bytes = await FORMATS.JAdES(await open(seal));
  const text = new TextDecoder().decode(bytes).replace('"payload":"e', '"payload":"f');
  assert.equal(await codeOf(new TextEncoder().encode(text), orderOf('T')), 'extend.refused');
  assert.equal(await codeOf(new TextEncoder().encode('a,b'), orderOf('T')), 'extend.no-levels');
});

test('JSON whose etsiU stands in clear is refused with words, not touched', { skip }, async () => {
  const stamped = await raised(await FORMATS.JAdES(await open(seal)), orderOf('T'));
  const text = new TextDecoder().decode(stamped);
  // TS 119 182-1 clause 5.3.1 allows both; what is time-stamped would need one canonical form.
  const clear = text.replace(/(?<="etsiU":\[)"([^"]+)"/, (_, one: string) =>
    Buffer.from(one, 'base64url').toString(),
  );
  assert.match(clear, /"etsiU":\[\{"sigTst"/);
  const bytes = new TextEncoder().encode(clear);
  const { verdict } = await verifyFile(bytes, trust(), now(), nodeEngine);
  assert.notEqual(verdict.indication, 'TOTAL-FAILED');
  for (const to of ['LT', 'LTA'] as const)
    assert.equal(await codeOf(bytes, orderOf(to)), 'extend.form-foreign');
});
