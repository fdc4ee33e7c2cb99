import assert from 'node:assert/strict';
import type { Collection, MongoClient } from 'mongodb';
import { Workbench } from './bench.ts';
import { freshDatabase, singleMongo } from './fixtures.ts';

describe('joins of large collections without an index', function () {
  this.timeout(60_000);
  let client: MongoClient;
  let bench: Workbench;
  const on = (name: string): Collection => client.db().collection(name);

  before(async () => {
    bench = new Workbench(await singleMongo(), freshDatabase());
    client = await bench.client();
    // Keys of `a`: 0, 2, 4, …, each twice, and NULL for every hundredth; of `b`: 0, 1, 2, …, and none for every hundredth.
    const a = Array.from({ length: 12_000 }, (_, n) => ({ n, k: n % 100 === 0 ? null : 2 * (n % 6000) }));
    const b = Array.from({ length: 12_000 }, (_, n) => (n % 100 === 0 ? { m: n } : { m: n, k: n }));
    await on('a').insertMany(a);
    await on('b').insertMany(b);
  });
  after(async () => {
    await bench.close();
    await client.close();
  });

  /** What JavaScript finds: how many rows have both sides, only the left, only the right. */
  async function expected(): Promise<{ both: number; left: number; right: number }> {
    const [a, b] = await Promise.all([on('a').find().toArray(), on('b').find().toArray()]);
    const [as, bs] = [a, b].map(
      (rows) => new Set(rows.map(({ k }) => k as unknown).filter((k) => k != null)),
    );
    const left = a.filter(({ k }) => !bs?.has(k)).length;
    return { both: a.length - left, left, right: b.filter(({ k }) => !as?.has(k)).length };
  }

  const pipelineOf = async (sql: string): Promise<string> =>
    JSON.stringify((await bench.session.compile(sql)).command);

  it('are the work of one grouping: INNER, LEFT, RIGHT, FULL, and what they ask besides', async () => {
    const { both, left, right } = await expected();
    const joins: readonly (readonly [string, number, number, number])[] = [
      ['JOIN b ON a.k = b.k', both, both, both],
      ['LEFT JOIN b ON a.k = b.k', both + left, both + left, both],
      ['RIGHT JOIN b ON a.k = b.k', both + right, both, both + right],
      ['FULL JOIN b ON a.k = b.k', both + left + right, both + left, both + right],
      ['JOIN b ON a.k = b.k AND a.n < b.m', both / 2, both / 2, both / 2],
    ];
    for (const [join, rows, lefts, rights] of joins) {
      const sql = `SELECT COUNT(*), COUNT(a.n), COUNT(b.m) FROM a ${join}`;
      assert.doesNotMatch(await pipelineOf(sql), /\$lookup/, join);
      assert.deepEqual((await bench.done(sql)).rows, [[rows, lefts, rights]], join);
    }
  });

  it('by an index look each row up, and small ones too', async () => {
    assert.match(await pipelineOf('SELECT * FROM a JOIN b ON a.k = b._id'), /\$lookup/);
    await on('few').insertMany([{ k: 1 }, { k: 2 }]);
    assert.match(await pipelineOf('SELECT * FROM a JOIN few ON a.k = few.k'), /\$lookup/);
  });

  it('change and delete what they find, once', async () => {
    const { both } = await expected();
    const update = await bench.done('UPDATE b SET hit = a.n FROM a WHERE a.k = b.k');
    // Each document of `b` is met by two of `a`.
    assert.deepEqual(
      [update.affected, await on('b').countDocuments({ hit: { $gte: 0 } })],
      [both / 2, both / 2],
    );
    const met = { hit: { $gte: 0 }, m: { $lt: 1000 } };
    const before = await on('b').countDocuments(met);
    const gone = await bench.done('DELETE FROM b USING a WHERE a.k = b.k AND b.m < 1000');
    assert.deepEqual([gone.affected, await on('b').countDocuments(met)], [before, 0]);
    assert.ok(before > 0);
  });

  it('with too many rows of one key for a document are looked up all the same', async () => {
    const text = 'x'.repeat(100_000);
    await on('hot').insertMany(Array.from({ length: 200 }, (_, n) => ({ n, k: 1, text })));
    await on('cold').insertMany(Array.from({ length: 10_100 }, (_, n) => ({ k: n })));
    const sql = 'SELECT COUNT(*), MAX(LENGTH(h.text)) FROM hot h JOIN cold c ON h.k = c.k';
    assert.doesNotMatch(await pipelineOf(sql), /\$lookup/);
    assert.deepEqual((await bench.done(sql)).rows, [[200, 100_000]]);
  });
});
