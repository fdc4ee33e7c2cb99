import path from 'node:path';
import type { Alert } from '../alerts/alert-types.ts';
import { readHistory, removeOld, writeHistory } from './history-file.ts';
import type { HistoryStore } from './history-store.ts';
import { alertsToKeep } from './kept-alerts.ts';

const dayMs = 86_400_000;

export interface KeeperOptions {
  readonly file: string;
  /** How often the file is written, in milliseconds. */
  readonly everyMs?: number;
  /** Pools that are there: their history is never let go of. */
  readonly inUse: () => readonly string[];
  /** Those that there are and were, and what takes up those of an earlier start. */
  readonly alerts?: { all(): readonly Alert[]; restorePast(ended: readonly Alert[]): void };
  /** Told of what went wrong; history goes on without the file. */
  readonly failed: (message: string) => void;
}

/** Brings history back from its file, and writes it there now and then and at the end. */
export class HistoryKeeper {
  readonly #store: HistoryStore;
  readonly #options: KeeperOptions;
  readonly #timer: NodeJS.Timeout;
  #writing: Promise<void>;
  /** Whether the file says anything, as far as is known here. */
  #isWritten = false;

  constructor(store: HistoryStore, options: KeeperOptions) {
    this.#store = store;
    this.#options = options;
    this.#writing = this.#read();
    this.#timer = setInterval(() => void this.save(), options.everyMs ?? 120_000);
    this.#timer.unref();
  }

  /** Writes the file, after what is being written. Rejects never. */
  save(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.save();
  }

  async #read(): Promise<void> {
    const { file, failed, alerts: into } = this.#options;
    await removeOld(path.dirname(file), 2 * dayMs);
    const { unread, alerts } = await readHistory(file, this.#store);
    into?.restorePast(alerts);
    this.#isWritten = alerts.length > 0;
    if (unread > 0) failed(`The pools’ history was not all readable: ${unread} of its parts are left out.`);
  }

  async #write(): Promise<void> {
    const { file, inUse, failed } = this.#options;
    const now = Date.now();
    this.#store.forget(now, new Set(inUse()));
    const alerts = alertsToKeep(this.#options.alerts?.all() ?? [], now);
    if (this.#store.all().length === 0 && alerts.length === 0 && !this.#isWritten) return;
    try {
      await writeHistory(file, this.#store, { alerts });
      this.#isWritten = true;
    } catch (error) {
      failed(`The pools’ history could not be written: ${(error as Error).message}`);
    }
  }
}
