import assert from 'node:assert/strict';
import { closedEstimate, openEstimate } from '../../../../client/src/benchmark/queueing.ts';

const near = (found: number, wanted: number, share = 1e-3): void =>
  assert.ok(Math.abs(found - wanted) <= Math.abs(wanted) * share + 1e-9, `${found}, not ${wanted}`);

describe('the models of a pool', () => {
  const ten = () => 10;

  it('know M/M/1: the wait is ρ/(1 − ρ) times what is held', () => {
    const { throughput, waitMs } = openEstimate(80, 1, ten);
    near(throughput, 80);
    near(waitMs, 10 * (0.8 / 0.2));
  });

  it('know Erlang’s table: 20 erlang on 24 servers wait with a chance of 0.2980', () => {
    near(openEstimate(2000, 24, ten).waitMs, (0.29804 * 10) / (24 - 20), 1e-2);
  });

  it('let a queue grow without end where more is asked for than can be served', () => {
    assert.deepEqual(openEstimate(500, 4, ten), { throughput: 400, waitMs: Infinity });
  });

  it('serve workers that are never elsewhere at the full rate', () => {
    const { throughput, waitMs } = closedEstimate(20, 2, ten, 0);
    near(throughput, 200);
    // 20 workers at 200 a second are back after 100 ms each, of which they hold a connection for 10.
    near(waitMs, 90);
  });

  it('let nobody wait where there is a connection for each worker', () => {
    const { throughput, waitMs } = closedEstimate(20, 20, ten, 10);
    near(throughput, 1000);
    near(waitMs, 0);
  });

  it('stay numbers for thousands of workers', () => {
    const { throughput, waitMs } = closedEstimate(10_000, 100, ten, 5);
    near(throughput, 10_000);
    near(waitMs, 1000 - 10 - 5, 1e-2);
    assert.ok(openEstimate(90_000, 1000, ten).waitMs < 0.001);
  });

  it('follow a server that answers the later the more it is asked at once', () => {
    // Twice as many take twice as long: more connections bring nothing.
    const shared = (inUse: number) => 10 * inUse;
    near(closedEstimate(20, 2, shared, 0).throughput, 100);
    near(closedEstimate(20, 20, shared, 0).throughput, 100);
  });
});
