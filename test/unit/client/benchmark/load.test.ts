import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { benchmark, turns } from '../../../../client/src/benchmark/benchmark.ts';
import type { Lane } from '../../../../client/src/benchmark/lane.ts';
import { putUnderLoad, type Load } from '../../../../client/src/benchmark/load.ts';
import { benchmarkColumns, benchmarkRows } from '../../../../client/src/benchmark/result-rows.ts';
import { Tally } from '../../../../client/src/benchmark/tally.ts';
import { PoolError } from '../../../../client/src/pools/pool-error.ts';

const load: Load = { concurrency: 4, rate: undefined, warmupMs: 0, durationMs: 100, graceMs: 1000 };
const never = new AbortController().signal;

/** A lane that counts what it is asked to do. */
function lane(
  work: (signal: AbortSignal, count: number) => Promise<unknown>,
): Lane & { begun: number; most: number } {
  let running = 0;
  const made = {
    ...{ name: 'lane', begun: 0, most: 0 },
    async once(_told: unknown, signal: AbortSignal) {
      made.begun += 1;
      running += 1;
      made.most = Math.max(made.most, running);
      try {
        await work(signal, made.begun);
      } finally {
        running -= 1;
      }
    },
    look: () => ({ active: running, limit: 4, hosts: [] }),
  };
  return made;
}

const untilStopped = (signal: AbortSignal) => sleep(60_000, undefined, { signal });

describe('load', () => {
  it('keeps as many workers busy as it is told, and counts what ends', async () => {
    const tally = new Tally();
    const one = lane(() => sleep(5));
    await putUnderLoad(one, tally, load, never);
    assert.equal(one.most, 4);
    assert.ok(tally.operations > 0 && tally.operations <= one.begun);
    // Each that was due in time is timed, also if it ended later.
    assert.equal(tally.response.count, one.begun);
    // The clock's readings are fractions: their difference may miss the last bits.
    assert.equal(Math.round(tally.measuredMs), 100);
    assert.deepEqual([tally.errors, tally.unfinished], [0, 0]);
  });

  it('counts nothing of the warm-up', async () => {
    const tally = new Tally();
    const one = lane(() => sleep(5));
    await putUnderLoad(one, tally, { ...load, warmupMs: 200, durationMs: 20 }, never);
    assert.ok(tally.response.count < one.begun / 2, `${tally.response.count} of ${one.begun}`);
  });

  it('stops what outlives the grace, and counts it with the time that it had taken', async () => {
    const tally = new Tally();
    await putUnderLoad(lane(untilStopped), tally, { ...load, graceMs: 20 }, never);
    assert.deepEqual([tally.operations, tally.errors, tally.unfinished], [0, 0, 4]);
    assert.equal(tally.response.count, 4);
    assert.ok((tally.response.percentiles?.p50 ?? 0) >= 100);
  });

  it('goes on beside what fails at once', async () => {
    const tally = new Tally();
    const one = lane(() => Promise.reject(new PoolError('QL5008', ['p', 1, 1], { kind: 'timeout' })));
    await putUnderLoad(one, tally, { ...load, durationMs: 30 }, never);
    assert.ok(tally.errors > 0);
    assert.deepEqual(tally.errorsByKind, { timeout: tally.errors });
    // They waited, if in vain.
    assert.ok(tally.wait.count > 0);
  });

  it('begins operations with a rate, and times them from when they were due', async () => {
    const tally = new Tally();
    // The first holds up the only worker for half of the time: with it, all that was due meanwhile.
    const one = lane((_, count) => (count === 1 ? sleep(200) : Promise.resolve()));
    await putUnderLoad(one, tally, { ...load, concurrency: 1, rate: 500, durationMs: 400 }, never);
    assert.equal(tally.response.count, one.begun);
    // 200 at random: five standard deviations to either side.
    assert.ok(one.begun > 130 && one.begun < 270, `${one.begun} begun`);
    const { p50 = 0, p95 = 0 } = tally.response.percentiles ?? {};
    assert.ok(p95 > 100, `p95 ${p95}, p50 ${p50}`);
  });

  it('tells of those that were due and never begun', async () => {
    const tally = new Tally();
    const slow = lane(untilStopped);
    await putUnderLoad(slow, tally, { ...load, concurrency: 1, rate: 1000, graceMs: 0 }, never);
    assert.equal(slow.begun, 1);
    assert.ok(tally.unfinished > 50, `${tally.unfinished} unfinished`);
    assert.equal(tally.response.count, tally.unfinished);
  });

  it('ends soon after it was given up, whatever runs', async () => {
    const controller = new AbortController();
    const tally = new Tally();
    const running = putUnderLoad(
      lane(untilStopped),
      tally,
      { ...load, durationMs: 60_000 },
      controller.signal,
    );
    setImmediate(() => controller.abort());
    await running;
    assert.deepEqual([tally.errors, tally.unfinished], [0, 0]);
  });
});

describe('the pools of a benchmark', () => {
  it('take turns, there and back again', () => {
    const order = (rounds: number, simultaneous = false) =>
      turns(['a', 'b', 'c'], { rounds, simultaneous })
        .map((together) => together.join('+'))
        .join(' ');
    assert.equal(order(1), 'a b c');
    assert.equal(order(3), 'a b c c b a a b c');
    assert.equal(order(3, true), 'a+b+c');
    assert.deepEqual(turns(['a'], { rounds: 3, simultaneous: false }), [['a']]);
  });

  it('have a row each, and as much time as was asked for', async () => {
    const settings = { ...load, rounds: 2, simultaneous: false, durationMs: 60 };
    const lanes = [lane(() => sleep(1)), lane(() => sleep(1))];
    const tallies = await benchmark(lanes, settings, { signal: never });
    const rows = benchmarkRows(
      tallies.map((tally, index) => [`pool ${index}`, tally]),
      settings,
    );
    const at = (name: string) => benchmarkColumns.findIndex((column) => column.name === name);
    assert.deepEqual(
      rows.map((row) => [row[at('pool')], row[at('seconds')]]),
      [
        ['pool 0', 0.06],
        ['pool 1', 0.06],
      ],
    );
    // Without a connection that was given back there is nothing to say of sizes.
    assert.match(String(rows[0]?.[at('advice')]), /nothing can be said of sizes/);
  });
});
