import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { PoolManager } from '../../client/src/pools/manager.ts';
import { startProxy, type Proxy } from '../faults/proxy.ts';
import { freshDatabase, singleMongo } from './fixtures.ts';
import { Workbench } from './bench.ts';

describe('two operators at one pool', () => {
  const manager = new PoolManager();
  let proxy: Proxy;
  let uri: string;

  before(async function () {
    this.timeout(60_000);
    const mongo = await singleMongo();
    proxy = await startProxy(mongo.processes[0]?.port ?? 0);
    uri = `mongodb://127.0.0.1:${proxy.port}/${freshDatabase()}?directConnection=true`;
  });

  afterEach(async () => {
    proxy.delayMs = 0;
    for (const name of manager.names()) await manager.drop(name);
  });

  after(async () => {
    await manager.close();
    await proxy.close();
  });

  const codeOf = async (work: Promise<unknown>): Promise<string> =>
    await work.then(
      () => 'done',
      (error: unknown) => (error as { code: string }).code,
    );
  const create = async () => await manager.create({ name: 'a', uri, options: { minPoolSize: 1 } });

  it('PAUSE holds where the PAUSE … WAIT of another gives up', async () => {
    await create();
    const lease = await manager.use('a');
    const waits = codeOf(manager.pauseAtRest('a', { limitMs: 200 }));
    await sleep(50);
    manager.pause('a');
    assert.deepEqual([await waits, manager.state('a')], ['QL5072', 'paused']);
    lease.release();
    manager.resume('a');
    assert.equal(manager.state('a'), 'ready');
  });

  it('the pool goes on where both gave up waiting, whoever came first', async () => {
    await create();
    for (const limits of [
      [100, 300],
      [300, 100],
    ]) {
      const lease = await manager.use('a');
      const both = limits.map((limitMs) => codeOf(manager.pauseAtRest('a', { limitMs })));
      assert.deepEqual(await Promise.all(both), ['QL5072', 'QL5072']);
      assert.equal(manager.state('a'), 'ready');
      lease.release();
    }
  });

  it('RESUME ends both waits', async () => {
    await create();
    const lease = await manager.use('a');
    const both = [1, 2].map(() => codeOf(manager.pauseAtRest('a', { limitMs: 20_000 })));
    await sleep(50);
    manager.resume('a');
    assert.deepEqual([...(await Promise.all(both)), manager.state('a')], ['QL5072', 'QL5072', 'ready']);
    lease.release();
  });

  it('the pool that replaced one which still connected is the one that stays', async () => {
    const slow = await startProxy(proxy.port);
    slow.delayMs = 300;
    const other = `mongodb://127.0.0.1:${slow.port}/?directConnection=true`;
    const first = codeOf(manager.create({ name: 'a', uri: other, options: { minPoolSize: 1 } }));
    await sleep(20);
    const second = codeOf(
      manager.create({ name: 'a', uri, options: { minPoolSize: 1, maxPoolSize: 7 } }, { orReplace: true }),
    );
    assert.equal(await second, 'done');
    assert.equal(await first, 'QL5007');
    assert.deepEqual([manager.snapshot('a')?.maxSize, manager.state('a')], [7, 'ready']);
    (await manager.use('a')).release();
    await slow.close();
  });

  it('a pool that is dropped while it connects is gone', async () => {
    proxy.delayMs = 200;
    const made = codeOf(create());
    await sleep(20);
    proxy.delayMs = 0;
    await manager.drop('a');
    assert.deepEqual([await made, manager.names()], ['QL5007', []]);
  });

  it('ALTER, CLEAR, RECONNECT and PAUSE at once leave what all of them asked for', async function () {
    this.timeout(30_000);
    await create();
    const all = [
      manager.alter('a', { maxPoolSize: 20 }),
      manager.clear('a'),
      manager.alter('a', { minPoolSize: 2 }),
      manager.reconnect('a'),
    ];
    manager.pause('a');
    await Promise.all(all);
    const { maxSize, minSize, state } = manager.snapshot('a') ?? {};
    assert.deepEqual([maxSize, minSize, state], [20, 2, 'paused']);
  });

  it('who comes behind DROP is refused, and who wants a new one gets it', async () => {
    await create();
    const lease = await manager.use('a');
    const dropped = manager.drop('a');
    const late = [manager.alter('a', { maxPoolSize: 9 }), manager.use('a'), manager.clear('a')];
    assert.deepEqual(await Promise.all(late.map(codeOf)), ['QL5007', 'QL5007', 'QL5007']);
    lease.release();
    await dropped;
    await create();
    assert.equal(manager.state('a'), 'ready');
  });

  it('PAUSE of a group holds where the PAUSE … WAIT of another gives up', async () => {
    const bench = new Workbench(await singleMongo(), freshDatabase());
    await bench.done('CREATE CONNECTION_POOL_GROUP g TYPE READ_WRITE WITH (minPoolSize = 0)');
    const lease = await bench.manager.use('g.read');
    const states = () => bench.manager.names().map((name) => bench.manager.state(name));
    const waits = bench.tell('PAUSE CONNECTION_POOL_GROUP g WAIT 300 MILLISECONDS');
    await sleep(100);
    await bench.done('PAUSE CONNECTION_POOL_GROUP g');
    assert.match(await waits, /^QL5072 /);
    assert.deepEqual([bench.catalog.groups.infos()[0]?.paused, ...states()], [true, 'paused', 'paused']);
    await bench.done('RESUME CONNECTION_POOL_GROUP g');
    const again = [1, 2].map(() => bench.tell('PAUSE CONNECTION_POOL_GROUP g WAIT 200 MILLISECONDS'));
    for (const told of await Promise.all(again)) assert.match(told, /^QL5072 /);
    assert.deepEqual([bench.catalog.groups.infos()[0]?.paused, ...states()], [false, 'ready', 'ready']);
    lease.release();
    await bench.close();
  });
});
