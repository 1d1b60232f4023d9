import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DiaryEntry } from '../../shared/desk/diary.ts';
import type { ShelvedTemplate } from '../../shared/desk/shelf.ts';
import { whatNext } from './next.ts';

const NOW = Date.parse('2027-01-01T00:00:00Z');
const REGISTER = '/desk/register.sqlite';

function ends(kind: DiaryEntry['kind'], until: string, of = REGISTER): DiaryEntry {
  return { kind, of, until: `${until}T00:00:00Z` };
}

test('tells in good time what ends, and what has ended, of this register alone', () => {
  const diary = [
    ends('seal', '2026-12-31', '/desk/old.p12'),
    ends('status', '2027-01-10'),
    ends('seal', '2027-02-20', 'pkcs11:token=desk'),
    ends('extension', '2027-03-20'),
    ends('seal', '2027-03-05', '/desk/new.p12'),
    ends('status', '2027-01-02', '/desk/another.sqlite'),
  ];
  assert.deepEqual(
    whatNext(diary, [], REGISTER, NOW).map(({ kind }) => kind),
    ['seal.over', 'status', 'seal', 'extension'],
  );
});

test('tells the three drafts that were changed last, and nothing that is settled', () => {
  const states = ['draft', 'sealed', 'draft', 'signed', 'missing', 'draft', 'draft'] as const;
  const templates = states.map((state, index): ShelvedTemplate => ({ path: `/${index}`, name: 'x', state }));
  assert.deepEqual(
    whatNext([], templates, undefined, NOW).map((next) => next.kind === 'draft' && next.template.path),
    ['/0', '/2', '/5'],
  );
});
