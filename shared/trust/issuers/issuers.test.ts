import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeEngine } from '../../../electron/engine.ts';
import { encodeBase64 } from '../../sealing/base64.ts';
import { readCertificate } from '../../sealing/certificate.ts';
import { makeSampleSeal } from '../../sealing/sample-seal.ts';
import { follows, leaveOut, takeUp } from './change.ts';
import { sealIssuerList } from './export.ts';
import { assuranceOn, issuerOf, permissionOf } from './find.ts';
import { readIssuerTable } from './from-table.ts';
import { NO_ISSUERS, type TrustedIssuer } from './issuer.ts';
import { readIssuerRegister, writeIssuerRegister } from './read.ts';
import { readIssuerList } from './read-list.ts';

const AT = '2026-09-01T08:00:00Z';
const halcyon: TrustedIssuer = {
  id: 'VATBE-0000000097',
  name: 'Halcyon “Ω” & Sons <Academy>',
  kind: 'company',
  country: 'BE',
  legalIdentifier: 'VATBE-0000000097',
  identifiers: ['DEQARINST9999'],
  website: 'https://halcyon.example/',
  awards: [{ kinds: ['micro-credential'], fields: ['061', '02'], levels: [5, 6] }],
  assurance: [
    {
      agency: 'Agency A',
      decision: 'positive',
      from: '2020-01-01',
      until: '2026-12-31',
      scope: 'institution',
    },
  ],
  certificates: [],
  since: '2026-08-01',
  origin: { how: 'added' },
};

test('each version names the one before, and none is lost on the way through its file', () => {
  const first = takeUp(NO_ISSUERS, [halcyon], AT, nodeEngine);
  const read = readIssuerRegister(writeIssuerRegister(first));
  assert.deepEqual(read, first);
  const second = leaveOut(first, halcyon.id, AT, nodeEngine);
  assert.ok(follows(second, first, nodeEngine));
  assert.ok(!follows(second, { ...first, madeAt: '2026-09-02T08:00:00Z' }, nodeEngine));
  assert.deepEqual([second.version, second.issuers], [2, []]);
});

test('a table may add to an issuer but never takes a compared certificate away', () => {
  const known = { ...halcyon, certificates: ['AAAA'] };
  const register = takeUp(NO_ISSUERS, [known], AT, nodeEngine);
  const table = {
    ...halcyon,
    awards: [],
    identifiers: ['BE0042'],
    origin: { how: 'table', by: 'x.csv' },
  } as const;
  const [after] = takeUp(register, [table], AT, nodeEngine).issuers;
  assert.deepEqual(after?.certificates, ['AAAA']);
  assert.deepEqual(after?.identifiers, ['DEQARINST9999', 'BE0042']);
  assert.deepEqual(after?.awards, known.awards);
  assert.deepEqual(after?.origin, { how: 'added' });
});

for (const form of ['xml', 'json'] as const) {
  test(`another desk reads from a sealed list (${form}) what was put in, and only while the seal holds`, async () => {
    const seal = await makeSampleSeal('ES256');
    const register = takeUp(
      NO_ISSUERS,
      [
        { ...halcyon, certificates: seal.chain.map(encodeBase64) },
        { ...halcyon, id: 'IE:Ceol', name: 'Ceol', country: 'IE', awards: [], until: '2027-01-01' },
      ],
      AT,
      nodeEngine,
    );
    const facts = {
      operator: { name: 'Desk', country: 'BE' },
      issued: AT,
      nextUpdate: '2027-03-01T08:00:00Z',
    };
    const bytes = await sealIssuerList(register, form, facts, seal, nodeEngine);
    const list = await readIssuerList(bytes, nodeEngine);
    assert.ok(typeof list === 'object');
    assert.deepEqual(list.register.issuers, register.issuers);
    assert.equal(list.register.version, 1);
    assert.equal(list.nextUpdate, facts.nextUpdate);
    assert.deepEqual(list.signer.der, seal.chain[0]);
    const text = Buffer.from(bytes).toString('latin1');
    const changed =
      form === 'xml'
        ? text.replace('levels="5 6"', 'levels="5 8"')
        : text.replace(/"payload":"(.{40})../, (_, kept: string) => `"payload":"${kept}AA`);
    assert.notEqual(changed, text);
    assert.equal(await readIssuerList(Buffer.from(changed, 'latin1'), nodeEngine), 'changed');
  });
}

test('an issuer is known by its certificate, or by name under an authority, and another identifier is another body', async () => {
  const seal = await makeSampleSeal('ES256');
  const { certificate } = seal;
  const root = readCertificate(seal.root);
  assert.ok(root.ok);
  const path = [certificate, root.value];
  const named = (subject: object) => ({ ...certificate, subject: { ...certificate.subject, ...subject } });
  const listed = takeUp(
    NO_ISSUERS,
    [{ ...halcyon, certificates: [encodeBase64(certificate.der)] }],
    AT,
    nodeEngine,
  );
  assert.equal(issuerOf(listed, certificate, path)?.vouched, true);
  const byName = takeUp(
    NO_ISSUERS,
    [{ ...halcyon, certificates: [encodeBase64(seal.root)] }],
    AT,
    nodeEngine,
  );
  assert.equal(issuerOf(byName, certificate, path), undefined);
  const same = { organisation: halcyon.name.toUpperCase(), country: 'BE' };
  assert.equal(issuerOf(byName, named(same), path)?.vouched, true);
  assert.equal(issuerOf(byName, named(same), [certificate])?.vouched, false);
  const other = named({ ...same, organizationIdentifier: 'VATBE-0000000001' });
  assert.equal(issuerOf(byName, other, path), undefined);
});

test('what may be awarded is limited by kind, field and level, and what is not told is not allowed', () => {
  const ask = (kind: 'degree' | 'micro-credential' | undefined, fields: readonly string[], level?: number) =>
    permissionOf(halcyon, { ...(kind && { kind }), fields, ...(level !== undefined && { level }) });
  assert.equal(ask('micro-credential', ['0611'], 6), 'allowed');
  assert.equal(ask('micro-credential', ['0611', '0111'], 6), 'outside');
  assert.equal(ask('degree', ['0611'], 6), 'outside');
  assert.equal(ask('micro-credential', ['0611'], 7), 'outside');
  assert.equal(ask('micro-credential', ['0611']), 'undecided');
  assert.equal(ask(undefined, ['0611'], 6), 'undecided');
  assert.equal(permissionOf({ ...halcyon, awards: [] }, { fields: [] }), 'untold');
});

test('a later decision of the same agency replaces an earlier one', () => {
  const withdrawn: TrustedIssuer = {
    ...halcyon,
    assurance: [
      ...halcyon.assurance,
      { agency: 'Agency A', decision: 'negative', from: '2024-06-01', scope: 'institution' },
      { agency: 'Agency B', decision: 'conditional', from: '2024-01-01' },
    ],
  };
  const agencies = (day: string) => assuranceOn(withdrawn, day).map(({ agency }) => agency);
  assert.deepEqual(agencies('2024-03-01'), ['Agency B', 'Agency A']);
  assert.deepEqual(agencies('2025-01-01'), ['Agency B']);
  assert.deepEqual(assuranceOn(halcyon, '2027-01-01'), []);
});

test('rows of DEQAR become issuers with their decisions; a bad row is named', () => {
  const csv = `deqar_id,name_primary,country,website_link,agency,decision,valid_from,valid_to
DEQARINST0001,Halcyon University,Belgium,https://halcyon.example,AGA,1 - positive,2020-01-01,2026-01-01
DEQARINST0001,Halcyon University,BEL,,AGB,2 - positive with conditions or restrictions,2022-01-01,
DEQARINST0002,Nowhere,Atlantis,,AGA,positive,2020-01-01,
DEQARINST0003,Ceol,IE,,AGA,3 - negative,soon,`;
  const read = readIssuerTable(Buffer.from(csv), 'deqar.csv', '2026-09-01');
  assert.ok(read.ok);
  const [halcyonRow, ...others] = read.value.issuers;
  assert.equal(others.length, 0);
  assert.deepEqual(
    halcyonRow?.assurance.map(({ agency, decision }) => [agency, decision]),
    [
      ['AGA', 'positive'],
      ['AGB', 'conditional'],
    ],
  );
  assert.equal(halcyonRow?.country, 'BE');
  assert.deepEqual(
    read.value.problems.map(({ where, facts }) => [where?.row, facts?.column]),
    [
      [4, 'country'],
      [5, 'valid_from'],
    ],
  );
});

test('an accreditation in the European Learning Model limits what may be awarded', () => {
  const json = JSON.stringify([
    {
      legalName: { el: 'Ακαδημία' },
      country: 'EL',
      eIDASIdentifier: { notation: 'VATEL-000000000' },
      accreditation: [
        {
          title: { en: 'Institutional' },
          accreditingAgent: { legalName: { en: 'HAHE' } },
          decision: { prefLabel: { en: 'positive' } },
          dateIssued: '2023-05-01T00:00:00+03:00',
          limitField: [{ id: 'http://data.europa.eu/snb/isced-f/0613' }],
          limitEQFLevel: [
            { id: 'http://data.europa.eu/snb/eqf/6' },
            { id: 'http://data.europa.eu/snb/eqf/7' },
          ],
        },
      ],
    },
  ]);
  const read = readIssuerTable(Buffer.from(json), 'qdr.json', '2026-09-01');
  assert.ok(read.ok);
  const [issuer] = read.value.issuers;
  assert.equal(issuer?.id, 'VATEL-000000000');
  assert.equal(issuer?.country, 'GR');
  assert.deepEqual(issuer?.awards, [
    { kinds: ['micro-credential', 'degree'], fields: ['0613'], levels: [6, 7] },
  ]);
  assert.deepEqual(issuer?.assurance, [
    { agency: 'HAHE', decision: 'positive', scope: 'Institutional', from: '2023-05-01' },
  ]);
});
