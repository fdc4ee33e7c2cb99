import { randomUUID } from 'node:crypto';
import { implicitPool } from '../../../dialect/src/catalog/implicit-pool.ts';
import { hasErrors } from '../../../dialect/src/problems/problem.ts';
import type { Alerts } from '../alerts/alerts.ts';
import type { RoutedLease } from '../groups/group-lease.ts';
import type { PoolGroups } from '../groups/pool-groups.ts';
import { noFile, SavedPools } from '../saved/saved-pools.ts';
import { createAlerts } from './create-alerts.ts';
import { PoolChoice } from './pool-choice.ts';
import { strictest } from './connections.ts';
import type { ExecuteRun } from './execute-run.ts';
import { importDocuments, type ImportWork, type Imported } from './import-documents.ts';
import { openImplicit } from './open-implicit.ts';
import { PlanCache } from './plan-cache.ts';
import { prepare, type Prepared } from './prepare-statement.ts';
import { runStatement } from './run-statement.ts';
import type { RowSink, StatementOutcome } from './run-types.ts';
import type {
  LeaseRequest,
  PreparedStatement,
  RunOptions,
  SessionParts,
  SessionState,
} from './session-state.ts';
import { Settings } from './settings.ts';
import { abortTransaction } from './transaction.ts';
import type { Transaction } from './transaction-state.ts';

export type { RunOptions, SessionParts } from './session-state.ts';

/** One user's line of statements: they share variables and a current pool. Statements may run side by side. */
export class Session implements SessionState {
  readonly manager: SessionParts['manager'];
  readonly groups: PoolGroups;
  readonly connections: SessionParts['connections'];
  readonly catalog: SessionParts['catalog'];
  readonly alerts: Alerts;
  readonly saved: SavedPools;
  readonly settings = new Settings();
  readonly plans = new PlanCache();
  readonly prepared = new Map<string, PreparedStatement>();
  transaction: Transaction | undefined;
  readonly #variables = new Map<string, unknown>();
  readonly #running = new Set<Promise<unknown>>();
  readonly #choice: PoolChoice;
  readonly #closed = new AbortController();

  constructor({ manager, connections, catalog, alerts, saved }: SessionParts) {
    this.manager = manager;
    this.groups = catalog.groups;
    this.#choice = new PoolChoice({ manager, groups: this.groups, variables: () => this.variables });
    this.connections = connections;
    this.catalog = catalog;
    this.alerts = alerts ?? createAlerts(manager);
    const defaultConnection = () => connections.default()?.name;
    this.saved = saved ?? new SavedPools(noFile, { manager, groups: this.groups, defaultConnection });
  }

  get currentPool(): string | undefined {
    return this.#choice.pool;
  }

  get connection(): string | undefined {
    if (!this.transaction && !this.#choice.isOpen)
      return strictest(this.connections, this.#choice.connections());
    const pool = this.transaction?.lease.pool ?? implicitPool;
    if (this.manager.has(pool)) return this.manager.identity(pool)?.connection;
    return pool === implicitPool ? this.connections.default()?.name : undefined;
  }

  /** Session variables by name, without the `@`. */
  get variables(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(this.#variables);
  }

  setVariable(name: string, value: unknown): void {
    this.#variables.set(name, value);
  }

  usePool(name: string, member?: string): string {
    if (name !== implicitPool || member !== undefined || this.groups.has(name))
      return this.#choice.use(name, member);
    this.#choice.reset();
    return implicitPool;
  }

  async poolToRead(signal?: AbortSignal): Promise<string | undefined> {
    return await this.#choice.opened(signal);
  }

  async lease(request: LeaseRequest = {}): Promise<RoutedLease> {
    if (!this.#choice.isOpen) return await this.#choice.lease(request);
    await openImplicit(this);
    return await this.manager.use(implicitPool, request.signal ? { signal: request.signal } : {});
  }

  /** Runs one statement. Whatever it does or fails to do is told in the outcome; this never rejects. */
  async run(text: string, sink: RowSink, options: RunOptions = {}): Promise<StatementOutcome> {
    return await this.#kept(runStatement(this, text, sink, this.#runOf(text, options)));
  }

  /** Inserts the documents of a file. Rejects with a PoolError, Cancelled, or what reading them throws. */
  async import(work: ImportWork, options: RunOptions & Pick<ExecuteRun, 'account'> = {}): Promise<Imported> {
    const text = `import into ${work.collection}`;
    return await this.#kept(importDocuments(work, this, { ...options, ...this.#runOf(text, options) }));
  }

  /** What a statement is compiled to now; it is not run. Rejects where nothing can be read of what it names. */
  async compile(text: string, options: RunOptions = {}): Promise<Prepared> {
    const known = this.plans.statement(text);
    if (hasErrors(known.problems)) return { problems: known.problems };
    return await prepare(this, known, this.#runOf(text, options));
  }

  /** Cancels what runs, takes back its transaction and waits for the end. Pools stay: they belong to the manager. */
  async close(): Promise<void> {
    this.#closed.abort();
    await Promise.allSettled(this.#running);
    await abortTransaction(this);
  }

  #runOf(text: string, options: RunOptions): ExecuteRun {
    const signals = [this.#closed.signal, ...(options.signal ? [options.signal] : [])];
    return { ...options, signal: AbortSignal.any(signals), statement: `qlsql-${randomUUID()}`, text };
  }

  /** Who closes the session waits for the end. */
  async #kept<T>(running: Promise<T>): Promise<T> {
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }
}
