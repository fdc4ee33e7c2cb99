import assert from 'node:assert/strict';
import { printInterval, readInterval } from '../../../../../dialect/src/functions/casts/interval-text.ts';
import { SqlError } from '../../../../../dialect/src/functions/values.ts';

const texts: readonly (readonly [text: string, shown: string, field?: string])[] = [
  ['90 days', '90 days'],
  ['1 year 2 mons -3 days +04:05:06.7', '1 year 2 mons -3 days +04:05:06.7'],
  ['1-2', '1 year 2 mons'],
  ['-1-2', '-1 years -2 mons'],
  ['1 2:03:04', '1 day 02:03:04'],
  ['-1 +02:03', '-1 days +02:03:00'],
  ['@ 5 hours ago', '-05:00:00'],
  ['P1Y2M3DT4H5M6S', '1 year 2 mons 3 days 04:05:06'],
  ['P0001-02-03T04:05:06', '1 year 2 mons 3 days 04:05:06'],
  ['1.5 months', '1 mon 15 days'],
  ['1.5 days', '1 day 12:00:00'],
  ['10 ms', '00:00:00.01'],
  ['7', '00:00:07'],
  ['3', '3 days', 'day'],
  ['3', '3 mons', 'month'],
  ['1 2:03', '1 day 02:00:00', 'day to hour'],
  ['2:03', '00:02:03', 'minute to second'],
  ['1 2:03:04.567', '1 day 02:03:04.57', 'day to second(2)'],
  ['infinity', 'infinity'],
  ['0', '00:00:00'],
];

describe('intervals as text', () => {
  for (const [text, shown, field] of texts) {
    it(`'${text}'${field ? ` ${field}` : ''} is ${shown}`, () => {
      assert.equal(printInterval(readInterval(text, field)), shown);
    });
  }

  it('refuses what is none, quoting it', () => {
    for (const text of ['', 'abc', '1 fortnight', 'day', '1:2:3:4 x']) {
      assert.throws(
        () => readInterval(text),
        (error) => error instanceof SqlError && error.message.includes(text),
      );
    }
  });

  it('orders by 30 days a month and 24 hours a day', () => {
    assert.equal(readInterval('1 month').span, readInterval('30 days').span);
    assert.equal(Object.keys(readInterval('1 day'))[0], 'span');
  });
});
