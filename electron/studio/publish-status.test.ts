import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { compactVerify, importX509 } from 'jose';
import { askHere } from '../port.ts';
import { makeDemoSeal } from '../seals/demo-seal.ts';
import { openStudio } from '../studio.ts';
import { inRegister } from './register-changes.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/university/', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'sealwright-status-'));
after(() => rmSync(root, { recursive: true, force: true }));
const at = (name: string) => join(root, name);
const ask = askHere(openStudio(() => {}));
const register = at('out/register.sqlite');
const seal = { seal: at('demo-seal.p12'), password: 'status' };

test('what is published says of each place what the register says, and until when', async () => {
  const organisation = { name: 'Halcyon University', identifier: 'VATEL-099999990', country: 'GR' };
  await makeDemoSeal(root, { at: new Date(), password: 'status', organisation });
  const roster = readFileSync(join(EXAMPLE, 'roster.csv'), 'utf8').split('\n').slice(0, 5);
  writeFileSync(at('roster.csv'), roster.join('\n'));
  const issued = await ask('batch.issue', {
    ...{ template: join(EXAMPLE, 'template.json'), roster: at('roster.csv'), out: at('out'), dryRun: false },
    ...{ ...seal, exports: ['vc-jwt'] },
  });
  assert.ok(issued.ok && issued.value.issued === 4, JSON.stringify(issued));
  const entries = inRegister(register, ({ find, show }) =>
    find({ search: '', offset: 0, limit: 9 }).entries.map(({ id, serial }) => ({ serial, ...show(id) })),
  );
  const why = { register, reason: 'review', ground: 'Decision 1' } as const;
  const [revoked, suspended] = entries;
  for (const [kind, one] of [
    ['revoked', revoked],
    ['suspended', suspended],
  ] as const) {
    assert.ok((await ask('register.change', { ...why, kind, credentials: [one?.serial ?? ''] })).ok);
  }
  const published = await ask('status.publish', { register, ...seal, out: at('lists'), days: 7 });
  assert.ok(published.ok, JSON.stringify(published));
  const [jwt = '', , table = ''] = published.value.files;

  const jws = readFileSync(jwt, 'utf8');
  const { x5c } = JSON.parse(Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString()) as {
    x5c: string[];
  };
  const key = await importX509(`-----BEGIN CERTIFICATE-----\n${x5c[0]}\n-----END CERTIFICATE-----`, 'ES256');
  const { payload } = await compactVerify(jws, key);
  const { validFrom, validUntil, credentialSubject } = JSON.parse(new TextDecoder().decode(payload));
  assert.equal(Date.parse(validUntil) - Date.parse(validFrom), 7 * 86_400_000);
  const bits = gunzipSync(Buffer.from(credentialSubject.encodedList.slice(1), 'base64url'));
  const set = ({ statusList }: (typeof entries)[number]) => {
    const index = statusList?.index ?? -1;
    return ((bits[index >> 3] ?? 0) >> (7 - (index % 8))) & 1;
  };
  assert.deepEqual(entries.map(set), [1, 1, 0, 0]);

  const place = (one = revoked) => `${one?.statusList?.listUrl},${one?.statusList?.index}`;
  assert.deepEqual(readFileSync(table, 'utf8').split('\r\n'), [
    'list,index,status,validFrom,validUntil',
    `${place()},revoked,${validFrom},${validUntil}`,
    `${place(suspended)},suspended,${validFrom},${validUntil}`,
    '',
  ]);

  writeFileSync(at('file'), '');
  const nowhere = await ask('status.publish', { register, ...seal, out: at('file'), days: 7 });
  assert.equal(nowhere.ok ? '' : nowhere.problems[0].code, 'file.not-writable');
});
