import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COMMANDS } from './commands.ts';

const prepared = (name: string, values: Readonly<Record<string, string>>) => {
  const command = COMMANDS.find((each) => each.name === name);
  assert.ok(command);
  return command.prepare({ register: 'register.sqlite', ...values }, []);
};

for (const [name, others] of [
  ['register find', { template: 'urn:template', batch: 'b' }],
  ['figures', { by: 'kind' }],
] as const) {
  test(`${name} takes days that the calendar has, and says of which option another is`, () => {
    assert.equal(prepared(name, { ...others, from: '2024-02-29', until: '2024-03-01' }).ok, true);
    for (const day of ['2025-02-29', '2025', 'x', '']) {
      const told = prepared(name, { ...others, from: '2024-02-29', until: day });
      assert.deepEqual(!told.ok && told.problems, [
        { code: 'usage.value-wrong', facts: { option: '--until', value: day } },
      ]);
    }
  });
}
