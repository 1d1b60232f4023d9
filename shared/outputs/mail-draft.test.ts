import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isMailAddress, writeDraft } from './mail-draft.ts';

const DRAFT = {
  from: 'registry@halcyon.example',
  to: { name: 'Ödön Ångström-Papadopoulou', address: 'odon@learners.example' },
  subject: 'Ваше удостоверение: „Приложна статистика за държавни служители, ниво 7“',
  text: 'Уважаеми Ödön,\nприложено е удостоверението.',
  language: 'bg',
  at: new Date('2026-06-30T10:00:00Z'),
  id: '0b9f4a52-9f39-4c3e-8a53-000000000001',
  attachments: [
    { name: 'HU-2026-1.pdf', mediaType: 'application/pdf', bytes: new Uint8Array(200).fill(7) },
    { name: 'Ödön Ångström.json', mediaType: 'application/jose+json', bytes: new Uint8Array([1, 2]) },
  ],
} as const;
const message = Buffer.from(writeDraft(DRAFT)).toString('latin1');

test('every line is ASCII, ended by CRLF and within the bounds of RFC 5322', () => {
  assert.doesNotMatch(message, /[^\x20-\x7e\r\n]/);
  assert.doesNotMatch(message, /(?<!\r)\n|\r(?!\n)/);
  for (const line of message.split('\r\n')) assert.ok(line.length <= 78, line);
  assert.match(message, /^X-Unsent: 1\r$/m);
});

test('encoded words divide no letter and are at most 75 characters', () => {
  const words = message.match(/=\?UTF-8\?B\?[^?]*\?=/g) ?? [];
  assert.ok(words.length > 3);
  const strict = new TextDecoder('utf-8', { fatal: true });
  for (const line of message.split('\r\n')) if (line.includes('=?')) assert.ok(line.length <= 76, line);
  const told = words.map((word) => {
    assert.ok(word.length <= 75);
    return strict.decode(Buffer.from(word.slice(10, -2), 'base64'));
  });
  assert.ok(told.join('').includes(DRAFT.subject));
});

test('no value begins a header of its own', () => {
  const evil = writeDraft({
    ...DRAFT,
    subject: 'x\r\nBcc: all@world.example',
    to: { ...DRAFT.to, name: 'a\nB: c' },
  });
  const head = Buffer.from(evil).toString('latin1').split('\r\n\r\n')[0] ?? '';
  assert.doesNotMatch(head, /^(Bcc|B):/m);
});

test('an address is one that every server takes', () => {
  for (const good of ['a@b.example', "o'neill+x@mail.uni.example"]) assert.ok(isMailAddress(good), good);
  for (const bad of [
    'a@b',
    'a b@c.example',
    'ö@b.example',
    'a@b.example\r\nBcc: c@d.example',
    '<a@b.example>',
    '.a@b.example',
  ]) {
    assert.ok(!isMailAddress(bad), bad);
  }
});
