import type {
  DashboardSnapshot,
  HolderFigures,
  HostFigures,
  OperationFigures,
  PoolFigures,
} from '../../client/src/messages/dashboard.ts';
import { formatClock, formatCount, formatDuration, formatRate } from '../../client/src/messages/format.ts';
import { Table } from './table.ts';

interface ReasonFigures {
  readonly reason: string;
  readonly count: number;
  readonly share: number;
}

/** Connections closed and operations failed, counted by why, the most frequent first. */
function byReason(counts: readonly Readonly<Record<string, number>>[]): readonly ReasonFigures[] {
  const totals = new Map<string, number>();
  for (const each of counts) {
    for (const [reason, count] of Object.entries(each)) totals.set(reason, (totals.get(reason) ?? 0) + count);
  }
  const all = [...totals.values()].reduce((sum, count) => sum + count, 0);
  return [...totals]
    .filter(([, count]) => count > 0)
    .sort(([, left], [, right]) => right - left)
    .map(([reason, count]) => ({ reason, count, share: count / all }));
}

const ofSeveralPools = (rows: readonly { readonly pool: string }[]): boolean =>
  rows.some(({ pool }) => pool !== rows[0]?.pool);

/** What can be done about who holds a connection, and about a pool. */
export interface TableActions {
  open(source: string): void;
  kill(id: number): void;
  /** Shows one pool by itself. */
  show(pool: string): void;
}

/** Of several pools each by itself. */
function poolsTable({ show }: Pick<TableActions, 'show'>): Table<PoolFigures> {
  return new Table<PoolFigures>('Pools', 'No pool is shown.', [
    {
      head: 'Pool',
      text: ({ name }) => name,
      title: ({ name, mood }) => `${name}: ${mood}`,
      press: ({ name }) => show(name),
      presses: ({ others }) => others === undefined,
    },
    {
      head: 'Lately',
      trend: ({ trend }) => trend,
      text: ({ active, trend = [] }) =>
        `${formatCount(active)} in use, at most ${formatCount(Math.max(0, ...trend.map((value) => value ?? 0)))}`,
    },
    {
      head: 'In use',
      figure: true,
      text: ({ active, capacity }) =>
        `${formatCount(active)}/${capacity === 0 ? '∞' : formatCount(capacity)}`,
      share: ({ active, capacity }) => (capacity === 0 ? 0 : Math.min(1, active / capacity)),
    },
    { head: 'Waiting', figure: true, text: ({ waiting }) => formatCount(waiting) },
    { head: 'p95', figure: true, text: ({ checkout }) => formatDuration(checkout.p95) },
    { head: 'Ops', figure: true, text: ({ operationsPerSecond }) => formatRate(operationsPerSecond) },
    { head: 'Health', figure: true, text: ({ healthScore }) => formatCount(healthScore) },
  ]);
}

function holdersTable({ open, kill }: TableActions): Table<HolderFigures> {
  return new Table<HolderFigures>('Who holds a connection', 'No connection is checked out.', [
    { head: 'Held', figure: true, text: (holder) => formatDuration(holder.heldMs) },
    {
      head: 'Statement',
      text: (holder) => holder.what,
      title: (holder) => `${holder.what} on ${holder.host} through ${holder.pool}`,
    },
    {
      head: 'At',
      text: (holder) => holder.source ?? '',
      press: ({ source }) => source !== undefined && open(source),
    },
    {
      head: 'No.',
      figure: true,
      text: ({ serverConnection }) => (serverConnection === undefined ? '–' : String(serverConnection)),
      title: ({ serverConnection: number }) =>
        number === undefined ? '' : `The server calls it conn${number}`,
    },
    { head: 'Kill', text: () => 'Kill', title: () => 'Stop it on the server', press: ({ id }) => kill(id) },
  ]);
}

/** The tables beside the charts. */
export class Tables {
  readonly roots: readonly HTMLElement[];
  readonly #hosts = new Table<HostFigures>('Hosts', 'No host is known yet.', [
    { head: 'Pool', text: (host) => host.pool, tells: ofSeveralPools },
    { head: 'Host', text: (host) => host.address, title: (host) => `${host.address} of ${host.pool}` },
    { head: 'Role', text: (host) => host.role },
    {
      head: 'In use',
      figure: true,
      text: (host) => formatCount(host.active),
      title: (host) => `${host.idle} idle, ${host.pending} pending, ${host.waiting} waiting`,
    },
    { head: 'p95', figure: true, text: (host) => formatDuration(host.response.p95) },
    {
      head: 'Ping',
      figure: true,
      tells: (hosts) => !ofSeveralPools(hosts),
      text: (host) => (host.roundTripMs === undefined ? '–' : formatDuration(host.roundTripMs)),
    },
    { head: 'Errors', figure: true, text: (host) => formatCount(host.errors) },
  ]);
  readonly #operations = new Table<OperationFigures>(
    'Slowest operations',
    'No operation has run in this time.',
    [
      { head: 'Time', figure: true, text: (operation) => formatDuration(operation.durationMs) },
      {
        head: 'Waited',
        figure: true,
        text: (operation) => (operation.waitMs === undefined ? '–' : formatDuration(operation.waitMs)),
      },
      {
        head: 'Operation',
        text: (operation) =>
          `${operation.error === undefined ? '' : '✗ '}${operation.command} ${operation.target}`,
        title: (operation) =>
          `${operation.command} ${operation.target} on ${operation.host} through ${operation.pool}${operation.error === undefined ? '' : `: ${operation.error}`}`,
      },
      { head: 'At', figure: true, text: (operation) => formatClock(operation.at) },
    ],
  );
  readonly #closed = reasonTable('Closed by reason', 'No connection has been closed.', 'Reason');
  readonly #failed = reasonTable('Errors by kind', 'No operation has failed.', 'Kind');

  readonly #pools: Table<PoolFigures>;
  readonly #holders: Table<HolderFigures>;

  constructor(actions: TableActions) {
    this.#pools = poolsTable(actions);
    this.#holders = holdersTable(actions);
    this.roots = [
      this.#pools.root,
      this.#holders.root,
      this.#hosts.root,
      this.#operations.root,
      this.#closed.root,
      this.#failed.root,
    ];
  }

  update(snapshot: DashboardSnapshot): void {
    this.#pools.root.hidden = snapshot.count < 2;
    this.#pools.update(snapshot.count < 2 ? [] : snapshot.pools);
    this.#holders.update(snapshot.holders);
    this.#hosts.update(snapshot.hosts);
    this.#operations.update(snapshot.operations);
    this.#closed.update(byReason(snapshot.pools.map((pool) => pool.destroyedByReason)));
    this.#failed.update(byReason(snapshot.pools.map((pool) => pool.errorsByKind)));
  }
}

function reasonTable(title: string, empty: string, head: string): Table<ReasonFigures> {
  return new Table<ReasonFigures>(title, empty, [
    { head, text: ({ reason }) => reason },
    { head: 'Count', figure: true, text: ({ count }) => formatCount(count), share: ({ share }) => share },
  ]);
}
