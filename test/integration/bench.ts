import { MongoClient } from 'mongodb';
import { PoolManager } from '../../client/src/pools/manager.ts';
import { CatalogStore } from '../../client/src/run/catalog-store.ts';
import type { ConnectionResolver } from '../../client/src/run/connections.ts';
import type { RowSink, StatementOutcome } from '../../client/src/run/run-types.ts';
import { Session } from '../../client/src/run/session.ts';
import type { RunOptions } from '../../client/src/run/session.ts';
import type { RunningMongo } from '../../scripts/parts/start-mongod.mjs';

/** What a statement of a test came to. */
export type Outcome = StatementOutcome & { readonly rows: unknown[][] };

/** A session on one database, with everything it needs. */
export class Workbench {
  readonly manager = new PoolManager();
  readonly catalog: CatalogStore;
  readonly session: Session;
  readonly #uri: string;

  constructor(mongo: RunningMongo, database: string) {
    const [, hosts = '', query = ''] = /^mongodb:\/\/([^/]+)\/?(.*)$/.exec(mongo.uri) ?? [];
    const uri = `mongodb://${hosts}/${database}${query}`;
    this.#uri = uri;
    const connections: ConnectionResolver = {
      names: () => ['shop'],
      default: () => ({ name: 'shop' }),
      resolve: (name) => Promise.resolve(name === 'shop' ? { uri } : undefined),
    };
    this.catalog = new CatalogStore({ manager: this.manager, connections });
    this.session = new Session({ manager: this.manager, connections, catalog: this.catalog });
  }

  async run(sql: string, options: RunOptions = {}): Promise<Outcome> {
    const rows: unknown[][] = [];
    const sink: RowSink = {
      columns: () => undefined,
      rows: (batch) => void rows.push(...batch.map((row) => [...row])),
    };
    return { ...(await this.session.run(sql, sink, options)), rows };
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
