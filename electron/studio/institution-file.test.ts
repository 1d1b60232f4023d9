import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { sampleCredential } from '../../shared/credential/sample-credential.ts';
import type { Institution } from '../../shared/institution/institution.ts';
import { checkTemplate } from '../../shared/template/check.ts';
import { newTemplate } from './gallery.ts';
import { readOwnInstitution, saveOwnInstitution } from './institution-file.ts';
import { openTemplate } from './template-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-institution-'));
const institution: Institution = {
  organisation: sampleCredential.award.awardingBody,
  qualityAssurance: sampleCredential.achievement.qualityAssurance,
  serialPattern: 'OWN-{year}-{number:4}',
};

test('nobody has told yet; what was told is kept; what is not fit is refused with its place', async () => {
  const fresh = join(folder, 'fresh');
  assert.deepEqual(await readOwnInstitution(fresh), { ok: true, value: null });
  assert.deepEqual(await saveOwnInstitution(fresh, institution), { ok: true, value: null });
  assert.deepEqual(await readOwnInstitution(fresh), { ok: true, value: institution });

  const unfit = { ...institution, organisation: { ...institution.organisation, eidasIdentifier: '12' } };
  const refused = await saveOwnInstitution(fresh, unfit);
  assert.ok(!refused.ok);
  assert.equal(refused.problems[0].facts?.path, '/organisation/eidasIdentifier');
  assert.deepEqual(await readOwnInstitution(fresh), { ok: true, value: institution });

  const file = join(fresh, 'institution.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('{number:4}', ''));
  const altered = await readOwnInstitution(fresh);
  assert.ok(!altered.ok);
  assert.equal(altered.problems[0].where?.file, file);
});

test('a new template begins in the institution’s own name, and is fit to be issued', async () => {
  const out = join(folder, 'template.json');
  const made = await newTemplate({ name: 'plain', languages: ['en'], out }, institution);
  assert.ok(made.ok);
  const opened = await openTemplate(out);
  assert.ok(opened.ok);
  const { template } = opened.value;
  assert.equal(template.awardingBody.id, institution.organisation.id);
  assert.equal(template.serialPattern, institution.serialPattern);
  assert.deepEqual(template.achievement.qualityAssurance, institution.qualityAssurance);
  assert.deepEqual(checkTemplate(template), []);
});
