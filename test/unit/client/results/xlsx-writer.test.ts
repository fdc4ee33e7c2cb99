import assert from 'node:assert/strict';
import { Decimal128, Int32, Long, ObjectId } from 'bson';
import readWorkbook from 'read-excel-file/node';
import { XlsxWriter } from '../../../../client/src/results/xlsx-writer.ts';

/** The sheets as another program reads them. */
async function sheets(
  names: readonly string[],
  batches: readonly (readonly (readonly unknown[])[])[],
  rowsOfSheet?: number,
): Promise<{ sheet: string; data: unknown[][] }[]> {
  const chunks: Uint8Array[] = [];
  const write = (bytes: string | Uint8Array) => {
    chunks.push(Buffer.from(bytes));
    return Promise.resolve();
  };
  const writer = new XlsxWriter(write, rowsOfSheet);
  await writer.begin(names);
  for (const batch of batches) await writer.rows(batch);
  await writer.end();
  return await readWorkbook(Buffer.concat(chunks), { trim: false });
}

const cells = async (...values: unknown[]): Promise<unknown[] | undefined> => {
  const names = values.map((_, index) => `c${index}`);
  const [first] = await sheets(names, [[values]]);
  return first?.data[1];
};

describe('an export as XLSX', () => {
  it('has a sheet with a heading, and an empty cell for NULL and for what is missing', async () => {
    assert.deepEqual(await sheets(['a', 'b & c', 'd'], [[[null, 1, undefined]], [[true, 'x', false]]]), [
      {
        sheet: 'Rows',
        data: [
          ['a', 'b & c', 'd'],
          [null, 1, null],
          [true, 'x', false],
        ],
      },
    ]);
  });

  it('keeps numbers that a sheet keeps, and writes the others as text', async () => {
    assert.deepEqual(
      await cells(1.5, new Int32(-7), Long.fromString('123456789012345'), Decimal128.fromString('12.50')),
      [1.5, -7, 123456789012345, 12.5],
    );
    assert.deepEqual(
      await cells(
        Long.fromString('9007199254740993'),
        Decimal128.fromString('0.12345678901234567'),
        Decimal128.fromString('1E+400'),
        NaN,
        12345678901234567890n,
      ),
      ['9007199254740993', '0.12345678901234567', '1E+400', 'NaN', '12345678901234567890'],
    );
  });

  it('writes dates as dates in UTC, and as text those that a sheet has no number for', async () => {
    const moment = new Date('2026-11-23T18:00:00Z');
    assert.deepEqual(await cells(moment, new Date('1899-12-31T00:00:00Z')), [
      moment,
      '1899-12-31T00:00:00.000Z',
    ]);
  });

  it('writes documents and arrays as JSON, and ids as their text', async () => {
    const id = new ObjectId();
    assert.deepEqual(await cells({ a: [1] }, [{ b: 'x' }], id), [
      '{"a":[1]}',
      '[{"b":"x"}]',
      id.toHexString(),
    ]);
  });

  it('brings texts through: markup, space at the ends, lines, text that reads as a formula', async () => {
    const texts = ['<a>&"', ' x ', 'a\nb', '=1+1'];
    const [sheet] = await sheets(['a', 'b', 'c', 'd'], [[texts]]);
    assert.deepEqual(sheet?.data[1], ['<a>&"', ' x ', 'a\nb', '=1+1']);
  });

  it('begins the next sheet behind the last row of one, with the heading again', async () => {
    const rows = [1, 2, 3, 4, 5].map((n) => [n]);
    assert.deepEqual(await sheets(['n'], [rows.slice(0, 3), rows.slice(3)], 3), [
      { sheet: 'Rows', data: [['n'], [1], [2]] },
      { sheet: 'Rows 2', data: [['n'], [3], [4]] },
      { sheet: 'Rows 3', data: [['n'], [5]] },
    ]);
  });

  it('tells where a sheet has too few columns', async () => {
    await assert.rejects(
      sheets(
        Array.from({ length: 16_385 }, (_, n) => `c${n}`),
        [],
      ),
      /16384 columns at most/,
    );
  });

  it('rejects with what the file says', async () => {
    const writer = new XlsxWriter(() => Promise.reject(new Error('no space left')));
    await assert.rejects(async () => {
      await writer.begin(['a']);
      for (let n = 0; n < 200; n++) await writer.rows(Array.from({ length: 500 }, () => [Math.random()]));
      await writer.end();
    }, /no space left/);
  });
});
