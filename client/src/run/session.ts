import { randomUUID } from 'node:crypto';
import { hasErrors } from '../../../dialect/src/problems/problem.ts';
import type { PoolLease } from '../pools/lease.ts';
import { PoolError } from '../pools/pool-error.ts';
import { PlanCache } from './plan-cache.ts';
import { prepare, type Prepared } from './prepare-statement.ts';
import { defineOn } from './run-pool-command.ts';
import { runStatement } from './run-statement.ts';
import type { RowSink, StatementOutcome } from './run-types.ts';
import type { PreparedStatement, RunOptions, SessionParts, SessionState } from './session-state.ts';
import { Settings } from './settings.ts';
import { abortTransaction } from './transaction.ts';
import type { Transaction } from './transaction-state.ts';

export type { RunOptions, SessionParts } from './session-state.ts';

/** The pool that statements use where no USE CONNECTION_POOL came: made of the default connection when first needed. */
export const implicitPool = 'default';

/** One user's line of statements: they share variables and a current pool. Statements may run side by side. */
export class Session implements SessionState {
  readonly manager: SessionParts['manager'];
  readonly connections: SessionParts['connections'];
  readonly catalog: SessionParts['catalog'];
  readonly settings = new Settings();
  readonly plans = new PlanCache();
  readonly prepared = new Map<string, PreparedStatement>();
  transaction: Transaction | undefined;
  readonly #variables = new Map<string, unknown>();
  readonly #running = new Set<Promise<unknown>>();
  #currentPool: string | undefined;
  readonly #closed = new AbortController();

  constructor({ manager, connections, catalog }: SessionParts) {
    this.manager = manager;
    this.connections = connections;
    this.catalog = catalog;
  }

  /** The pool that USE CONNECTION_POOL chose; undefined before. */
  get currentPool(): string | undefined {
    return this.#currentPool;
  }

  get connection(): string | undefined {
    const pool = this.transaction?.lease.pool ?? this.#currentPool ?? implicitPool;
    if (this.manager.has(pool)) return this.manager.snapshot(pool)?.connection;
    return pool === implicitPool ? this.connections.default()?.name : undefined;
  }

  /** Session variables by name, without the `@`. */
  get variables(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(this.#variables);
  }

  setVariable(name: string, value: unknown): void {
    this.#variables.set(name, value);
  }

  /** Fails with a PoolError where there is no such pool. */
  usePool(name: string): void {
    if (!this.manager.has(name)) throw this.manager.unknown(name);
    this.#currentPool = name;
  }

  /** The right to run through the session's pool. */
  async lease(signal?: AbortSignal): Promise<PoolLease> {
    return await this.manager.use(await this.#poolToUse(), signal ? { signal } : {});
  }

  /** Runs one statement. Whatever it does or fails to do is told in the outcome; this never rejects. */
  async run(text: string, sink: RowSink, options: RunOptions = {}): Promise<StatementOutcome> {
    const signals = [this.#closed.signal, ...(options.signal ? [options.signal] : [])];
    const running = runStatement(this, text, sink, {
      ...options,
      signal: AbortSignal.any(signals),
      statement: `qlsql-${randomUUID()}`,
      text,
    });
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  /** What a statement is compiled to now; it is not run. Rejects where nothing can be read of what it names. */
  async compile(text: string, options: RunOptions = {}): Promise<Prepared> {
    const known = this.plans.statement(text);
    if (hasErrors(known.problems)) return { problems: known.problems };
    const signals = [this.#closed.signal, ...(options.signal ? [options.signal] : [])];
    const run = { ...options, signal: AbortSignal.any(signals), statement: `qlsql-${randomUUID()}`, text };
    return await prepare(this, known, run);
  }

  /** Cancels what runs, takes back its transaction and waits for the end. Pools stay: they belong to the manager. */
  async close(): Promise<void> {
    this.#closed.abort();
    await Promise.allSettled(this.#running);
    await abortTransaction(this);
  }

  async #poolToUse(): Promise<string> {
    if (this.#currentPool !== undefined) return this.#currentPool;
    if (!this.manager.has(implicitPool)) await this.#createImplicit();
    return implicitPool;
  }

  async #createImplicit(): Promise<void> {
    const connection = this.connections.default();
    if (!connection) throw new PoolError('QL5018', []);
    const options = { minPoolSize: 0 };
    const definition = await defineOn(implicitPool, connection.name, this.connections, options);
    await this.manager.create(definition, { ifNotExists: true });
  }
}
