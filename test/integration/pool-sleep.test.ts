import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { PoolManager } from '../../client/src/pools/manager.ts';
import { startProxy, type Proxy } from '../faults/proxy.ts';
import { Workbench } from './bench.ts';
import { freshDatabase, singleMongo } from './fixtures.ts';

describe('a pool whose connections died while nobody used it', function () {
  this.timeout(30_000);
  let proxy: Proxy;
  let bench: Workbench;
  let sleptMs = 0;

  before(async () => {
    const mongo = await singleMongo();
    proxy = await startProxy(mongo.processes[0]?.port ?? 0);
    const manager = new PoolManager({ clock: () => Date.now() + sleptMs });
    const uri = `mongodb://127.0.0.1:${proxy.port}/`;
    bench = new Workbench({ ...mongo, uri }, freshDatabase(), { manager });
    await bench.done('INSERT INTO things (n) VALUES (0)');
  });
  after(async () => {
    await bench.close();
    await proxy.close();
  });

  const open = () => bench.manager.snapshot('default')?.size;
  const things = async (): Promise<unknown> => {
    const { rows, problems } = await bench.run('SELECT COUNT(*) FROM things');
    return problems[0]?.message ?? rows[0]?.[0];
  };
  const write = async (): Promise<unknown> => {
    const { affected, problems } = await bench.run('INSERT INTO things (n) VALUES (1)');
    return problems[0]?.message ?? affected;
  };

  it('reads and writes at the first statement after they were cut', async () => {
    for (const first of [things, write, things]) {
      proxy.cut();
      while (open() !== 0) await sleep(5);
      assert.equal(typeof (await first()), 'number');
    }
    assert.equal(await things(), 2);
  });

  it('reads and writes at the first statement after a sleep of the machine, of whose end nobody tells', async () => {
    for (const first of [write, things]) {
      proxy.forget();
      sleptMs += 3_600_000;
      assert.equal(typeof (await first()), 'number');
    }
    assert.equal(await things(), 3);
    const told = bench.manager.events('default').map(({ type }) => type);
    assert.equal(told.filter((type) => type === 'poolReconnected').length, 2);
  });

  it('is left alone where no time has passed', async () => {
    const before = bench.manager.events('default').length;
    sleptMs += 30_000;
    assert.equal(await things(), 3);
    assert.equal(bench.manager.events('default').length, before);
  });
});
