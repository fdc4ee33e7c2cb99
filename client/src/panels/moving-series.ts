import type { PoolSeries, ResponseHeat } from '../messages/dashboard.ts';
import type { TimedStep } from '../history/pool-history.ts';
import type { ChartSample } from './chart-sample.ts';
import { responseHeat } from './response-heat.ts';
import { poolSeries, seriesOf, type TimeFrame } from './series.ts';

/** What was reckoned, and up to which instant it stays as it is. */
interface Reckoned<Value> {
  readonly value: Value;
  /** Epoch milliseconds. */
  readonly settled: number;
}

/** Something reckoned for each instant of a frame. What has settled moves along with time, and only what lies behind that is reckoned anew. */
class Moving<Value> {
  readonly #join: (old: Value, before: number, kept: number, fresh: Value) => Value;
  #before: (Reckoned<Value> & { readonly frame: TimeFrame }) | undefined;

  /** `join` puts `kept` instants of an old value, from the one at `before` on, before a fresh one. */
  constructor(join: (old: Value, before: number, kept: number, fresh: Value) => Value) {
    this.#join = join;
  }

  /** `reckon` gives the value for the last instants of a frame. */
  at(frame: TimeFrame, reckon: (tail: TimeFrame) => Reckoned<Value>): Value {
    const { before, kept } = this.#kept(frame);
    const { value: fresh, settled } = reckon({ ...frame, times: frame.times.slice(kept) });
    const value = this.#before && kept > 0 ? this.#join(this.#before.value, before, kept, fresh) : fresh;
    this.#before = { frame, value, settled };
    return value;
  }

  /** How many instants at the frame's begin are as they were, and where they lay in the frame before. */
  #kept({ times, stepMs }: TimeFrame): { readonly before: number; readonly kept: number } {
    const none = { before: 0, kept: 0 };
    if (this.#before?.frame.stepMs !== stepMs) return none;
    const { frame: old, settled } = this.#before;
    const before = old.times.indexOf(times[0] ?? 0);
    const end = old.times.findLastIndex((time) => time <= settled) + 1;
    return before < 0 || end <= before ? none : { before, kept: end - before };
  }
}

/** A pool's series while time goes on. */
export class MovingSeries {
  readonly #moving = new Moving<PoolSeries>((old, before, kept, fresh) =>
    seriesOf(fresh.pool, (name) => old[name].slice(before, before + kept).concat(fresh[name])),
  );

  /** `samples` gives those from the last one before an instant on. */
  at(pool: string, frame: TimeFrame, samples: (since: number) => readonly ChartSample[]): PoolSeries {
    return this.#moving.at(frame, (tail) => {
      const found = samples((tail.times[0] ?? 0) - 2 * frame.stepMs);
      // The newest one is of this instant alone: what lies before it may be known better later.
      return { value: poolSeries(pool, found, tail), settled: found.at(-2)?.at ?? -Infinity };
    });
  }
}

/** The heat map of some pools while time goes on; begins anew where they are others. */
export class MovingHeat {
  #pools = '';
  #moving = newHeat();

  /** `timed` gives what was timed since an instant. */
  at(
    pools: readonly string[],
    frame: TimeFrame,
    timed: (since: number) => readonly TimedStep[],
  ): ResponseHeat {
    const names = JSON.stringify(pools);
    if (names !== this.#pools) this.#moving = newHeat();
    this.#pools = names;
    return this.#moving.at(frame, (tail) => ({
      value: responseHeat(timed((tail.times[0] ?? 0) - frame.stepMs), tail),
      // More may end in the step that goes on.
      settled: (frame.times.at(-1) ?? 0) - 2 * frame.stepMs,
    }));
  }
}

const newHeat = (): Moving<ResponseHeat> =>
  new Moving((old, before, kept, { edges, counts }) => ({
    edges,
    counts: [...old.counts.slice(before, before + kept), ...counts],
  }));
