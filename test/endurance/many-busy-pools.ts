import { HistoryStore } from '../../client/src/history/history-store.ts';
import { countDuration, countedSince, createLogCounts } from '../../client/src/history/log-counts.ts';
import type { DashboardSnapshot } from '../../client/src/messages/dashboard.ts';
import { dashboardSnapshot } from '../../client/src/panels/dashboard-snapshot.ts';
import { PoolMemory, type DashboardPools } from '../../client/src/panels/pool-memory.ts';
import type { OperationRecord, PoolEvent, PoolSnapshot } from '../../client/src/pools/pool-types.ts';
import { someHost, somePool } from '../unit/client/tree/some-pool.ts';

const range = 600_000;
const secondMs = 1000;

/** Pools of three hosts, all of them at work, with a past of ten minutes as the manager keeps it. */
export class ManyBusyPools {
  readonly #names: readonly string[];
  readonly #histories = new HistoryStore();
  readonly #pools: DashboardPools;
  readonly #memory: PoolMemory;
  #now = Date.UTC(2026, 0, 1);

  constructor(count: number) {
    this.#names = Array.from({ length: count }, (_, index) => `pool_${index}`);
    const snapshot = (name: string): PoolSnapshot => this.#snapshot(name);
    const operations = (name: string | undefined): readonly OperationRecord[] => this.#operations(name ?? '');
    this.#pools = {
      names: () => [...this.#names],
      snapshot,
      events: (name) => this.#histories.find(name ?? '')?.events() ?? [],
      timed: (name, since) => this.#histories.find(name)?.timed(since) ?? [],
      operations,
      held: () => [],
      histories: this.#histories,
      budget: { rooms: () => new Map() },
      onDidChange: () => ({ dispose: () => undefined }),
    };
    this.#memory = new PoolMemory(this.#pools);
    const from = this.#now;
    for (; this.#now < from + range; this.#now += secondMs) this.#look();
  }

  /** Lets a second go by. */
  pass(): void {
    this.#now += secondMs;
    this.#look();
  }

  /** What the dashboard shows now. */
  show(): DashboardSnapshot {
    return this.#show(this.#memory);
  }

  /** The same where nobody has looked before. */
  anew(): DashboardSnapshot {
    return this.#show(new PoolMemory(this.#pools));
  }

  #show(memory: PoolMemory): DashboardSnapshot {
    return dashboardSnapshot(memory.view(this.#names, { rangeMs: range, now: this.#now }));
  }

  #look(): void {
    const second = this.#now / secondMs;
    const counts = createLogCounts();
    for (let nth = 0; nth < 20; nth += 1) countDuration(counts, 1000 * (1 + ((second * 7 + nth) % 40)));
    const response = countedSince(createLogCounts(), counts);
    for (const name of this.#names) {
      const history = this.#histories.of(name);
      const laps = { checkout: response, response };
      history.add(this.#now, { snapshot: this.#snapshot(name), utilization: 0, laps });
      if (second % 10 === 0) history.tell(this.#event(name));
    }
  }

  #snapshot(name: string): PoolSnapshot {
    const second = this.#now / secondMs;
    const active = (second * 7 + name.length + Number(name.slice(5))) % 50;
    const hosts = ['a', 'b', 'c'].map((host) => someHost(`${host}:27017`, { active }));
    return somePool(name, { active, hosts, operations: 100 * (second % 1_000_000) + active });
  }

  #event(pool: string): PoolEvent {
    return { at: new Date(this.#now), pool, type: 'connectionReady', host: 'a:27017', durationMs: 4 };
  }

  #operations(pool: string): readonly OperationRecord[] {
    return Array.from({ length: 100 }, (_, nth) => ({
      ...{ at: new Date(this.#now - 100 + nth), pool, host: 'a:27017', command: 'find' },
      ...{ database: 'shop', collection: 'orders', durationMs: nth % 40, waitMs: 0 },
    }));
  }
}
