import { setTimeout as sleep } from 'node:timers/promises';
import type { RowSink } from '../run/run-types.ts';
import { Session, type SessionParts } from '../run/session.ts';

/** A pool of the demo, and who uses it: how many at the quietest and at the busiest time, and with what pauses between. */
interface DemoPool {
  readonly name: string;
  readonly create: string;
  readonly users: readonly [least: number, most: number];
  readonly pauseMs: number;
  readonly statements: readonly string[];
}

const pools: readonly DemoPool[] = [
  {
    name: 'read_pool',
    create: `CREATE CONNECTION_POOL IF NOT EXISTS read_pool ON CONNECTION demo
      WITH (maxPoolSize = 20, minPoolSize = 3, readPreference = 'secondaryPreferred')`,
    users: [3, 16],
    pauseMs: 60,
    statements: [
      "SELECT * FROM users WHERE status = 'active' ORDER BY created_at DESC LIMIT 20",
      'SELECT status, COUNT(*) AS orders, SUM(order_total) AS revenue FROM orders GROUP BY status',
      'SELECT user_id, COUNT(*) AS activities FROM user_activities GROUP BY user_id ORDER BY activities DESC LIMIT 10',
      'SELECT * FROM orders ORDER BY order_date DESC LIMIT 50',
    ],
  },
  {
    name: 'write_pool',
    create: `CREATE CONNECTION_POOL IF NOT EXISTS write_pool ON CONNECTION demo
      WITH (maxPoolSize = 6, minPoolSize = 2, readPreference = 'primary')`,
    users: [1, 9],
    pauseMs: 40,
    statements: [
      "SELECT * FROM orders WHERE customer_id = 7 AND status = 'completed'",
      'SELECT * FROM user_sessions WHERE is_active = TRUE LIMIT 25',
    ],
  },
  {
    name: 'batch_pool',
    create: `CREATE CONNECTION_POOL IF NOT EXISTS batch_pool ON CONNECTION demo
      WITH (maxPoolSize = 10, minPoolSize = 1, socketTimeoutMS = 120000)`,
    users: [0, 2],
    pauseMs: 400,
    statements: [
      'SELECT user_id, AVG(session_duration) AS seconds, SUM(page_views) AS views FROM user_activities GROUP BY user_id',
    ],
  },
];

/** How long it takes from one busy time to the next. */
const tideMs = 90_000;
const unseen: RowSink = { columns: () => undefined, rows: () => undefined };

/** Gentle traffic through a few pools, so that there is something to look at. */
export class DemoLoad {
  readonly #parts: SessionParts;
  readonly #tell: (trouble: string) => void;
  #stop: AbortController | undefined;

  constructor(parts: SessionParts, tell: (trouble: string) => void) {
    this.#parts = parts;
    this.#tell = tell;
  }

  /** Creates the pools that are not there and begins; nothing where it runs already. */
  async start(): Promise<void> {
    if (this.#stop) return;
    const stop = new AbortController();
    this.#stop = stop;
    const session = new Session(this.#parts);
    for (const pool of pools) {
      const { ok, problems } = await session.run(pool.create, unseen, { signal: stop.signal });
      if (ok) for (let user = 0; user < pool.users[1]; user++) void this.#use(pool, user, stop.signal);
      else this.#tell(problems.map(({ message }) => message).join(' '));
    }
  }

  stop(): void {
    this.#stop?.abort();
    this.#stop = undefined;
  }

  /** One user until the load stops: works while the tide is high enough for as many. */
  async #use(pool: DemoPool, user: number, signal: AbortSignal): Promise<void> {
    const session = new Session(this.#parts);
    await session.run(`USE CONNECTION_POOL ${pool.name}`, unseen, { signal });
    while (!signal.aborted) {
      const [least, most] = pool.users;
      const tide = (1 - Math.cos((2 * Math.PI * Date.now()) / tideMs)) / 2;
      const pause = pool.pauseMs * (0.5 + Math.random());
      if (user < least + tide * (most - least)) {
        const statement = pool.statements[Math.floor(Math.random() * pool.statements.length)] ?? '';
        const source = { file: 'demo', line: 1 };
        const { ok } = await session.run(statement, unseen, { signal, source });
        // A pool that was dropped or paused, or a server that is away: no reason to hammer on it.
        await rest(ok ? pause : 2000, signal);
      } else await rest(pause + 500, signal);
    }
    await session.close();
  }
}

async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
