import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LANGUAGES } from '../language.ts';
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
  ['20010203', '2001-02-03'],
  ['20011303', 'impossible'],
  ['1.6.1999 г.', '1999-06-01'],
  ['01.06.1999г.', '1999-06-01'],
  ['13 април 2001 г.', '2001-04-13'],
  ['3 February 2001', '2001-02-03'],
  ['February 3rd, 2001', '2001-02-03'],
  ['03-Feb-2001', '2001-02-03'],
  ['3 ΦΕΒΡΟΥΑΡΙΟΥ 2001', '2001-02-03'],
  ['2001 m. vasario 3 d.', '2001-02-03'],
  ['31 février 2001', 'impossible'],
  // November in Polish, October in Croatian.
  ['3 listopada 2001', 'unreadable'],
  ['3 Feb 01', 'unreadable'],
  ['3 Smarch 2001', 'unreadable'],
  ['3 February 2001 or 2002', 'unreadable'],
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
        const value = format.format(date);
        assert.equal(read(value, 'day-first'), date.toISOString().slice(0, 10), value);
      },
    ),
  );
});

test('a month in words is read in every official language, or not at all where two mean different months by it', () => {
  const unread = new Set<string>();
  for (const language of LANGUAGES) {
    const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
    for (let month = 0; month < 12; month++) {
      const written = format.format(Date.UTC(2001, month, 13));
      const day = read(written);
      if (day === 'unreadable') unread.add(written);
      else assert.equal(day, `2001-${String(month + 1).padStart(2, '0')}-13`, written);
    }
  }
  assert.deepEqual([...unread], ['13. listopada 2001.', '13 listopada 2001']);
});
