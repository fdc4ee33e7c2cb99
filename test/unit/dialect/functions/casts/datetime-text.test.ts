import assert from 'node:assert/strict';
import {
  printTimestamp,
  readDateTime,
  readTime,
} from '../../../../../dialect/src/functions/casts/datetime-text.ts';
import type { DateTimeKind } from '../../../../../dialect/src/functions/casts/datetime-text.ts';
import { canonicalZone, localToUtc } from '../../../../../dialect/src/functions/casts/time-zone.ts';
import { SqlError } from '../../../../../dialect/src/functions/values.ts';

const now = new Date('2024-02-29T10:30:05Z');
const read = (text: string, kind: DateTimeKind = 'timestamp') =>
  printTimestamp(readDateTime(text, kind, now));

describe('dates as text', () => {
  it('reads the forms that PostgreSQL reads', () => {
    const forms = [
      '1999-01-08',
      '19990108',
      'January 8, 1999',
      '1999-Jan-08',
      '08-Jan-1999',
      '1/8/1999',
      'Jan 8 1999',
      'J2451187',
      'Jan-08-1999',
      '1999 01 08',
      '01 08 99',
      '08 Jan 1999',
    ];
    assert.deepEqual(
      forms.map((text) => read(text)),
      forms.map(() => '1999-01-08 00:00:00'),
    );
    assert.equal(read('1999-01-08 04:05:06.789'), '1999-01-08 04:05:06.789');
    assert.equal(read('1999-01-08 04:05 PM'), '1999-01-08 16:05:00');
    assert.equal(read('0099-01-08 BC'), '0099-01-08 00:00:00 BC');
  });

  it('knows zones only where the type has one', () => {
    assert.equal(read('2024-02-29 10:00+02', 'timestamptz'), '2024-02-29 08:00:00');
    assert.equal(read('2024-02-29 10:00+02'), '2024-02-29 10:00:00');
    assert.equal(read('2024-07-01 10:00 America/New_York', 'timestamptz'), '2024-07-01 14:00:00');
    assert.equal(read('2024-02-29 10:00 PST', 'timestamptz'), '2024-02-29 18:00:00');
    assert.equal(read('2024-02-29 10:00 PST DST', 'timestamptz'), '2024-02-29 17:00:00');
    assert.equal(read('2024-02-29 allballs', 'timestamptz'), '2024-02-29 00:00:00');
    assert.equal(read('J2451187.5-08', 'timestamptz'), '1999-01-08 20:00:00');
    // Behind a name an offset counts west, as POSIX has it.
    assert.equal(read('2024-02-29 10:00 GMT-4', 'timestamptz'), '2024-02-29 06:00:00');
  });

  it('reads words by the clock of the statement', () => {
    assert.equal(read('today', 'date'), '2024-02-29 00:00:00');
    assert.equal(read('tomorrow', 'date'), '2024-03-01 00:00:00');
    assert.equal(read('tomorrow 16:00'), '2024-03-01 16:00:00');
    assert.equal(read('now'), '2024-02-29 10:30:05');
    assert.equal(read('epoch'), '1970-01-01 00:00:00');
    assert.equal(read('-infinity'), '-infinity');
  });

  it('refuses days that are not, quoting them', () => {
    for (const text of ['2023-02-29', '2024-13-01', 'abc', '', '2024-01-01 25:00']) {
      assert.throws(
        () => read(text),
        (error) => error instanceof SqlError && error.message.includes(`'${text}'`),
      );
    }
  });

  it('makes a time canonical', () => {
    assert.equal(readTime('9:05 pm'), '21:05:00');
    assert.equal(readTime('040506'), '04:05:06');
    assert.equal(readTime('T040506.789+08'), '04:05:06.789');
    assert.equal(readTime('02:03 PST'), '02:03:00');
    assert.equal(readTime('23:59:59.9999999'), '24:00:00');
    assert.throws(() => readTime('25:00'), SqlError);
  });
});

describe('time zones', () => {
  it('takes names in any case, abbreviations and offsets', () => {
    assert.equal(canonicalZone('europe/paris'), 'Europe/Paris');
    assert.equal(canonicalZone('pst'), '-08:00');
    assert.equal(canonicalZone('+2'), '+02:00');
    // AT TIME ZONE '+2' is west of Greenwich, as POSIX has it.
    assert.equal(canonicalZone('+2', true), '-02:00');
    assert.equal(canonicalZone('Atlantis/Center'), undefined);
  });

  it('takes a local time that the clocks leap over as if they had not', () => {
    const leapt = Date.UTC(2024, 2, 31, 2, 30);
    assert.equal(new Date(localToUtc(leapt, 'Europe/Paris')).toISOString(), '2024-03-31T01:30:00.000Z');
  });
});
