import { HistoryStore } from '../history/history-store.ts';
import { restorePool } from '../history/history-text.ts';
import { PoolManager } from '../pools/manager.ts';
import type { HeldConnection, OperationRecord, PoolSnapshot } from '../pools/pool-types.ts';
import type { Recording } from './flight-recording.ts';

/** The pools of a flight recording, as they were when it ended: the dashboard and the pool tables read them like any other. */
export class RecordedPools extends PoolManager {
  readonly #recording: Recording;
  readonly #snapshots: ReadonlyMap<string, PoolSnapshot>;

  constructor(recording: Recording) {
    const history = new HistoryStore();
    super({ history });
    this.#recording = recording;
    this.#snapshots = new Map(recording.pools.map((pool) => [pool.name, pool]));
    for (const told of recording.histories)
      try {
        restorePool({ ...told, events: [] }, recording.head.history, history, this.now);
      } catch {
        // Somebody has changed the file: what else it tells is told.
      }
    for (const event of recording.events) history.of(event.pool).tell(event);
  }

  /** When the recording ended, in epoch milliseconds. */
  get now(): number {
    return Date.parse(this.#recording.head.to);
  }

  override names(): string[] {
    return [...this.#snapshots.keys()];
  }

  override has(name: string): boolean {
    return this.#snapshots.has(name);
  }

  override snapshot(name: string): PoolSnapshot | undefined {
    return this.#snapshots.get(name);
  }

  override snapshots(): PoolSnapshot[] {
    return [...this.#snapshots.values()];
  }

  override operations(name?: string): readonly OperationRecord[] {
    return this.#recording.operations.filter(({ pool }) => name === undefined || pool === name);
  }

  override held(name?: string): readonly HeldConnection[] {
    return this.#recording.held.filter(({ pool }) => name === undefined || pool === name);
  }
}
