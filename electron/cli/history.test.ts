import assert from 'node:assert/strict';
import { test } from 'node:test';
import { registerShowCommand } from './commands/register.ts';

test('all that happened to a credential is told in the order of time, with what stands in its place', async () => {
  const record = {
    ...{
      id: 'urn:uuid:1',
      serial: 'A-1',
      name: 'Ina',
      title: 'T',
      awardedOn: '2026-01-01',
      status: 'superseded',
    },
    ...{ templateId: 'urn:t', templateVersion: 3, batch: 'b', files: [], issuedAt: '2026-01-02T08:00:00Z' },
    history: [
      { number: 1, kind: 'suspended', reason: 'review', ground: 'D 1', at: '2026-01-03T08:00:00Z' },
      {
        ...{ number: 2, kind: 'superseded', reason: 'error', ground: '', at: '2026-01-05T08:00:00Z' },
        replacement: 'urn:uuid:2',
      },
    ],
    prints: [{ number: 1, way: 'printer', copy: 1, at: '2026-01-04T08:00:00Z' }],
  };
  const lines: string[] = [];
  const voice = { object: () => {}, line: (line: string) => void lines.push(line) };
  const ready = registerShowCommand.prepare({ register: 'r.sqlite' }, ['A-1']);
  assert.ok(ready.ok);
  const counter = { ask: async () => ({ ok: true, value: record }), voice, hear: () => {} };
  assert.equal(await ready.value(counter as never), 0);
  assert.deepEqual(
    lines.slice(2).map((line) => line.trim()),
    [
      '2026-01-02T08:00:00Z  issued',
      '2026-01-03T08:00:00Z  suspended (review): D 1',
      '2026-01-04T08:00:00Z  printed (printer) 1',
      '2026-01-05T08:00:00Z  superseded by urn:uuid:2 (error)',
    ],
  );
});
