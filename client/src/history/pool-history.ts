import type { HostSample, PoolEvent, PoolSample, PoolSnapshot } from '../pools/pool-types.ts';
import type { Laps } from './resolution.ts';
import { unpackCounts } from './log-counts.ts';
import { hostFields, hostSample, poolFields, poolSample, timesOf } from './samples.ts';
import type { HostField, PoolField } from './samples.ts';
import { Series } from './series.ts';

/** What a moment tells of a pool: its snapshot, how full it is, and what was timed since the moment before. */
export interface Reading {
  readonly snapshot: PoolSnapshot;
  readonly utilization: number;
  readonly laps: Laps;
}

/** What was timed in the `stepMs` up to `at`, in epoch milliseconds. */
export interface TimedStep extends Laps {
  readonly at: number;
  readonly stepMs: number;
}

const keptEvents = 1000;
const dayMs = 86_400_000;

/** A day of one pool and its hosts, and its newest events. It outlives the pool, and may be of one that is no more. */
export class PoolHistory {
  readonly name: string;
  readonly pool = new Series<PoolField>(poolFields);
  readonly #hosts = new Map<string, Series<HostField>>();
  #events: PoolEvent[] = [];

  constructor(name: string) {
    this.name = name;
  }

  /** Adds what a moment tells, in epoch milliseconds. */
  add(at: number, { snapshot, utilization, laps }: Reading): void {
    const timed = laps.checkout.length > 0 || laps.response.length > 0;
    const reading = { ...snapshot, ...timesOf(snapshot), utilization };
    this.pool.add(at, reading, snapshot.active + snapshot.pending, timed ? laps : undefined);
    for (const host of snapshot.hosts) {
      // A number that no heartbeat has, so that steps without one can be told to be the same.
      const figures = { ...host, ...timesOf(host), roundTripMs: host.roundTripMs ?? -1 };
      this.host(host.address).add(at, figures, host.active + host.pending);
    }
  }

  tell(event: PoolEvent): void {
    this.#events.push(event);
    // Up to twice as many: to move them at each event would cost more.
    if (this.#events.length >= 2 * keptEvents) this.#events = this.#events.slice(-keptEvents);
  }

  /** Puts events of an earlier life before those that are here. */
  restore(events: readonly PoolEvent[]): void {
    this.#events = [...events, ...this.events()].slice(-keptEvents);
  }

  /** The newest events, oldest first. */
  events(): readonly PoolEvent[] {
    return this.#events.slice(-keptEvents);
  }

  /** The last day, oldest first; from the last sample before `since` on, in epoch milliseconds. */
  samples(since?: number): PoolSample[] {
    return this.pool.steps(since).map(poolSample);
  }

  /** The last day of each host, oldest first. */
  hostSamples(): HostSample[] {
    return [...this.#hosts].flatMap(([address, series]) =>
      series.steps().map((step) => hostSample(address, step)),
    );
  }

  /** What was timed since then, in epoch milliseconds; oldest first. */
  timed(since = -Infinity): TimedStep[] {
    return this.pool.steps(since).flatMap(({ at, stepMs, laps }) => {
      if (!laps || at < since) return [];
      return [{ at, stepMs, checkout: unpackCounts(laps.checkout), response: unpackCounts(laps.response) }];
    });
  }

  /** The hosts by address, those that are no more included. */
  get hosts(): ReadonlyMap<string, Series<HostField>> {
    return this.#hosts;
  }

  /** The series of a host, made where there is none yet. */
  host(address: string): Series<HostField> {
    let series = this.#hosts.get(address);
    if (!series) {
      series = new Series<HostField>(hostFields);
      this.#hosts.set(address, series);
    }
    return series;
  }

  /** Lets go of hosts of which a day knows nothing. Whether nothing is left of the pool either. */
  forget(now: number): boolean {
    const past = (series: Series<string>) => now - (series.newest ?? -Infinity) > dayMs;
    for (const [address, series] of this.#hosts) if (past(series)) this.#hosts.delete(address);
    return past(this.pool);
  }
}
