/**
 * Test vectors of the list of trusted issuers, into docs/vectors/issuer-list: `node e2e/issuer-list-vectors.ts && npm run format`. The key is
 * made for them and gone afterwards.
 */
import { writeFile } from 'node:fs/promises';
import { nodeEngine } from '../electron/engine.ts';
import { encodeBase64 } from '../shared/sealing/base64.ts';
import { writePem } from '../shared/sealing/certificate.ts';
import { makeSampleSeal } from '../shared/sealing/sample-seal.ts';
import { leaveOut, takeUp } from '../shared/trust/issuers/change.ts';
import { sealIssuerList } from '../shared/trust/issuers/export.ts';
import { NO_ISSUERS, type TrustedIssuer } from '../shared/trust/issuers/issuer.ts';

const FOLDER = new URL('../docs/vectors/issuer-list/', import.meta.url);
const AT = '2026-09-01T08:00:00Z';

const seal = await makeSampleSeal('ES256', 'Vector of the list of trusted issuers');

const university: TrustedIssuer = {
  ...{ id: 'VATBE-0000000097', name: 'Halcyon “Ω” & Sons <Academy>', kind: 'institution', country: 'BE' },
  legalIdentifier: 'VATBE-0000000097',
  identifiers: ['DEQARINST9999', 'B  HALCYON01'],
  website: 'https://halcyon.example/?a=1&b=2',
  awards: [
    { kinds: ['micro-credential'], fields: ['061', '02'], levels: [5, 6] },
    { kinds: ['micro-credential', 'degree'], levels: [7] },
  ],
  assurance: [
    {
      ...{ agency: 'Agency “A”', decision: 'positive', from: '2020-02-29', until: '2028-02-29' },
      ...{ scope: 'MSc <Robotics> & more', report: 'https://agency.example/r/1' },
    },
    { agency: 'Agency B', decision: 'conditional', from: '2025-01-31' },
  ],
  certificates: seal.chain.map(encodeBase64),
  since: '2026-08-01',
  origin: { how: 'added' },
};
/** Known by its name alone, and withdrawn. */
const provider: TrustedIssuer = {
  ...{ id: 'IE:Ceol é', name: 'Ceol é', kind: 'non-formal', country: 'IE', identifiers: [] },
  ...{ awards: [], assurance: [], certificates: [], since: '2024-02-29', until: '2027-12-31' },
  origin: { how: 'table', by: 'deqar.csv' },
};
const left = { ...provider, id: 'NO:Left out', name: 'Left out', country: 'NO' };

const first = takeUp(NO_ISSUERS, [left], '2026-08-01T08:00:00Z', nodeEngine);
const second = takeUp(first, [university, provider], '2026-08-20T08:00:00Z', nodeEngine);
const register = leaveOut(second, left.id, '2026-08-31T08:00:00Z', nodeEngine);

const facts = {
  operator: { name: 'Halcyon Desk', country: 'BE' },
  issued: AT,
  nextUpdate: '2027-03-01T08:00:00Z',
};
for (const form of ['xml', 'json'] as const)
  await writeFile(
    new URL(`list.${form}`, FOLDER),
    await sealIssuerList(register, form, facts, seal, nodeEngine),
  );
await write('says', {
  version: register.version,
  operator: facts.operator,
  nextUpdate: facts.nextUpdate,
  issuers: register.issuers,
});
await writeFile(new URL('signer.pem', FOLDER), writePem(seal.chain[0]));

/** Changes of the first issuer that no reader takes. */
await write('refused', [
  { why: 'a day that no calendar has', issuer: { ...university, since: '2026-02-30' } },
  { why: '29 February of a common year', issuer: { ...university, until: '2027-02-29' } },
  {
    why: 'an impossible day of a decision',
    issuer: { ...university, assurance: [{ agency: 'A', decision: 'positive', from: '2026-04-31' }] },
  },
  {
    why: 'a decision that is none',
    issuer: { ...university, assurance: [{ agency: 'A', decision: 'perhaps', from: '2026-04-30' }] },
  },
  { why: 'a kind that is none', issuer: { ...university, kind: 'bank' } },
  { why: 'a country by its name', issuer: { ...university, country: 'Belgium' } },
  { why: 'an award of nothing', issuer: { ...university, awards: [{ kinds: [] }] } },
  { why: 'an unknown kind of credential', issuer: { ...university, awards: [{ kinds: ['diploma'] }] } },
  { why: 'a ninth level', issuer: { ...university, awards: [{ kinds: ['degree'], levels: [9] }] } },
  { why: 'a field in words', issuer: { ...university, awards: [{ kinds: ['degree'], fields: ['ICT'] }] } },
  { why: 'no name', issuer: { ...university, name: '' } },
  { why: 'an issuer that stands there already', issuer: { ...university, id: provider.id } },
]);

async function write(name: string, value: unknown): Promise<void> {
  await writeFile(new URL(`${name}.json`, FOLDER), `${JSON.stringify(value, null, 2)}\n`);
}
