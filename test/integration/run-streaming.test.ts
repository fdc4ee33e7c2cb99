import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { MongoClient } from 'mongodb';
import { freshDatabase, singleMongo } from './fixtures.ts';

const child = path.join(import.meta.dirname, 'children', 'heap-while-streaming.ts');

interface Told {
  readonly rows: number;
  readonly heap: readonly number[];
  readonly problems: readonly string[];
}

describe('a long result', () => {
  it('needs no more memory after 400,000 rows than after 100,000', async function () {
    this.timeout(60_000);
    const uri = `${(await singleMongo()).uri}${freshDatabase()}`;
    const client = await new MongoClient(uri).connect();
    const numbers = Array.from({ length: 650 }, (_, n) => ({ n, name: `number ${n}` }));
    await client.db().collection('numbers').insertMany(numbers);
    await client.close();
    const sql = 'SELECT a.n, a.name, b.n, b.name FROM numbers a CROSS JOIN numbers b';
    const args = ['--expose-gc', child, uri, sql, '100000', '400000'];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    const { rows, heap, problems } = JSON.parse(stdout) as Told;
    assert.deepEqual([rows, problems, heap.length], [422_500, [], 2]);
    const [early = 0, late = 0] = heap;
    // What 300,000 rows take is 50 MB.
    assert.ok(late < early + 10 * 2 ** 20, `${early} bytes after 100,000 rows, ${late} after 400,000`);
  });
});
