import assert from 'node:assert/strict';
import { adviceOf } from '../../../../client/src/benchmark/advice.ts';
import { sizingOf } from '../../../../client/src/benchmark/sizing.ts';
import { Tally } from '../../../../client/src/benchmark/tally.ts';

interface Measured {
  readonly limit: number;
  readonly inUse: number;
  readonly waitMs: number;
  readonly heldMs: number;
  readonly checkouts: number;
}

/** Ten seconds of a pool. */
function tally({ limit, inUse, waitMs, heldMs, checkouts }: Measured): Tally {
  const made = new Tally();
  made.measuredMs = 10_000;
  made.operations = checkouts;
  made.stands({ active: inUse, limit, hosts: ['a:27017'] });
  for (let count = 0; count < checkouts; count++) made.checkedIn({ waitMs, heldMs });
  return made;
}

const closed = { concurrency: 20, rate: undefined };
const small = () => tally({ limit: 2, inUse: 2, waitMs: 18, heldMs: 2, checkouts: 10_000 });
const large = () => tally({ limit: 50, inUse: 20, waitMs: 0, heldMs: 12, checkouts: 16_000 });

describe('the advice of a benchmark', () => {
  it('tells the figures of Little’s law and what the model makes of other sizes', () => {
    const one = small();
    assert.equal(
      adviceOf(one, sizingOf(one, [], closed)),
      'The pool is too small for this load: 1,000/s × 2 ms held are 2 connections in use at once (Little’s law), 2 at most, of 2. ' +
        'An estimate for 20 connections: 10 k/s with waits of 0 ms at the best, if the server answers as fast with more at once. ' +
        'For the size as it is the model says 1,000/s with waits of 18 ms; measured were 1,000/s and 18 ms.',
    );
  });

  it('knows from another pool of the benchmark that the server gets slower', () => {
    const [one, other] = [small(), large()];
    const sizing = sizingOf(one, [one, other], closed);
    assert.ok(sizing && sizing.enough.size < 20 && sizing.enough.throughput < 1700, JSON.stringify(sizing));
    assert.match(adviceOf(one, sizing), /from how long connections were held in all pools of this benchmark/);
  });

  it('says where fewer connections would do', () => {
    const one = large();
    assert.match(adviceOf(one, sizingOf(one, [], closed)), /^Fewer would do: .* 20 connections are enough/);
  });

  it('says where the server is what more connections would wait for', () => {
    const [one, other] = [small(), tally({ limit: 50, inUse: 20, waitMs: 0, heldMs: 20, checkouts: 10_000 })];
    assert.match(
      adviceOf(one, sizingOf(one, [one, other], closed)),
      /^Checkouts wait 18 ms, and more connections would do little/,
    );
    assert.match(adviceOf(other, sizingOf(other, [one, other], closed)), /^Fewer would do as much: /);
    // A rate that it cannot serve with any number of connections.
    const sizing = sizingOf(one, [one, other], { concurrency: 20, rate: 5000 });
    assert.equal(sizing?.enough.size, 2);
  });

  it('says what failed, what was not done, and that this process had no time', () => {
    const one = large();
    [one.errors, one.unfinished, one.busyMs] = [16_000, 3, 9900];
    assert.match(
      adviceOf(one, sizingOf(one, [], closed)),
      /^50 % of the operations failed\. 3 were due but not done at the end\. This process was at work 99 % of the time/,
    );
  });

  it('tells of waits without end where a rate is more than a pool can serve', () => {
    const one = tally({ limit: 2, inUse: 2, waitMs: 500, heldMs: 10, checkouts: 2000 });
    const sizing = sizingOf(one, [], { concurrency: 50, rate: 1000 });
    assert.equal(sizing?.measured.waitMs, Infinity);
    assert.ok(sizing.enough.size > 10 && sizing.enough.size < 20, String(sizing.enough.size));
  });
});
