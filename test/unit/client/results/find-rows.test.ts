import assert from 'node:assert/strict';
import { Decimal128, ObjectId } from 'bson';
import type { Wanted } from '../../../../client/src/messages/results.ts';
import { RowSearch } from '../../../../client/src/results/find-rows.ts';
import type { Row } from '../../../../client/src/results/row.ts';

const never = new AbortController().signal;
const wanted = (text: string, columns = [0, 1], matchCase = false): Wanted => ({ text, columns, matchCase });

const searched = (rows: readonly Row[], revision = 0) => ({
  length: rows.length,
  revision,
  slice: (from: number, to: number) => rows.slice(from, to),
});

async function countOf(rows: readonly Row[], what: Wanted): Promise<number> {
  const search = new RowSearch(searched(rows), what);
  await search.count(never, () => undefined);
  assert.equal(search.searched, rows.length);
  return search.matches;
}

describe('a text that is looked for in rows', () => {
  it('is found whatever the type, in full and however long', async () => {
    const id = new ObjectId('65f0c0ffee65f0c0ffee65f0');
    const rows: Row[] = [
      [id, Decimal128.fromString('1.50')],
      [new Date(0), { deep: [{ city: 'Bern' }] }],
      [null, undefined],
      [`${'x'.repeat(1000)}needle`, 'Straße'],
    ];
    for (const text of ['c0ffee', '1.50', '1970-01', "city: 'Bern'", 'NULL', 'missing', 'needle', 'STRAßE'])
      assert.ok((await countOf(rows, wanted(text))) > 0, text);
    assert.equal(await countOf(rows, wanted('nowhere')), 0);
  });

  it('minds the case where it is told to, and takes no character for a pattern', async () => {
    const rows: Row[] = [
      ['Bern', 'a.b*c'],
      ['bern', 'axbxc'],
    ];
    assert.equal(await countOf(rows, wanted('bern')), 2);
    assert.equal(await countOf(rows, wanted('bern', [0, 1], true)), 1);
    assert.equal(await countOf(rows, wanted('A.B*')), 1);
  });

  it('is looked for in the columns that are shown, in their order', async () => {
    const rows = searched([['a', 'a', 'a']]);
    const search = new RowSearch(rows, wanted('a', [2, 0]));
    const first = await search.next({ row: 0, column: 2 }, 1, true, never);
    assert.deepEqual(first, { row: 0, column: 2 });
    assert.deepEqual(await search.next({ row: 0, column: 2 }, 1, false, never), { row: 0, column: 0 });
    assert.equal(search.indexOf({ row: 0, column: 0 }), 2);
    await search.count(never, () => undefined);
    assert.equal(search.matches, 2);
  });

  it('is gone to forwards and backwards over blocks, and around the ends', async () => {
    const rows: Row[] = Array.from({ length: 2600 }, (_, index) => [index % 1000 === 700 ? 'x' : '', '']);
    const search = new RowSearch(searched(rows), wanted('x'));
    const step = async (row: number, by: 1 | -1, inclusive = false) =>
      (await search.next({ row, column: 0 }, by, inclusive, never))?.row;
    assert.equal(await step(0, 1), 700);
    assert.equal(await step(700, 1), 1700);
    assert.equal(await step(700, 1, true), 700);
    assert.equal(await step(1700, 1), 700);
    assert.equal(await step(700, -1), 1700);
    assert.equal(await step(2599, -1), 1700);
    await search.count(never, () => undefined);
    assert.equal(search.indexOf({ row: 1700, column: 0 }), 2);
  });

  it('is alone in its rows: the next is itself', async () => {
    const search = new RowSearch(searched([['x'], ['y']]), wanted('x', [0]));
    assert.deepEqual(await search.next({ row: 0, column: 0 }, 1, false, never), { row: 0, column: 0 });
    const none = new RowSearch(searched([]), wanted('x', [0]));
    assert.equal(await none.next({ row: 0, column: 0 }, 1, true, never), undefined);
  });

  it('is counted in rows that come later, too', async () => {
    const rows: Row[] = [];
    const held = { revision: 0, slice: (from: number, to: number) => rows.slice(from, to) };
    const growing = {
      ...held,
      get length() {
        return rows.length;
      },
    };
    const search = new RowSearch(growing, wanted('x', [0]));
    assert.equal(await search.next({ row: 0, column: 0 }, 1, true, never), undefined);
    assert.deepEqual([search.matches, search.searched], [0, 0]);
    rows.push(['x'], ['y']);
    await search.count(never, () => undefined);
    assert.deepEqual([search.matches, search.searched], [1, 2]);
    rows.push(...Array.from({ length: 700 }, () => ['x']));
    await search.count(never, () => undefined);
    assert.deepEqual([search.matches, search.searched], [701, 702]);
  });

  it('is no longer looked for once it is stopped, and gives way to other work meanwhile', async () => {
    const rows: Row[] = Array.from({ length: 200_000 }, (_, index) => [`row ${index}`, 'x']);
    const stop = new AbortController();
    const search = new RowSearch(searched(rows), wanted('x'));
    let breaks = 0;
    await search.count(stop.signal, () => {
      breaks += 1;
      if (breaks === 2) stop.abort();
    });
    assert.equal(breaks, 2);
    assert.ok(search.searched < rows.length, String(search.searched));
  });

  it('is not looked for in rows that are gone', async () => {
    const slice = () => assert.fail('read');
    const search = new RowSearch({ length: 2, revision: 0, slice }, wanted('x'));
    const gone = AbortSignal.abort();
    assert.equal(await search.next({ row: 0, column: 0 }, 1, true, gone), undefined);
    await search.count(gone, () => undefined);
  });

  it('is another search once a row is another', () => {
    const rows = { ...searched([['x']]), revision: 1 };
    const search = new RowSearch(rows, wanted('x'));
    assert.ok(search.isFor(rows, wanted('x')));
    assert.ok(!search.isFor(rows, wanted('x', [1, 0])));
    assert.ok(!search.isFor({ ...rows }, wanted('x')));
    rows.revision += 1;
    assert.ok(!search.isFor(rows, wanted('x')));
  });
});
