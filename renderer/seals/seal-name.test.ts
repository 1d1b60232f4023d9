import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeOf, sealName } from './seal-name.ts';

test('a seal is called by its file, by what lies on which token, or by whose service it is', () => {
  const token = 'pkcs11:token=My%20token%3B;serial=1;object=si%C3%A8ge;id=%01%ff?module-path=/usr/lib/a.so';
  assert.deepEqual([placeOf(token), sealName(token)], ['token', 'siège · My token;']);
  const service = 'csc:https://seal.example.eu/csc/v2?client_id=a&credential=b';
  assert.deepEqual([placeOf(service), sealName(service)], ['service', 'seal.example.eu']);
  assert.deepEqual([placeOf('/seals/ours.p12'), sealName('/seals/ours.p12')], ['file', 'ours.p12']);
  assert.equal(sealName('pkcs11:object=%E0?module-path=/a.so'), '%E0');
});
