import assert from 'node:assert/strict';
import { aggregate } from '../../../../client/src/run/in-process/aggregate.ts';
import { lowerByFormat } from '../../../../dialect/src/functions/lower-read-datetime.ts';
import { readByFormat } from '../../../../dialect/src/functions/read-datetime.ts';
import { raisedMessage } from '../../../../dialect/src/functions/raise.ts';
import { SqlError } from '../../../../dialect/src/functions/values.ts';

function lowered(format: string): { readonly expression: unknown; readonly refused: readonly string[] } {
  const refused: string[] = [];
  let names = 0;
  const context = {
    serverVersion: [7, 0, 0],
    fresh: (hint: string) => `${hint}${(names += 1)}`,
    refuse: (reason: string) => void refused.push(reason),
  };
  return { expression: lowerByFormat(format, '$text', context), refused };
}

/** What a row gives: the instant, or the sentence that it fails with. */
function perRow(text: string, expression: unknown): string {
  try {
    const [row] = aggregate([{ text }], [{ $project: { at: expression } }]);
    return (row!['at'] as Date).toISOString();
  } catch (error) {
    return raisedMessage(String(error))?.sentence.trim() ?? String(error);
  }
}

function folded(text: string, format: string): string {
  try {
    return readByFormat(text, format).toISOString();
  } catch (error) {
    if (error instanceof SqlError) return error.message;
    throw error;
  }
}

const formats = [
  'DD/MM/YYYY',
  'DD Mon YYYY',
  'FMMonth FMDD, YYYY',
  'Month DD, YYYY HH12:MI AM',
  'YYYYMMDD',
  'YYYYMMDDHH24MISS',
  'YYYY-MM-DD HH24:MI:SS.MS',
  'YYYY-MM-DD"T"HH24:MI:SS',
  'YYYY "the" DDth "of" Month',
  'DD" de "Mon YYYY',
  'Day DD Month YYYY HH a.m.',
  'DD-MM-YY',
  'Y YYY',
  'YYYY-DDD',
  'DD.RM.YYYY',
  'YYYY/MM/DD SSSSS',
  'HH24:MI:SS.US',
  'Dy, DD Mon YYYY PM HH12',
];

const texts = [
  '29/02/2024',
  '5/3/2024',
  '31/04/2024',
  '05 Dec 2000',
  '5 sept 2000',
  'March 5, 2021',
  'march 5, 2021 03:15 pm',
  'Mar 5 2021 12:15 AM',
  'March 5, 2021 13:15 PM',
  '20240229',
  '2024 Mar',
  '20240229103005',
  '2024-02-29 10:30:05.25',
  '2024-2-9T1:3:5',
  '2024-02-29 24:00:00',
  '  2024 +MAY 17',
  '2024 the 17th of May',
  '5 de Mar 2024',
  '5de  Mar  2024',
  'Friday 17 May 2024 9 p.m.',
  'Fri, 17 May 2024 AM 12',
  '7-3-99',
  '7-3-520',
  '2023-366',
  '2024-366',
  '17.viii.1999',
  '2024/05/17 3600',
  '2024/05/17 x',
  '10:30:05.0015',
  '12345678901',
  'soon',
];

describe('texts read by a format for each row', () => {
  for (const format of formats)
    it(`gives by ${format} what a constant gives`, () => {
      const { expression, refused } = lowered(format);
      assert.deepEqual(refused, []);
      for (const text of texts) assert.equal(perRow(text, expression), folded(text, format), `'${text}'`);
    });

  it('says which formats are read from constants only', () => {
    for (const format of ['IYYY-IW', 'FXYYYY-MM', 'J', 'YYYY TZH', ''])
      assert.deepEqual(lowered(format).refused, [
        `The format '${format}' has a pattern that works on constants only.`,
      ]);
  });
});
