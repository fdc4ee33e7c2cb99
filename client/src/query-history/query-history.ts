import type { StatementOutcome } from '../run/run-types.ts';
import { maskSecrets } from './mask-secrets.ts';

/** A statement that ran, without what may be secret in it. */
export interface HistoryEntry {
  readonly id: number;
  /** When it began, in milliseconds since 1970. */
  readonly at: number;
  readonly text: string;
  /** Whether the text is all of it, so that it can run again. */
  readonly isWhole: boolean;
  /** The document that it stood in, and its line there, counted from 1. */
  readonly uri: string;
  readonly line: number;
  /** `open`: it runs, or its cursor waits for a reader. `ended`: how is not known, as the window was closed before. */
  readonly state: 'open' | 'done' | 'failed' | 'cancelled' | 'ended';
  readonly rows: number;
  /** It gives no rows at all: a CREATE, or a SET. */
  readonly isBare?: boolean;
  readonly affected?: number;
  readonly ms?: number;
  readonly pool?: string;
  readonly problem?: string;
}

/** Where something small outlives the window. */
export interface Keeper {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

const key = 'qlsql.queryHistory';
/** Characters of a statement that are kept. */
const longest = 20_000;
const betweenSavesMs = 1000;

/** The statements that ran, newest first, kept over restarts. */
export class QueryHistory {
  readonly #keeper: Keeper;
  readonly #size: () => number;
  readonly #listeners = new Set<() => void>();
  #entries: readonly HistoryEntry[];
  #next: number;
  #saving: ReturnType<typeof setTimeout> | undefined;

  /** `size`: how many entries are kept; read anew at each statement. */
  constructor(keeper: Keeper, size: () => number) {
    this.#keeper = keeper;
    this.#size = size;
    const kept = keeper.get(key);
    this.#entries = (Array.isArray(kept) ? (kept as HistoryEntry[]) : []).map((entry) =>
      entry.state === 'open' ? { ...entry, state: 'ended' } : entry,
    );
    this.#next = Math.max(0, ...this.#entries.map(({ id }) => id)) + 1;
  }

  get entries(): readonly HistoryEntry[] {
    return this.#entries;
  }

  get(id: number): HistoryEntry | undefined {
    return this.#entries.find((entry) => entry.id === id);
  }

  /** Those whose text, pool or problem holds all words, in any case. */
  search(words: string): readonly HistoryEntry[] {
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
    return this.#entries.filter(({ text, pool = '', problem = '' }) => {
      const all = `${text} ${pool} ${problem}`.toLowerCase();
      return wanted.every((word) => all.includes(word));
    });
  }

  /** A statement begins; gives the entry's id. */
  begin(statement: {
    readonly text: string;
    readonly uri: string;
    readonly line: number;
    readonly at: number;
  }): number {
    const masked = maskSecrets(statement.text);
    const text = masked.slice(0, longest);
    const isWhole = text === statement.text;
    const { uri, line, at } = statement;
    const entry: HistoryEntry = { id: this.#next++, at, text, isWhole, uri, line, state: 'open', rows: 0 };
    this.#change([entry, ...this.#entries].slice(0, this.#size()));
    return entry.id;
  }

  /** More of its rows came. */
  read(id: number, rows: number): void {
    this.#update(id, { rows });
  }

  finish(id: number, outcome: StatementOutcome): void {
    const { ok, cancelled, rowCount, columns, affected, ms, pool, problems } = outcome;
    const problem = problems.find(({ severity }) => severity === 'error');
    this.#update(id, {
      state: ok ? 'done' : cancelled ? 'cancelled' : 'failed',
      rows: rowCount,
      ms,
      ...(columns.length === 0 ? { isBare: true } : {}),
      ...(affected === undefined ? {} : { affected }),
      ...(pool === undefined ? {} : { pool }),
      ...(problem ? { problem: maskSecrets(`${problem.message} (${problem.code})`) } : {}),
    });
  }

  delete(ids: readonly number[]): void {
    this.#change(this.#entries.filter(({ id }) => !ids.includes(id)));
  }

  clear(): void {
    this.#change([]);
  }

  /** Calls back at every change until the returned function is called. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Writes what is not written yet. */
  async save(): Promise<void> {
    clearTimeout(this.#saving);
    this.#saving = undefined;
    await this.#keeper.update(key, this.#entries);
  }

  #update(id: number, change: Partial<HistoryEntry>): void {
    if (!this.get(id)) return;
    this.#change(this.#entries.map((entry) => (entry.id === id ? { ...entry, ...change } : entry)));
  }

  #change(entries: readonly HistoryEntry[]): void {
    this.#entries = entries;
    this.#saving ??= setTimeout(() => void this.save(), betweenSavesMs);
    for (const listener of this.#listeners) listener();
  }
}
