import assert from 'node:assert/strict';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { PoolLease } from '../../client/src/pools/lease.ts';
import { PoolManager } from '../../client/src/pools/manager.ts';
import { startReplicaSet, startSingle } from '../../scripts/parts/start-mongod.mjs';
import type { RunningMongo } from '../../scripts/parts/start-mongod.mjs';

const concurrent = 200;

/** How the test itself sees an operation: when it asked and when it was answered, and whether it failed. */
interface Seen {
  readonly startedAt: number;
  endedAt: number;
  failed: boolean;
}

/** Runs 200 operations at once that each take a while on the server; every fifth fails. */
function runAll(lease: PoolLease): { seen: Seen[]; all: Promise<unknown> } {
  const seen: Seen[] = [];
  const all = Array.from({ length: concurrent }, async (_, n) => {
    const one: Seen = { startedAt: performance.now(), endedAt: 0, failed: false };
    seen.push(one);
    const command =
      n % 5 === 0 ? { nonsense: n } : { find: 'numbers', filter: { $where: 'sleep(4) || true' } };
    await lease
      .run({ command: Object.keys(command)[0] ?? '', database: 'counts', collection: 'numbers' }, () =>
        lease.db.command(command),
      )
      .catch(() => (one.failed = true));
    one.endedAt = performance.now();
  });
  return { seen, all: Promise.all(all) };
}

function counts(name: string, start: () => Promise<RunningMongo>, readPreference: string): void {
  describe(`counts of a pool on ${name}`, () => {
    let mongo: RunningMongo;
    const manager = new PoolManager();

    before(async function () {
      this.timeout(120_000);
      mongo = await start();
      const definition = { name: 'ten', uri: mongo.uri, database: 'counts' };
      const options = { maxPoolSize: 10, minPoolSize: 10, readPreference, writeConcern: { w: 'majority' } };
      await manager.create({ ...definition, options });
      const lease = await manager.use('ten');
      await lease.db.collection('numbers').insertOne({ n: 1 });
      lease.release();
    });

    after(async () => {
      await manager.close();
      await mongo.stop();
    });

    it('are the test’s own, with 200 at once through 10 connections', async function () {
      this.timeout(60_000);
      const before = manager.snapshot('ten');
      const lease = await manager.use('ten');
      const { seen, all } = runAll(lease);
      let looks = 0;
      let most = 0;
      let done = false;
      const looking = (async () => {
        while (!done) {
          await nextTurn();
          const now = manager.snapshot('ten');
          assert.ok(now);
          // Counted in one turn with the snapshot: each operation either holds, waits, or is between the two.
          const open = seen.filter(({ endedAt }) => endedAt === 0).length;
          for (const host of now.hosts)
            assert.ok(host.active <= 10, `${host.active} active at ${host.address}`);
          assert.ok(
            now.active + now.waiting <= open,
            `${now.active} active, ${now.waiting} waiting of ${open}`,
          );
          assert.equal(now.size, now.idle + now.active + now.pending);
          most = Math.max(most, now.waiting);
          looks++;
        }
      })();
      await all;
      done = true;
      await looking;
      lease.release();
      const now = manager.snapshot('ten');
      assert.ok(now && before);
      assert.ok(looks > 10);
      assert.ok(most > 100, `${most} waited at most`);
      assert.equal(now.operations - before.operations, concurrent);
      assert.equal(now.checkouts - before.checkouts, concurrent);
      assert.equal(now.errors - before.errors, seen.filter(({ failed }) => failed).length);
      assert.equal(now.errors - before.errors, concurrent / 5);
      assert.deepEqual(now.errorsByKind, { statement: concurrent / 5 });
      assert.deepEqual([now.active, now.waiting, now.checkoutFailures], [0, 0, 0]);
      const records = manager.operations('ten').slice(-concurrent);
      assert.equal(records.filter(({ error }) => error !== undefined).length, concurrent / 5);
    });

    it('have active and waiting as the test holds them, to the one', async function () {
      this.timeout(20_000);
      const lease = await manager.use('ten');
      const asked = performance.now();
      const slow = lease.db.collection('numbers').find({ $where: 'sleep(300) || true' });
      const all = Promise.all(
        Array.from({ length: 25 }, () => slow.clone().withReadPreference('primary').toArray()),
      );
      // All have asked before the first is answered: ten hold a connection, the others wait.
      while (manager.snapshot('ten')?.active !== 10) await sleep(5);
      const during = manager.snapshot('ten');
      const elapsed = performance.now() - asked;
      await all;
      lease.release();
      assert.ok(during);
      assert.deepEqual([during.active, during.waiting, during.idle], [10, 15, during.size - 10]);
      assert.ok(during.oldestWaitMs > 0 && during.oldestWaitMs <= elapsed, String(during.oldestWaitMs));
      const busy = during.hosts.filter((host) => host.active > 0);
      assert.equal(busy.length, 1);
    });

    it('have the waits that the test measured', async function () {
      this.timeout(60_000);
      const fresh = new PoolManager();
      try {
        await fresh.create({
          ...{ name: 'one', uri: mongo.uri, database: 'counts' },
          options: { maxPoolSize: 1, minPoolSize: 1, readPreference: 'primary' },
        });
        const lease = await fresh.use('one');
        const starts: number[] = [];
        const waits: number[] = [];
        const own: number[] = [];
        // One connection: each waits until the one before has ended.
        await Promise.all(
          Array.from({ length: 40 }, async (_, n) => {
            starts[n] = performance.now();
            await lease.db.command({ ping: 1 });
            const ended = performance.now();
            const record = fresh.operations('one')[n];
            assert.ok(record?.waitMs !== undefined);
            waits.push(record.waitMs);
            own.push(ended - (starts[n] ?? 0) - record.durationMs);
            // The driver counts whole milliseconds.
            assert.ok(record.waitMs <= (own.at(-1) ?? 0) + 1, `told ${record.waitMs} ms of ${own.at(-1)} ms`);
          }),
        );
        lease.release();
        // One connection serves in order: nobody waited less than the one before, but for the driver's whole milliseconds.
        assert.ok(
          waits.every((wait, n) => wait >= (waits[n - 1] ?? 0) - 1),
          waits.join(),
        );
        assert.ok((waits.at(-1) ?? 0) > 0);
        const told = fresh.snapshot('one')?.checkout;
        waits.sort((a, b) => a - b);
        const rank = (percent: number) => waits[Math.ceil((percent / 100) * waits.length) - 1] ?? NaN;
        for (const [name, percent] of [
          ['p50', 50],
          ['p95', 95],
          ['p99', 99],
        ] as const)
          assert.ok(
            told && Math.abs(told[name] - rank(percent)) <= Math.max(0.5, rank(percent) * 0.01),
            `${name}: ${told?.[name]} for ${rank(percent)}`,
          );
      } finally {
        await fresh.close();
      }
    });
  });
}

counts('one server', () => startSingle(), 'primary');
counts('a replica set of three', () => startReplicaSet(), 'secondaryPreferred');
