import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readPem, writePem } from '../../shared/sealing/certificate.ts';
import { makeDemoPki } from '../../shared/sealing/demo-pki.ts';
import { prepareTrust } from '../../shared/verifying/trust.ts';
import { verifyFile } from '../../shared/verifying/verify.ts';
import { nodeEngine } from '../engine.ts';
import { writeJointTemplate } from '../seals/sample-joint.ts';
import { openStudio } from '../studio.ts';
import {
  type OpensslAuthority,
  startOpensslAuthority,
  withoutOpenssl,
} from '../timestamp/sample-authority.ts';

const skip = withoutOpenssl();
const UNIVERSITY = join(import.meta.dirname, '../../examples/university');
const PARTNER = { name: 'Pohjolan yliopisto', identifier: 'VATFI-20000002', country: 'FI' };
let authority: OpensslAuthority;
let folder: string;
before(async () => {
  if (skip) return;
  folder = mkdtempSync(join(tmpdir(), 'sealwright-joint-'));
  process.env.SEALWRIGHT_DATA = join(folder, 'data');
  authority = await startOpensslAuthority();
});
after(async () => {
  if (skip) return;
  await authority.close();
  rmSync(folder, { recursive: true });
});

const path = (name: string) => join(folder, name);

interface Institution {
  readonly name: string;
  readonly identifier: string;
  readonly country: string;
}

async function makeSeal(name: string, organisation: Institution, key: 'P-256' | 'RSA-2048') {
  const pki = await makeDemoPki({ engine: nodeEngine, at: new Date(), key, organisation });
  writeFileSync(path(`${name}.p12`), await pki.pkcs12('x'));
  writeFileSync(path(`${name}.pem`), writePem(pki.root));
  for (const [index, crl] of pki.crls.entries()) writeFileSync(path(`${name}-${index}.crl`), crl);
}

/** A degree of two institutions, sealed by both. */
async function sealJointly(): Promise<readonly string[]> {
  const partner = { ...PARTNER, country: { code: 'FIN', label: 'Finland' } };
  const own = writeJointTemplate(path('template.json'), [partner]);
  const rows = readFileSync(join(UNIVERSITY, 'roster.csv'), 'utf8').split('\n');
  writeFileSync(path('roster.csv'), rows.slice(0, 2).join('\n'));
  await makeSeal('first', { ...own, country: 'GR' }, 'P-256');
  await makeSeal('second', PARTNER, 'RSA-2048');
  const desk = openStudio(() => {});
  const issued = await desk['batch.issue']({
    ...{
      template: path('template.json'),
      roster: path('roster.csv'),
      seal: path('first.p12'),
      password: 'x',
    },
    ...{ out: path('one'), exports: ['pdf', 'elmo', 'edc'], dryRun: false },
  });
  assert.ok(issued.ok && issued.value.issued === 1, JSON.stringify(issued));
  const cosigned = await desk['seal.cosign']({
    ...{ files: [path('one/credentials')], seal: path('second.p12'), password: 'x', out: path('two') },
  });
  assert.ok(cosigned.ok && cosigned.value.files === 3, JSON.stringify(cosigned));
  const credentials = path('two/credentials');
  return readdirSync(credentials)
    .filter((name) => /\.(?:pdf|xml|json)$/.test(name))
    .map((name) => join(credentials, name));
}

test('a joint document climbs with both its seals, each read back, neither broken', { skip }, async () => {
  const files = await sealJointly();
  const seals = ['first', 'second'];
  const roots = [...seals.map((name) => path(`${name}.pem`)), authority.root];
  const crls = seals.flatMap((name) => [0, 1].map((index) => path(`${name}-${index}.crl`)));
  const trust = prepareTrust({ roots: roots.flatMap((root) => readPem(new Uint8Array(readFileSync(root)))) });
  const desk = openStudio(() => {});
  for (const to of ['T', 'LT', 'LTA'] as const) {
    const before = new Map(files.map((file) => [file, readFileSync(file)]));
    const raised = await desk['extend.files']({
      ...{ files, register: path('two/register.sqlite'), to, timestamps: [authority.url] },
      ...{ trust: roots, crls: [...crls, authority.crl] },
    });
    assert.ok(raised.ok && raised.value.raised === 3, JSON.stringify(raised));
    for (const file of files) {
      const bytes = new Uint8Array(readFileSync(file));
      const { verdict } = await verifyFile(bytes, trust, new Date(), nodeEngine);
      assert.match(verdict.level ?? '', new RegExp(`-${to}$`), file);
      assert.deepEqual(
        verdict.further?.map(({ level }) => level),
        [verdict.level],
        file,
      );
      if (to !== 'T') assert.equal(verdict.indication, 'TOTAL-PASSED', `${file} ${verdict.reason}`);
      if (file.endsWith('.pdf')) {
        const was = before.get(file) ?? Buffer.of();
        assert.ok(Buffer.from(bytes).subarray(0, was.length).equals(was));
      }
    }
  }
});
