import { slotStart, type LogCounts } from '../history/log-counts.ts';
import type { HostTotals, Totals } from '../pools/pool-types.ts';
import type { PoolManager } from '../pools/manager.ts';
import type { PoolSnapshot } from '../pools/pool-types.ts';

/** What the page needs of the pool manager. */
export type MeasuredPools = Pick<PoolManager, 'snapshots' | 'totals'>;

type Labels = Readonly<Record<string, string>>;

interface Sample {
  /** Behind the family's name: `_bucket`, `_sum`, `_count`. */
  readonly suffix?: string;
  readonly labels: Labels;
  readonly value: number;
}

interface Family {
  readonly name: string;
  readonly type: 'gauge' | 'counter' | 'histogram';
  readonly help: string;
  readonly samples: (pool: PoolSnapshot, totals: readonly HostTotals[]) => readonly Sample[];
}

const prefix = 'mongodb_driver_pool';

/** Upper edges of the buckets of every histogram, in seconds. */
const edges = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Micrometer's names for what a driver's pool tells, and ours in the same manner for what it does not. */
const families: readonly Family[] = [
  ofHost('size', 'gauge', 'Connections there are: idle, checked out and being opened.', (host) => host.size),
  ofHost('checkedout', 'gauge', 'Connections that are checked out.', (host) => host.active),
  ofHost('waitqueuesize', 'gauge', 'Operations that wait for a connection.', (host) => host.waiting),
  ofPool(
    'oldest_wait_seconds',
    'gauge',
    'How long the first that waits has waited; 0 where none waits.',
    (pool) => pool.oldestWaitMs / 1000,
  ),
  ofHost('idle', 'gauge', 'Connections that nobody uses.', (host) => host.idle),
  ofHost('pending', 'gauge', 'Connections that are being opened.', (host) => host.pending),
  ofPool('max_size', 'gauge', 'maxPoolSize: the limit for each server; 0 is none.', (pool) => pool.maxSize),
  ofPool('min_size', 'gauge', 'minPoolSize: kept open to each server.', (pool) => pool.minSize),
  ofPool('up', 'gauge', 'Whether the pool takes work: 1 or 0.', ({ state }) => (state === 'ready' ? 1 : 0)),
  ofPool('health_score', 'gauge', 'Health from 0 (dead) to 100 (perfect).', (pool) => pool.healthScore),
  ofHost('created_total', 'counter', 'Connections opened.', (host) => host.created),
  byKey('closed_total', 'reason', 'Connections closed.', (pool) => pool.destroyedByReason),
  ofPool('checkouts_total', 'counter', 'Connections handed out.', (pool) => pool.checkouts),
  ofPool('checkout_failures_total', 'counter', 'Checkouts that failed.', (pool) => pool.checkoutFailures),
  ofPool(
    'clears_total',
    'counter',
    'How often all connections to a server were thrown away.',
    (pool) => pool.clears ?? 0,
  ),
  ofHost('operations_total', 'counter', 'Operations that ended.', (host) => host.operations),
  byKey('errors_total', 'kind', 'Operations that failed.', (pool) => pool.errorsByKind),
  timed('acquire_seconds', 'How long operations waited for a connection.', ({ checkout }) => checkout),
  timed('usage_seconds', 'How long connections were out.', ({ response }) => response),
  timed('creation_seconds', 'How long it took to open a connection.', ({ creation }) => creation),
];

/** Every pool's figures in the text format of Prometheus 0.0.4. Histograms are right within 3 % of their edges. */
export function prometheusText(pools: MeasuredPools): string {
  const measured = pools.snapshots().map((snapshot) => ({ snapshot, totals: pools.totals(snapshot.name) }));
  return families
    .map(({ name, type, help, samples }) => {
      const lines = measured.flatMap(({ snapshot, totals }) =>
        samples(snapshot, totals).map((sample) => line(`${prefix}_${name}`, snapshot.name, sample)),
      );
      return `# HELP ${prefix}_${name} ${help}\n# TYPE ${prefix}_${name} ${type}\n${lines.join('')}`;
    })
    .join('');
}

function line(name: string, pool: string, { suffix = '', labels, value }: Sample): string {
  const text = Object.entries({ pool, ...labels })
    .map(([label, of]) => `${label}="${of.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`)
    .join(',');
  return `${name}${suffix}{${text}} ${value === Infinity ? '+Inf' : value}\n`;
}

function ofPool(
  name: string,
  type: Family['type'],
  help: string,
  value: (pool: PoolSnapshot) => number,
): Family {
  return { name, type, help, samples: (pool) => [{ labels: {}, value: value(pool) }] };
}

function ofHost(
  name: string,
  type: Family['type'],
  help: string,
  value: (host: PoolSnapshot['hosts'][number]) => number,
): Family {
  return {
    ...{ name, type, help },
    samples: ({ hosts }) =>
      hosts.map((host) => ({ labels: { server_address: host.address }, value: value(host) })),
  };
}

function byKey(
  name: string,
  label: string,
  help: string,
  values: (pool: PoolSnapshot) => Readonly<Partial<Record<string, number>>>,
): Family {
  return {
    ...{ name, type: 'counter', help },
    samples: (pool) =>
      Object.entries(values(pool)).map(([key, value = 0]) => ({ labels: { [label]: key }, value })),
  };
}

function timed(name: string, help: string, of: (host: HostTotals) => Totals): Family {
  return {
    ...{ name, type: 'histogram', help },
    samples: (_, hosts) => hosts.flatMap((host) => histogram({ server_address: host.address }, of(host))),
  };
}

function histogram(labels: Labels, { counts, totalMs }: Totals): Sample[] {
  const buckets = upTo(counts);
  const count = buckets.at(-1) ?? 0;
  return [
    ...[...edges, Infinity].map((edge, index) => ({
      suffix: '_bucket',
      labels: { ...labels, le: edge === Infinity ? '+Inf' : String(edge) },
      value: buckets[index] ?? 0,
    })),
    { suffix: '_sum', labels, value: totalMs / 1000 },
    { suffix: '_count', labels, value: count },
  ];
}

/** How many took no longer than each edge, and how many there are. A slot counts by its middle. */
function upTo(counts: LogCounts): number[] {
  const found = [...edges, Infinity].map(() => 0);
  for (const [slot, count] of counts.entries()) {
    const middle = (slotStart(slot) + slotStart(slot + 1)) / 2_000_000;
    const bucket = edges.findIndex((edge) => middle <= edge);
    const place = bucket === -1 ? edges.length : bucket;
    found[place] = (found[place] ?? 0) + count;
  }
  let sum = 0;
  return found.map((count) => (sum += count));
}
