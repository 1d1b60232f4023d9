import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nodeEngine } from '../../electron/engine.ts';
import { makeSealedSample } from '../../electron/seals/sample-sealed-pdf.ts';
import { prepareContainer } from '../record/asic.ts';
import { encodeBase64 } from '../sealing/base64.ts';
import { prepareStatusSealer } from '../status/status-list.ts';
import { takeUp } from '../trust/issuers/change.ts';
import { sealIssuerList } from '../trust/issuers/export.ts';
import { readIssuerTable } from '../trust/issuers/from-table.ts';
import { NO_ISSUERS, type TrustedIssuer } from '../trust/issuers/issuer.ts';
import { readIssuerList } from '../trust/issuers/read-list.ts';
import { openAsic } from '../verifying/asic/open.ts';
import { pagePictures } from '../verifying/pdf/page-pictures.ts';
import { pageTexts } from '../verifying/pdf/page-text.ts';
import { prepareTrust } from '../verifying/trust.ts';
import { verifyFile } from '../verifying/verify.ts';
import { readStatusFile } from './status-file.ts';

/** A few of each for every run of the tests; `npm run fuzz` feeds the same readers tens of thousands. */
const RUNS = { numRuns: 150, seed: 20_260_901 };
const at = new Date();
const second = `${at.toISOString().slice(0, 19)}Z`;
const { sealed: pdf, seal, pki } = await makeSealedSample(at);
const trust = prepareTrust({ roots: [pki.root] });

const issuer: TrustedIssuer = {
  ...{ id: 'x', name: 'Ægir', kind: 'company', country: 'DK', identifiers: [], awards: [], assurance: [] },
  ...{
    certificates: seal.chain.slice(0, 1).map(encodeBase64),
    since: '2026-01-01',
    origin: { how: 'added' },
  },
};
const register = takeUp(NO_ISSUERS, [issuer], second, nodeEngine);
const facts = {
  operator: { name: 'Desk', country: 'DK' },
  issued: second,
  nextUpdate: '2099-01-01T00:00:00Z',
};
const xml = await sealIssuerList(register, 'xml', facts, seal, nodeEngine);
const json = await sealIssuerList(register, 'json', facts, seal, nodeEngine);
const container = await prepareContainer(seal, nodeEngine)(json, { at: second, id: 'r' });
const publication = {
  issuer: { id: 'urn:x', name: 'Desk' },
  validFrom: second,
  validUntil: '2099-01-01T00:00:00Z',
};
const statusList = await prepareStatusSealer(
  seal,
  nodeEngine,
  publication,
)({
  ...{ listUrl: 'https://registry.example/r-1.vc.jwt', revoked: [3], suspended: [] },
});

/** Flipped, cut, doubled and filled with noise, as files are on bad disks and from bad hands. */
function spoiled(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const place = fc.nat(bytes.length - 1);
  const change = fc.tuple(place, fc.nat(64), fc.constantFrom('flip', 'cut', 'double', 'noise'), fc.nat(255));
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) =>
    changes.reduce<Uint8Array>((before, [start, length, how, value]) => {
      const buffer = Buffer.from(before);
      const [head, piece, tail] = [
        buffer.subarray(0, start),
        buffer.subarray(start, start + length),
        buffer.subarray(start + length),
      ];
      if (how === 'cut') return Buffer.concat([head, tail]);
      if (how === 'double') return Buffer.concat([head, piece, piece, tail]);
      if (how === 'noise')
        return Buffer.concat([head, piece.map((octet, index) => octet ^ (value + index)), tail]);
      if (start < buffer.length) buffer[start] = (buffer[start] ?? 0) ^ (value || 1);
      return buffer;
    }, bytes),
  );
}

for (const [name, bytes] of [
  ['PDF', pdf],
  ['XML', xml],
  ['JSON', json],
] as const) {
  test(`a spoiled ${name} is judged, never thrown over, and passes only with what was sealed`, async () => {
    const good = await verifyFile(bytes, trust, at, nodeEngine);
    assert.equal(good.verdict.indication, 'TOTAL-PASSED');
    await fc.assert(
      fc.asyncProperty(spoiled(bytes), async (file) => {
        const { verdict } = await verifyFile(file, trust, at, nodeEngine);
        if (verdict.indication === 'TOTAL-PASSED') assert.deepEqual(verdict.payload, good.verdict.payload);
      }),
      RUNS,
    );
  });
}

test('spoiled lists of issuers and status lists are refused or say what was sealed', async () => {
  for (const bytes of [xml, json]) {
    await fc.assert(
      fc.asyncProperty(spoiled(bytes), async (file) => {
        const list = await readIssuerList(file, nodeEngine);
        if (typeof list === 'object') assert.deepEqual(list.register.issuers, register.issuers);
      }),
      RUNS,
    );
  }
  for (const bytes of [statusList.bitstring, statusList.token]) {
    await fc.assert(
      fc.asyncProperty(spoiled(bytes), async (file) => {
        const list = await readStatusFile(file, trust, at, nodeEngine);
        if (list) assert.deepEqual([list.at(2), list.at(3)], ['valid', 'revoked']);
      }),
      RUNS,
    );
  }
});

test('tables, containers and pages of strangers are read or refused, never thrown over', () => {
  const table = new TextEncoder().encode(
    'name,country,agency,decision,valid_from\n"A ""b""",BE,X,positive,2020-01-01\n',
  );
  fc.assert(
    fc.property(spoiled(table), (file) => void readIssuerTable(file, 'x.csv', '2026-09-01')),
    RUNS,
  );
  fc.assert(
    fc.property(spoiled(container), (file) => void openAsic(file)),
    RUNS,
  );
  fc.assert(
    fc.property(spoiled(pdf), (file) => {
      pageTexts(file, nodeEngine);
      pagePictures(file, nodeEngine);
    }),
    RUNS,
  );
});
