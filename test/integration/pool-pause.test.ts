import assert from 'node:assert/strict';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { startSingle } from '../../scripts/parts/start-mongod.mjs';
import type { RunningMongo } from '../../scripts/parts/start-mongod.mjs';
import { Workbench } from './bench.ts';
import { freshDatabase, replicaSetMongo } from './fixtures.ts';

describe('PAUSE', () => {
  let mongo: RunningMongo;
  let bench: Workbench;

  before(async function () {
    this.timeout(60_000);
    mongo = await startSingle();
  });

  after(() => mongo.stop());

  beforeEach(async () => {
    bench = new Workbench(mongo, freshDatabase());
    await bench.done('CREATE CONNECTION_POOL p WITH (minPoolSize = 0)');
  });

  afterEach(() => bench.close());

  const tell = async (sql: string) => {
    const { message, problems } = await bench.run(sql);
    return message ?? problems.map(({ code, message: text }) => `${code} ${text}`).join('\n');
  };
  const state = (pool: string) => bench.manager.state(pool);
  const untilPaused = async (pool: string) => {
    while (state(pool) !== 'paused') await sleep(1);
  };
  /** Whether somebody who comes now is let through at once. */
  const passes = async (pool: string) => {
    const waiting = bench.manager.snapshot(pool)?.waiting ?? 0;
    const lease = bench.manager.use(pool);
    let got = false;
    void lease.then(() => (got = true));
    const waits = () => (bench.manager.snapshot(pool)?.waiting ?? 0) > waiting;
    while (!got && !waits()) await nextTurn();
    const isHeld = !got;
    if (isHeld) void lease.then(({ release }) => release());
    else (await lease).release();
    return !isHeld;
  };

  describe('with WAIT', () => {
    it('waits until what runs has ended, and holds who comes meanwhile', async () => {
      const lease = await bench.manager.use('p');
      let ended = false;
      const running = lease
        .run({ command: 'find' }, () => lease.db.command({ ping: 1, comment: 'held' }))
        .then(async () => {
          while (bench.manager.snapshot('p')?.waiting !== 1) await nextTurn();
          ended = true;
          lease.release();
        });
      const told = tell('PAUSE CONNECTION_POOL p WAIT').then((text) => [text, ended]);
      await untilPaused('p');
      const next = bench.manager.use('p');
      assert.deepEqual(await told, [
        'Pool p is paused and at rest: new operations wait until RESUME CONNECTION_POOL p.',
        true,
      ]);
      await running;
      assert.deepEqual([state('p'), bench.manager.snapshot('p')?.waiting], ['paused', 1]);
      await bench.done('RESUME CONNECTION_POOL p');
      (await next).release();
    });

    it('gives up after its time, and the pool goes on', async () => {
      const lease = await bench.manager.use('p');
      assert.equal(
        await tell("PAUSE CONNECTION_POOL p WAIT '20 milliseconds'"),
        'QL5072 The pool p did not come to rest: 1 in use after 20 ms. It is as it was before; SHOW CHECKOUTS tells what runs.',
      );
      assert.deepEqual([state('p'), await passes('p')], ['ready', true]);
      lease.release();
    });

    it('waits for drainTimeoutMS where it says no time', async () => {
      await bench.done('ALTER CONNECTION_POOL p SET (drainTimeoutMS = 15)');
      const lease = await bench.manager.use('p');
      assert.match(await tell('PAUSE CONNECTION_POOL p WAIT'), /1 in use after 15 ms/);
      lease.release();
    });

    it('does not wait for what ALTER gave up', async () => {
      await bench.done('ALTER CONNECTION_POOL p SET (drainTimeoutMS = 15)');
      const lease = await bench.manager.use('p');
      await bench.done('ALTER CONNECTION_POOL p SET (maxPoolSize = 7)');
      assert.match(await tell('PAUSE CONNECTION_POOL p WAIT 1 MINUTE'), /^Pool p is paused and at rest/);
      lease.release();
    });

    it('leaves a pool paused that was paused before', async () => {
      const lease = await bench.manager.use('p');
      await bench.done('PAUSE CONNECTION_POOL p');
      assert.match(await tell('PAUSE CONNECTION_POOL p WAIT 0 SECONDS'), /^QL5072 /);
      assert.equal(state('p'), 'paused');
      lease.release();
    });

    it('is taken back where it is cancelled, or somebody resumes', async () => {
      const lease = await bench.manager.use('p');
      const stop = new AbortController();
      const cancelled = bench.run('PAUSE CONNECTION_POOL p WAIT', { signal: stop.signal });
      await untilPaused('p');
      stop.abort();
      assert.deepEqual([(await cancelled).ok, state('p')], [false, 'ready']);
      const resumed = tell('PAUSE CONNECTION_POOL p WAIT');
      await untilPaused('p');
      bench.manager.resume('p');
      assert.match(await resumed, /^QL5072 .* it was resumed meanwhile/);
      lease.release();
    });

    it('tells how much is left', async () => {
      const leases = await Promise.all([bench.manager.use('p'), bench.manager.use('p')]);
      const seen: number[] = [];
      const resting = bench.manager.pauseAtRest('p', { told: (left) => seen.push(left) });
      for (const [index, lease] of leases.entries()) {
        while (seen.length <= index) await sleep(1);
        lease.release();
      }
      await resting;
      assert.deepEqual(seen, [2, 1]);
    });

    it('tells of a time that is none at its place', async () => {
      assert.equal(
        await bench.tell("PAUSE CONNECTION_POOL p WAIT 'a while'"),
        "QL3042 29-38 WAIT takes a time such as '10 seconds', up to a day, not 'a while'.",
      );
    });
  });

  describe('of a group', () => {
    beforeEach(() =>
      bench.done(
        "CREATE CONNECTION_POOL_GROUP app TYPE TENANT WITH (tenants = ARRAY['one', 'two'], minPoolSize = 0)",
      ),
    );

    const isPaused = async () => (await bench.run('SELECT paused FROM CONNECTION_POOL_GROUPS()')).rows;

    it('pauses its pools and those that open later, until RESUME', async () => {
      await bench.done("SELECT @p := USE_CONNECTION_POOL('app', 'one')");
      await bench.done('SHOW COLLECTIONS');
      assert.equal(
        await tell('PAUSE CONNECTION_POOL_GROUP app'),
        'Group app is paused: new operations wait until RESUME CONNECTION_POOL_GROUP app. Nothing runs in it.',
      );
      assert.deepEqual(
        [state('app.one'), state('app.two'), await isPaused()],
        ['paused', undefined, [[true]]],
      );
      await bench.done("SELECT @p := USE_CONNECTION_POOL('app', 'two')");
      const later = bench.run('SHOW COLLECTIONS');
      while (state('app.two') !== 'paused' || bench.manager.snapshot('app.two')?.waiting !== 1)
        await sleep(5);
      await bench.done('RESUME CONNECTION_POOL_GROUP app');
      assert.deepEqual((await later).rows, []);
      assert.deepEqual([state('app.one'), state('app.two'), await isPaused()], ['ready', 'ready', [[false]]]);
    });

    it('with WAIT goes on with all of them where one does not come to rest', async () => {
      for (const tenant of ['one', 'two']) {
        await bench.done(`SELECT @p := USE_CONNECTION_POOL('app', '${tenant}')`);
        await bench.done('SHOW COLLECTIONS');
      }
      const lease = await bench.manager.use('app.two');
      assert.match(
        await tell("PAUSE CONNECTION_POOL_GROUP app WAIT '20 milliseconds'"),
        /^QL5072 The pool app\.two did not come to rest/,
      );
      assert.deepEqual([state('app.one'), state('app.two'), await isPaused()], ['ready', 'ready', [[false]]]);
      lease.release();
      assert.match(await tell('PAUSE CONNECTION_POOL_GROUP app WAIT'), /^Group app is paused and at rest: /);
      await bench.done('RESUME CONNECTION_POOL_GROUP app');
    });

    it('RECONNECT gives each open pool new connections', async () => {
      await bench.done("SELECT @p := USE_CONNECTION_POOL('app', 'one')");
      await bench.done('SHOW COLLECTIONS');
      assert.match(
        await tell('RECONNECT CONNECTION_POOL_GROUP app'),
        /^Group app is connected anew: one \d+ of 20 connections, two not open\.$/,
      );
      const types = bench.manager.events('app.one').map(({ type }) => type);
      assert.ok(types.includes('poolReconnected'));
    });

    it('is unknown where there is no such group', async () => {
      assert.match(await tell('PAUSE CONNECTION_POOL_GROUP ap'), /^QL5100 .*did you mean app/i);
    });
  });
});

describe('PAUSE … WAIT in a transaction', () => {
  it('is refused: the transaction itself would never give its connection back', async function () {
    this.timeout(60_000);
    const bench = new Workbench(await replicaSetMongo(), freshDatabase());
    try {
      await bench.done('BEGIN');
      assert.match(await bench.tell('PAUSE CONNECTION_POOL "default" WAIT'), /^QL5042 /);
      await bench.done('ROLLBACK');
      assert.equal(bench.manager.state('default'), 'ready');
    } finally {
      await bench.close();
    }
  });
});
