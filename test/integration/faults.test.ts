import assert from 'node:assert/strict';
import { faults } from '../faults/faults.ts';
import { measure } from '../faults/measure.ts';
import { recoverySeconds } from '../faults/workload.ts';

// One short case of `npm run faults`, so that the tool does not rot.
describe('a workload under faults', () => {
  it('loses nothing that was acknowledged when all connections are cut, and recovers', async function () {
    this.timeout(60_000);
    const fault = faults.find(({ name }) => name === 'all connections cut');
    assert.ok(fault);
    const measured = await measure(fault, { workers: 10, warmMs: 1500, settleMs: 3000 });
    assert.ok(measured.acknowledged > 10);
    assert.deepEqual([measured.missing, measured.recoveredSeconds !== undefined], [0, true]);
  });

  it('is taken to have recovered when nothing fails for a second any more', () => {
    const each = (from: number, to: number, failed?: string) =>
      Array.from({ length: (to - from) / 10 }, (_, index) => ({
        ...{ startedAt: from + index * 10, endedAt: from + index * 10 },
        ...(failed === undefined ? {} : { failed }),
      }));
    const ended = [...each(0, 5000), ...each(5000, 6500, 'network'), ...each(6500, 12_000)];
    assert.equal(recoverySeconds(ended, 5000, 12_000), 1.5);
    assert.equal(recoverySeconds(each(0, 12_000), 5000, 12_000), 0);
    assert.equal(
      recoverySeconds([...each(0, 5000), ...each(5000, 12_000, 'network')], 5000, 12_000),
      undefined,
    );
  });
});
