import type { FoundHeld } from '../pools/held-connections.ts';
import type { PoolSnapshot } from '../pools/pool-types.ts';
import type { ServerRoom } from '../pools/socket-budget.ts';
import type { PoolView } from './alert-types.ts';
import { Baseline } from './baseline.ts';
import { SlidingCounts } from './sliding-counts.ts';

const minute = 60_000;
/** How far apart the samples are that a figure's past is made of. */
const sampleMs = 10_000;
/** Differences that are noise: milliseconds of wait, a share of the operations, checkouts a second. */
const noise = { wait: 5, errors: 0.01, load: 2 };

/** One pool from look to look: what it did lately, and what it usually does. Moments in milliseconds of any clock. */
export class PoolWatch {
  readonly #recent = new SlidingCounts<'checkouts' | 'checkoutFailures' | 'operations' | 'clears'>(
    minute / 6,
    30,
  );
  readonly #hour = new SlidingCounts<'created' | 'destroyed'>(minute, 60);
  readonly #wait = new Baseline(noise.wait);
  readonly #errors = new Baseline(noise.errors);
  readonly #load = new Baseline(noise.load);
  #sampled: { readonly at: number; readonly checkouts: number } | undefined;
  #perSecond: number | undefined;

  view(at: number, pool: PoolSnapshot, leaks: readonly FoundHeld[], room?: ServerRoom): PoolView {
    const { checkouts, checkoutFailures, operations, clears = 0, created } = pool;
    const lately = this.#recent.rise(at, { checkouts, checkoutFailures, operations, clears });
    const destroyed = pool.destroyed - (pool.destroyedByReason['poolClosed'] ?? 0);
    const hour = this.#hour.rise(at, { created, destroyed });
    const wait = lately.checkouts > 0 ? pool.checkout.p95 : undefined;
    const errors = lately.operations > 0 ? pool.errorRate : undefined;
    const unusual = {
      wait: wait === undefined ? undefined : this.#wait.judge(wait),
      errors: errors === undefined ? undefined : this.#errors.judge(errors),
      load: this.#perSecond === undefined ? undefined : this.#load.judge(this.#perSecond),
    };
    this.#sample(at, checkouts, wait, errors);
    return {
      pool,
      lately,
      replacedInHour: Math.max(0, Math.min(hour.created, hour.destroyed)),
      leaks,
      ...(room ? { room } : {}),
      unusual: {
        ...(unusual.wait ? { wait: unusual.wait } : {}),
        ...(unusual.errors ? { errors: unusual.errors } : {}),
        ...(unusual.load ? { load: unusual.load } : {}),
      },
    };
  }

  #sample(at: number, checkouts: number, wait: number | undefined, errors: number | undefined): void {
    const before = this.#sampled;
    if (before && at - before.at < sampleMs) return;
    this.#sampled = { at, checkouts };
    if (wait !== undefined) this.#wait.add(wait);
    if (errors !== undefined) this.#errors.add(errors);
    if (!before) return;
    this.#perSecond = ((checkouts - before.checkouts) * 1000) / (at - before.at);
    this.#load.add(this.#perSecond);
  }
}
