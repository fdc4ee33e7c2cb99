import assert from 'node:assert/strict';
import { readByFormat } from '../../../../dialect/src/functions/read-datetime.ts';
import { SqlError } from '../../../../dialect/src/functions/values.ts';

const read = (text: string, format: string) => readByFormat(text, format).toISOString().replace('.000Z', '');

describe('texts read by a format', () => {
  it('lets a separator of the format stand for any one of the text', () => {
    for (const [text, format] of [
      ['2024/05/17', 'YYYY-MM-DD'],
      ['2024+ MAY 17', 'YYYY/MON DD'],
      ['  2024 +MAY 17', 'YYYY//MON DD'],
      ['2024 the 17th of May', 'YYYY "the" DDth "of" Month'],
    ] as const)
      assert.equal(read(text, format), '2024-05-17T00:00:00', `${text} by ${format}`);
  });

  it('takes as many digits as the pattern is wide where digits follow, all of them elsewhere', () => {
    assert.equal(read('240517', 'YYMMDD'), '2024-05-17T00:00:00');
    assert.equal(read('2024-5-7', 'YYYY-MM-DD'), '2024-05-07T00:00:00');
    assert.equal(read('2024052', 'YYYYDDD'), '2024-02-21T00:00:00');
    assert.throws(() => read('2024 X', 'YYYY MM'), SqlError);
  });

  it('reads ISO weeks by short years, names of days and months, and both halves of the day', () => {
    assert.equal(read('005527', 'IYYIWID'), '2006-01-01T00:00:00');
    assert.equal(read('Fri 1-Jan-1999', 'DY DD MON YYYY'), '1999-01-01T00:00:00');
    assert.equal(read('Friday 17 May 2024 9 PM', 'Day DD Month YYYY HH12 AM'), '2024-05-17T21:00:00');
  });

  it('knows a zone by its hours, by its minutes, and tells its minus from a separator', () => {
    const zoned = 'YYYY-MM-DD HH24:MI TZH';
    assert.equal(read('2024-05-17 11:38 +05', zoned), '2024-05-17T06:38:00');
    assert.equal(read('2024-05-17 11:38 -05', zoned), '2024-05-17T16:38:00');
    // The format's own separator takes this one.
    assert.equal(read('2024-05-17 11:38-05', zoned), '2024-05-17T06:38:00');
    assert.equal(read('2024-05-17 11:38 20', 'YYYY-MM-DD HH24:MI TZM'), '2024-05-17T11:18:00');
  });

  it('counts years before Christ', () => {
    assert.equal(read('44-03-15 BC', 'YYYY-MM-DD BC'), '-000043-03-15T00:00:00');
    assert.equal(read('-44-03-15', 'YYYY-MM-DD'), '-000043-03-15T00:00:00');
  });

  it('leaves out what the text no longer has', () => {
    assert.equal(read('2024', 'YYYY-MM-DD HH24:MI'), '2024-01-01T00:00:00');
  });
});
