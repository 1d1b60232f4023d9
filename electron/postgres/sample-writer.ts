import { randomInt } from 'node:crypto';
import { openSharedRegister } from './open-shared.ts';
import { sampleClaim, sampleEntry } from './sample-entries.ts';

/**
 * A program that enters the planned rows of a batch, some at a time, until none is left, and says which it has entered. Others
 * like it do the same beside it; a row that one of them was quicker with is refused, and looked at no more.
 */
const [, , place = '', batch = ''] = process.argv;
const SHEAF = 4;

const register = await openSharedRegister(place);
for (;;) {
  const planned = [...(await register.rowsIn(batch, 'planned'))];
  if (planned.length === 0) break;
  const from = randomInt(planned.length);
  const given = await register.reserve(planned.slice(from, from + SHEAF).map((row) => sampleClaim(row)));
  const mine = given.flatMap((one) => ('number' in one ? [one] : []));
  try {
    await register.append(mine.map(({ row, number }) => sampleEntry(row, number)));
    for (const { row } of mine) process.stdout.write(`${row}\n`);
  } catch (cause) {
    if (!/never replaced|duplicate key/.test(String(cause))) throw cause;
  }
}
await register.close();
