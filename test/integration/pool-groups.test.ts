import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { freshDatabase, replicaSetMongo, singleMongo } from './fixtures.ts';
import { Workbench } from './bench.ts';

/** Operations that ended in each pool of a group, as CONNECTION_POOLS() has them. */
async function operations(bench: Workbench, group: string): Promise<Record<string, number>> {
  const { rows } = await bench.run(
    `SELECT pool_name, total_operations FROM CONNECTION_POOLS() WHERE group_name = '${group}'`,
  );
  return Object.fromEntries(rows.map(([name, count]) => [String(name).split('.')[1], Number(count)]));
}

/** Which pools of a group ran more operations while something was done. */
async function grew(bench: Workbench, group: string, work: () => Promise<unknown>): Promise<string[]> {
  const before = await operations(bench, group);
  await work();
  const after = await operations(bench, group);
  return Object.keys(after).filter((name) => (after[name] ?? 0) > (before[name] ?? 0));
}

async function withBench(work: (bench: Workbench) => Promise<void>): Promise<void> {
  const bench = new Workbench(await singleMongo(), freshDatabase());
  try {
    await work(bench);
  } finally {
    await bench.close();
  }
}

describe('a group of pools', () => {
  it('READ_WRITE: reads go to one pool, writes to the other', async () => {
    await withBench(async (bench) => {
      assert.equal(
        await bench.tell(
          "CREATE CONNECTION_POOL_GROUP shop TYPE READ_WRITE WITH (read = JSON_BUILD_OBJECT('maxPoolSize', 4), write = JSON_BUILD_OBJECT('maxPoolSize', 2))",
        ),
        'Group shop is ready: read 4 of 4 connections, write 2 of 2.',
      );
      assert.equal(
        await bench.tell('USE CONNECTION_POOL shop'),
        'Statements now run through the group shop.',
      );
      await bench.run('CREATE COLLECTION orders');
      assert.deepEqual(await grew(bench, 'shop', () => bench.run('INSERT INTO orders (n) VALUES (1), (2)')), [
        'write',
      ]);
      assert.deepEqual(await grew(bench, 'shop', () => bench.run('SELECT n FROM orders')), ['read']);
      assert.deepEqual(await grew(bench, 'shop', () => bench.run('UPDATE orders SET n = n + 1')), ['write']);
      assert.equal(await bench.tell('SELECT n FROM orders ORDER BY n'), '[[2],[3]]');
      assert.equal(
        await bench.tell(
          "SELECT member, statements_routed, circuit FROM CONNECTION_POOL_GROUP_MEMBERS('shop')",
        ),
        '[["read",2,"closed"],["write",3,"closed"]]',
      );
      assert.equal(await bench.tell('DROP CONNECTION_POOL_GROUP shop'), 'Group shop was dropped.');
      assert.deepEqual(bench.manager.names(), []);
    });
  });
});
void sleep;
void MongoClient;
void replicaSetMongo;
