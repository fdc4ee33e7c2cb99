import assert from 'node:assert/strict';
import { MongoClient } from 'mongodb';
import type { Alerts } from '../../client/src/alerts/alerts.ts';
import { PoolManager } from '../../client/src/pools/manager.ts';
import { CatalogStore } from '../../client/src/run/catalog-store.ts';
import type { ConnectionResolver, ConnectionRole } from '../../client/src/run/connections.ts';
import type { RowSink, StatementOutcome } from '../../client/src/run/run-types.ts';
import { Session } from '../../client/src/run/session.ts';
import type { RunOptions } from '../../client/src/run/session.ts';
import type { RunningMongo } from '../../scripts/parts/start-mongod.mjs';

/** What a statement of a test came to. */
export type Outcome = StatementOutcome & { readonly rows: unknown[][] };

/** A row by the names of its columns. */
export type Row = Readonly<Record<string, unknown>>;

export interface WorkbenchParts {
  readonly manager?: PoolManager;
  readonly alerts?: Alerts;
  /** The connections by name, all to the one database, the first being the default. A role may change while they are used. */
  readonly roles?: Readonly<Record<string, ConnectionRole>>;
}

/** A session on one database, with everything it needs. */
export class Workbench {
  readonly manager: PoolManager;
  readonly catalog: CatalogStore;
  readonly session: Session;
  readonly #uri: string;

  constructor(mongo: RunningMongo, database: string, parts: WorkbenchParts = {}) {
    const { manager = new PoolManager(), alerts, roles = { shop: 'dev' } } = parts;
    this.manager = manager;
    const [, hosts = '', query = ''] = /^mongodb:\/\/([^/]+)\/?(.*)$/.exec(mongo.uri) ?? [];
    const uri = `mongodb://${hosts}/${database}${query}`;
    this.#uri = uri;
    const connections: ConnectionResolver = {
      names: () => Object.keys(roles),
      default: () => ({ name: Object.keys(roles)[0]! }),
      role: (name) => roles[name] ?? 'dev',
      resolve: (name) => Promise.resolve(name in roles ? { uri } : undefined),
    };
    const shared = { manager, connections, ...(alerts && { alerts }) };
    this.catalog = new CatalogStore(shared);
    this.session = new Session({ ...shared, catalog: this.catalog });
  }

  async run(sql: string, options: RunOptions = {}): Promise<Outcome> {
    const rows: unknown[][] = [];
    const sink: RowSink = {
      columns: () => undefined,
      rows: (batch) => void rows.push(...batch.map((row) => [...row])),
    };
    return { ...(await this.session.run(sql, sink, options)), rows };
  }

  /** The same, with each row by the names of its columns. */
  async runNamed(
    sql: string,
    options: RunOptions = {},
  ): Promise<StatementOutcome & { readonly rows: Row[] }> {
    const rows: Row[] = [];
    let names: readonly string[] = [];
    const sink: RowSink = {
      columns: (columns) => void (names = columns.map(({ name }) => name)),
      rows: (batch) =>
        void rows.push(...batch.map((row) => Object.fromEntries(names.map((name, n) => [name, row[n]])))),
    };
    return { ...(await this.session.run(sql, sink, options)), rows };
  }

  /** Runs a statement that must not fail. */
  async done(sql: string, options: RunOptions = {}): Promise<Outcome> {
    const outcome = await this.run(sql, options);
    const errors = outcome.problems.filter(({ severity }) => severity === 'error');
    assert.deepEqual(
      errors.map(({ code, message }) => `${code} ${message}`),
      [],
      sql.slice(0, 200),
    );
    return outcome;
  }

  /** Problems as `code: sentence`, or the message, or the rows as JSON. */
  async tell(sql: string): Promise<string> {
    const { problems, message, rows, affected } = await this.run(sql);
    const [problem] = problems;
    if (problem) return `${problem.code} ${problem.span.start}-${problem.span.end} ${problem.message}`;
    const written = affected ? ` [${affected}]` : '';
    if (message !== undefined) return `${message}${written}`;
    return `${JSON.stringify(rows)}${written}`;
  }

  /** A client beside the pools. */
  async client(): Promise<MongoClient> {
    return await new MongoClient(this.#uri).connect();
  }

  async close(): Promise<void> {
    await this.session.close();
    await this.catalog.close();
    await this.manager.close();
  }
}
