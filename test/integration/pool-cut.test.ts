import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from 'mongodb';
import { driverConnection } from '../../client/src/pools/driver-internals.ts';
import { PoolManager } from '../../client/src/pools/manager.ts';
import type { HeldConnection } from '../../client/src/pools/pool-types.ts';
import { startProxy, type Proxy } from '../faults/proxy.ts';
import { freshDatabase, singleMongo } from './fixtures.ts';

describe('a connection that is cut', () => {
  const manager = new PoolManager();
  let proxy: Proxy;
  let uri: string;

  before(async function () {
    this.timeout(60_000);
    const mongo = await singleMongo();
    proxy = await startProxy(mongo.processes[0]?.port ?? 0);
    uri = `mongodb://127.0.0.1:${proxy.port}/${freshDatabase()}?directConnection=true`;
  });

  after(async () => {
    await manager.close();
    await proxy.close();
  });

  afterEach(async () => {
    for (const name of manager.names()) await manager.drop(name);
  });

  /** What an operation fails with, as `code sentence`. */
  async function failure(pool: string, operation: (db: Db) => Promise<unknown>): Promise<string> {
    const lease = await manager.use(pool);
    try {
      await lease.run({ command: 'insert' }, () => operation(lease.db));
      return 'nothing failed';
    } catch (error) {
      const { code, message } = lease.failure(error);
      return `${code} ${message}`;
    } finally {
      lease.release();
    }
  }

  async function whenHeld(pool: string): Promise<void> {
    while (manager.snapshot(pool)?.active !== 1) await sleep(5);
  }

  /** Waits until what is to be sent has filled the socket, and the rest waits for it to empty. */
  async function whenFull(pool: string): Promise<void> {
    const { client, release } = await manager.use(pool);
    const isFull = ({ host, driverConnection: number }: HeldConnection) =>
      (driverConnection(client, host, number)?.socket?.listenerCount('drain') ?? 0) > 0;
    while (!manager.held().some(isFull)) await sleep(5);
    release();
  }

  const large = () => ({ text: 'x'.repeat(15_000_000) });
  const broke = /^QL5010 The connection to 127\.0\.0\.1:\d+ broke while the statement ran: /;

  for (const [what, operation] of [
    ['a document', (db) => db.collection('many').insertOne(large())],
    ['many documents', (db) => db.collection('many').insertMany([large(), large()])],
  ] satisfies readonly (readonly [string, (db: Db) => Promise<unknown>])[])
    it(`while the server has not taken all of ${what} is told as such`, async function () {
      this.timeout(30_000);
      await manager.create({ name: 'a', uri, options: { minPoolSize: 1, retryWrites: false } });
      proxy.stall();
      const told = failure('a', operation);
      await whenFull('a');
      proxy.cut();
      assert.match(await told, broke);
      assert.deepEqual(manager.snapshot('a')?.errorsByKind, { network: 1 });
    });

  it('while many documents are being written is no refusal of the server', async function () {
    this.timeout(30_000);
    await manager.create({ name: 'a', uri, options: { minPoolSize: 1, retryWrites: false } });
    proxy.delayMs = 1000;
    const told = failure('a', (db) => db.collection('many').insertMany([{ n: 1 }, { n: 2 }]));
    await whenHeld('a');
    proxy.cut();
    assert.match(await told, broke);
    proxy.delayMs = 0;
    const cleared = manager.events('a').find(({ type }) => type === 'connectionPoolCleared');
    assert.match(cleared?.detail ?? 'no cause', /ECONNRESET|closed/);
  });

  it('by socketTimeoutMS while the server takes nothing is told as such', async function () {
    this.timeout(30_000);
    const options = { minPoolSize: 1, retryWrites: false, socketTimeoutMS: 300 };
    await manager.create({ name: 'a', uri, options });
    proxy.stall();
    const told = failure('a', (db) => db.collection('many').insertOne(large()));
    assert.match(await told, /^QL5012 127\.0\.0\.1:\d+ gave no answer within 300 ms/);
  });
});
