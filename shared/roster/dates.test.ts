import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dateOrder, readDate } from './dates.ts';

const read = (value: string, order = dateOrder([value])) => {
  const reading = readDate(value, order);
  return reading.kind === 'day' ? reading.date : reading.kind;
};

for (const [value, day] of [
  ['2001-02-03', '2001-02-03'],
  ['2001-02-03 00:00:00', '2001-02-03'],
  ['2001-02-03T00:00:00', '2001-02-03'],
  ['2001. 02. 03.', '2001-02-03'],
  ['3.2.2001', '2001-02-03'],
  ['03. 02. 2001', '2001-02-03'],
  ['03/02/2001', '2001-02-03'],
  ['3-2-2001', '2001-02-03'],
  ['29.02.2000', '2000-02-29'],
  ['29.02.1900', 'impossible'],
  ['31/04/2001', 'impossible'],
  ['2001-13-01', 'impossible'],
  ['00.00.2001', 'impossible'],
  ['3.2.01', 'unreadable'],
  ['36925', 'unreadable'],
  ['3 February 2001', 'unreadable'],
  ['2001-02.03', 'unreadable'],
  ['2001-02-03 14:30', 'unreadable'],
] as const) {
  test(`${value} is ${day}`, () => {
    assert.equal(read(value), day);
  });
}

test('slashed dates are decided for the column as a whole', () => {
  assert.equal(dateOrder(['03/02/2001', '04/05/2001']), 'day-first');
  assert.equal(dateOrder(['03/02/2001', '02/13/2001']), 'month-first');
  assert.equal(read('03/02/2001', 'month-first'), '2001-03-02');
});

test('a column that contradicts itself is read as Europe writes, and its odd values are impossible', () => {
  const order = dateOrder(['02/13/2001', '13/02/2001']);
  assert.equal(order, 'day-first');
  assert.equal(read('02/13/2001', order), 'impossible');
});

test('dots never follow a month-first column', () => {
  assert.equal(read('03.02.2001', 'month-first'), '2001-02-03');
});

test('every day that Intl writes in a European manner is read back', () => {
  const written = ['de', 'cs', 'fi', 'hu', 'lt', 'sv', 'nl', 'fr', 'el', 'pt', 'sk', 'bg'].map(
    (language) =>
      new Intl.DateTimeFormat(language, {
        day: '2-digit',
        month: '2-digit',
        year: 'numeric',
        timeZone: 'UTC',
      }),
  );
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
      fc.constantFrom(...written),
      (date, format) => {
        // Bulgarian adds "г.", the year's abbreviation.
        const value = format.format(date).replace(/\s*г\.$/, '');
        assert.equal(read(value, 'day-first'), date.toISOString().slice(0, 10), value);
      },
    ),
  );
});
