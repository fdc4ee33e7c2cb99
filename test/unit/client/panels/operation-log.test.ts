import assert from 'node:assert/strict';
import { emptyHeat, OperationLog } from '../../../../client/src/panels/operation-log.ts';
import { timeFrame } from '../../../../client/src/panels/series.ts';
import type { OperationRecord } from '../../../../client/src/pools/pool-types.ts';

const operation = (at: number, durationMs: number): OperationRecord => ({
  at: new Date(at),
  pool: 'p',
  host: 'a:27017',
  command: 'find',
  database: 'shop',
  durationMs,
});

const counted = (heat: ReturnType<typeof emptyHeat>): number =>
  heat.counts.flat().reduce((sum, count) => sum + count, 0);

describe('the log of operations', () => {
  const frame = timeFrame(60_000, 60_000);

  it('takes each operation once, however often it is shown', () => {
    const log = new OperationLog();
    const times = [1000, 2000, 2000, 2000, 3000];
    // The manager makes its records anew for each call.
    const shown = (from: number, to: number) => times.slice(from, to).map((at) => operation(at, 5));
    log.take(shown(0, 2));
    log.take(shown(0, 2));
    log.take(shown(0, 3));
    log.take(shown(1, 5));
    log.take(shown(4, 5));
    log.take([]);
    const heat = emptyHeat(frame);
    assert.equal(log.addHeat(heat, frame), true);
    assert.equal(counted(heat), times.length);
    assert.equal(log.slowest(0, 10).length, times.length);
  });

  it('puts an operation into the row of its time, and the slowest of all into the last', () => {
    const log = new OperationLog();
    log.take([operation(30_000, 0.05), operation(30_000, 1.2), operation(30_000, 99_000)]);
    const heat = emptyHeat(frame);
    log.addHeat(heat, frame);
    const cells = heat.counts.find((column) => column.some((count) => count > 0)) ?? [];
    const rows = cells.flatMap((count, row) => (count > 0 ? [row] : []));
    assert.deepEqual(rows, [0, 5, heat.edges.length - 1]);
    assert.equal(heat.edges[5], 1);
  });

  it('keeps the slowest while the manager forgets them', () => {
    const log = new OperationLog();
    log.take([operation(1000, 900), operation(1500, 3)]);
    for (let round = 1; round <= 20; round += 1)
      log.take(
        Array.from({ length: 100 }, (_, index) => operation(2000 + round * 100 + index, 1 + index / 100)),
      );
    assert.deepEqual(
      log.slowest(0, 2).map(({ durationMs }) => durationMs),
      [900, 3],
    );
    assert.equal(log.slowest(1200, 1)[0]?.durationMs, 3);
  });

  it('shows nothing of what lies before the frame', () => {
    const log = new OperationLog();
    log.take([operation(-5000, 5)]);
    const heat = emptyHeat(frame);
    assert.equal(log.addHeat(heat, frame), false);
    assert.equal(counted(heat), 0);
  });

  it('counts by the minute over a day', () => {
    const day = timeFrame(86_400_000, 86_400_000);
    const log = new OperationLog();
    log.take([operation(3_600_000, 5), operation(86_399_000, 5)]);
    const heat = emptyHeat(day);
    log.addHeat(heat, day);
    assert.equal(counted(heat), 2);
  });
});
