import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAddressForm } from './address-form.ts';

test('words of registries are read, and letters that two countries read differently are not guessed', () => {
  for (const word of ['F', 'weiblich', 'Γυναίκα', 'żeńska', 'Kvinna'])
    assert.equal(readAddressForm(word), 'feminine');
  for (const word of ['M', 'Herr', 'Άνδρας', 'férfi', 'мъж'])
    assert.equal(readAddressForm(word), 'masculine');
  for (const word of ['X', 'divers', 'neutral']) assert.equal(readAddressForm(word), 'neutral');
  for (const word of ['v', 'k', 'ž', 'N', '?']) assert.equal(readAddressForm(word), undefined);
});
