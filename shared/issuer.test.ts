import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { nodeEngine } from '../electron/engine.ts';
import { sealerOf } from './issuer.ts';
import type { Certificate, DistinguishedName } from './sealing/certificate.ts';
import { readTemplate } from './template/parse.ts';
import type { Template } from './template/template.ts';

const file = new URL('../examples/university/template.json', import.meta.url);
const read = readTemplate(new Uint8Array(readFileSync(file)));
if (!read.ok) throw new Error(read.problems[0].code);
const template: Template = read.value;
const { awardingBody } = template;

/** The issuer is read from the subject alone. */
function certificateOf(subject: Omit<DistinguishedName, 'text'>): Certificate {
  return { subject: { text: '', ...subject } } as Certificate;
}

const own = {
  organisation: awardingBody.legalName.en ?? '',
  organizationIdentifier: awardingBody.eidasIdentifier,
  country: 'GR',
};
const other = {
  organisation: 'Universität Beispielstadt',
  organizationIdentifier: 'VATDE-123456789',
  country: 'DE',
};

test('with the awarding body’s own seal it is the issuer, as the template has it', () => {
  for (const country of ['GR', 'EL']) {
    const sealer = sealerOf(template, certificateOf({ ...own, country }), nodeEngine);
    assert.equal(sealer.ok && sealer.value.issuer, awardingBody);
    assert.deepEqual(sealer.ok && sealer.value.notices, []);
  }
});

test('with another institution’s seal that institution is the issuer, and the clerk is told', () => {
  const sealer = sealerOf(template, certificateOf(other), nodeEngine);
  assert.ok(sealer.ok);
  const { issuer, notices } = sealer.value;
  assert.equal(issuer.eidasIdentifier, other.organizationIdentifier);
  assert.deepEqual(new Set(Object.values(issuer.legalName)), new Set([other.organisation]));
  assert.deepEqual(issuer.country.label, { en: 'Germany', el: 'Γερμανία', bg: 'Германия' });
  assert.equal(notices[0]?.code, 'credential.issuer-differs');
});

test('its id is a UUID, the same for the same identifier and different for another', () => {
  const idWith = (organizationIdentifier: string) => {
    const sealer = sealerOf(template, certificateOf({ ...other, organizationIdentifier }), nodeEngine);
    return sealer.ok ? sealer.value.issuer.id : '';
  };
  // RFC 9562 clauses 4.1 and 4.2: variant 10, version 8.
  assert.match(
    idWith('VATDE-1'),
    /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  assert.equal(idWith('VATDE-1'), idWith('VATDE-1'));
  assert.notEqual(idWith('VATDE-1'), idWith('VATDE-2'));
});

for (const lacking of ['organisation', 'organizationIdentifier', 'country'] as const) {
  test(`a certificate without ${lacking} cannot be an issuer's`, () => {
    const { [lacking]: _, ...subject } = other;
    const sealer = sealerOf(template, certificateOf(subject), nodeEngine);
    assert.equal(!sealer.ok && sealer.problems[0].code, 'seal.organisation-missing');
  });
}
