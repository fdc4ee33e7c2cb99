import assert from 'node:assert/strict';
import { Decimal128, Long, ObjectId, type Document } from 'bson';
import type { MongoClient } from 'mongodb';
import type { Arrangement } from '../../client/src/messages/results.ts';
import { ResultArranger } from '../../client/src/results/arrange-result.ts';
import type { ResultRun } from '../../client/src/results/result-run.ts';
import { ResultTabs } from '../../client/src/results/result-tabs.ts';
import { Workbench } from './bench.ts';
import { freshDatabase, singleMongo } from './fixtures.ts';

describe('a result that is sorted and filtered', () => {
  let bench: Workbench;
  let client: MongoClient;
  const values = [
    ...[3, 1.5, Long.fromString('9007199254740993'), Decimal128.fromString('2.25'), -Infinity],
    ...['b', 'B', 'äb', null, true, new Date(0), new ObjectId('65f0c0ffee65f0c0ffee65f0')],
  ];

  before(async function () {
    this.timeout(60_000);
    bench = new Workbench(await singleMongo(), freshDatabase());
    client = await bench.client();
    const documents: Document[] = values.map((v, n) => ({ n, v }));
    await client
      .db()
      .collection<Document>('things')
      .insertMany([...documents, { n: 99 }]);
  });
  after(async () => {
    await bench.close();
    await client.db().dropDatabase();
    await client.close();
  });

  /** A result of a statement: all its rows, or only some while its cursor waits. */
  async function result(text: string, isWhole: boolean): Promise<[ResultTabs, ResultRun, ResultArranger]> {
    const tabs = new ResultTabs(() => ({ ahead: isWhole ? 1000 : 1, bound: 1000 }));
    const run = tabs.begin({ uri: '', fileName: 'a.qlsql', version: 1, text, start: 0, line: 1 });
    const ended = bench.session
      .run(`${text}`, run, { signal: run.signal, exactNumbers: true })
      .then((outcome) => run.finish(outcome));
    await Promise.race([ended, run.held]);
    const arranger = new ResultArranger(tabs, ({ text: again, parameters = {} }, sink, signal) =>
      bench.session.run(again, sink, { signal, parameters, readsOnly: true, exactNumbers: true }),
    );
    return [tabs, run, arranger];
  }

  /** The column `n` as it is shown then. */
  async function shown(arrangement: Arrangement, isWhole: boolean): Promise<unknown[]> {
    const [tabs, run, arranger] = await result('SELECT n, v FROM things ORDER BY n', isWhole);
    const arranging = arranger.arrange(run, arrangement);
    await Promise.race([arranging, new Promise((resolve) => setImmediate(resolve))]);
    const now = tabs.active ?? assert.fail('there is a result');
    now.rowsHeld.want(1000);
    await arranging;
    const numbers = now.rowsHeld.slice(0, 1000).map(([n]) => n);
    tabs.closeAll();
    return numbers;
  }

  const arrangements: readonly Arrangement[] = [
    { order: { column: 1, direction: 'asc' }, filters: [] },
    { order: { column: 1, direction: 'desc' }, filters: [] },
    { order: { column: 0, direction: 'desc' }, filters: [{ column: 1, text: '>= 2' }] },
    { filters: [{ column: 1, text: 'b' }] },
    { filters: [{ column: 1, text: 'null' }] },
    {
      filters: [
        { column: 1, text: 'not null' },
        { column: 0, text: '<> 3' },
      ],
    },
    { filters: [{ column: 1, text: "< 'c'" }] },
  ];
  for (const arrangement of arrangements)
    it(`is the same here and on the server: ${JSON.stringify(arrangement)}`, async () => {
      const here = await shown(arrangement, true);
      assert.deepEqual(await shown(arrangement, false), here);
      assert.ok(here.length > 0);
    });

  it('comes back as it was when the last chip is taken off', async () => {
    const [tabs, run, arranger] = await result('SELECT n FROM things ORDER BY n', true);
    await arranger.arrange(run, { filters: [{ column: 0, text: '< 2' }] });
    const arranged = tabs.active ?? assert.fail('there is a result');
    assert.deepEqual([arranged.id, arranged.rowsHeld.length, arranged.state], [run.id, 2, 'done']);
    await arranger.arrange(arranged, { filters: [] });
    assert.equal(tabs.active, run);
  });

  it('says what is wrong with a filter, and leaves the result', async () => {
    const [tabs, run, arranger] = await result(
      "SELECT n, TO_CHAR(n, '9') AS t, n > 1 AS more FROM things",
      true,
    );
    await assert.rejects(
      arranger.arrange(run, { filters: [{ column: 2, text: 'maybe' }] }),
      /more: A boolean/,
    );
    assert.equal(tabs.active, run);
  });

  it('is counted on the server', async () => {
    const [tabs, run, arranger] = await result('SELECT n, v FROM things WHERE n < 50', false);
    await arranger.count(run);
    assert.equal(run.count, values.length);
    tabs.closeAll();
  });
});
