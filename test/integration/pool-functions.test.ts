import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { poolFunctions } from '../../dialect/src/functions/pool-functions.ts';
import { Workbench } from './bench.ts';
import { freshDatabase, singleMongo } from './fixtures.ts';

describe('the pool functions', () => {
  let bench: Workbench;

  before(async function () {
    this.timeout(60_000);
    bench = new Workbench(await singleMongo(), freshDatabase());
    await bench.done('CREATE CONNECTION_POOL counted WITH (maxPoolSize = 2, minPoolSize = 2)');
    await bench.done('USE CONNECTION_POOL counted');
    await bench.done('INSERT INTO things (n) VALUES (1), (2)');
    await bench.done('SELECT COUNT(*) FROM things');
    // As many as there may be: from then on none is opened or closed.
    while (bench.manager.snapshot('counted')?.idle !== 2) await sleep(5);
  });

  after(() => bench.close());

  for (const { name, column } of poolFunctions)
    it(`${name}() is ${column} of CONNECTION_POOLS(), by name and of the session’s pool`, async () => {
      const { rows } = await bench.done(
        `SELECT ${name}() AS here, ${column} AS there, ${name}('counted') AS named FROM CONNECTION_POOLS()`,
      );
      const [[here, there, named] = []] = rows;
      const [[own] = []] = (await bench.done(`SELECT ${name}() AS own`)).rows;
      // What is counted by the second falls from one look to the next.
      if (column === 'operations_per_second')
        for (const each of [here, there, named, own]) assert.ok(Number(each) > 0);
      else assert.deepEqual([here, named, own], [there, there, there]);
    });

  it('count what ran, whether the article asks for it or not', async () => {
    const { rows } = await bench.done(
      `SELECT CONNECTION_POOL_NAME(), CONNECTION_POOL_MAX_SIZE(), CONNECTION_POOL_CURRENT_SIZE(), CONNECTION_POOL_AVAILABLE(),
         CONNECTION_POOL_ACTIVE(), CONNECTION_POOL_TOTAL_CREATED(), CONNECTION_POOL_TOTAL_DESTROYED(), CONNECTION_POOL_ERROR_COUNT()
       FROM CONNECTION_POOLS()`,
    );
    assert.deepEqual(rows, [['counted', 2, 2, 2, 0, 2, 0, 0]]);
  });
});
