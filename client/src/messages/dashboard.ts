import type { PoolMood } from './health.ts';

// What the dashboard's webview and its host say to each other. Everything is plain JSON: moments are epoch
// milliseconds, lengths of time milliseconds, rates per second, counts of connections or operations.

export const dashboardRanges = [
  { milliseconds: 60_000, label: '1 min' },
  { milliseconds: 600_000, label: '10 min' },
  { milliseconds: 3_600_000, label: '1 h' },
  { milliseconds: 86_400_000, label: '24 h' },
] as const;

export const dashboardRefreshes = [
  { milliseconds: 500, label: '0.5 s' },
  { milliseconds: 1_000, label: '1 s' },
  { milliseconds: 2_000, label: '2 s' },
  { milliseconds: 5_000, label: '5 s' },
  { milliseconds: 10_000, label: '10 s' },
  { milliseconds: 30_000, label: '30 s' },
] as const;

/** By what the pools are chosen that have lines of their own, where there are more than can be told apart. */
export const poolRanks = [
  { rank: 'use', label: 'By use' },
  { rank: 'waiting', label: 'By waiting' },
  { rank: 'checkout', label: 'By checkout p95' },
  { rank: 'operations', label: 'By operations' },
] as const;

export type PoolRank = (typeof poolRanks)[number]['rank'];

/** What the person looks at. The webview owns it, keeps it in its state and tells the host of each change. */
export interface DashboardSelection {
  /** Names of the pools shown. Where none of them is there, the first pool that is stands in. */
  readonly pools: readonly string[];
  readonly rangeMs: number;
  readonly refreshMs: number;
  readonly paused: boolean;
  readonly rank: PoolRank;
}

export const initialSelection: DashboardSelection = {
  pools: [],
  rangeMs: 600_000,
  refreshMs: 1_000,
  paused: false,
  rank: 'use',
};

/** Milliseconds. */
export interface Times {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export interface HostFigures {
  readonly pool: string;
  readonly address: string;
  readonly role: string;
  readonly roundTripMs?: number;
  readonly active: number;
  readonly idle: number;
  readonly pending: number;
  readonly waiting: number;
  readonly operations: number;
  readonly errors: number;
  readonly response: Times;
}

export interface HealthReason {
  readonly issue: string;
  readonly points: number;
}

/** A chosen pool at this instant, or several taken together: sums, the slowest checkout, the worst health. */
export interface PoolFigures {
  readonly name: string;
  /** How many pools it stands for, where it is not one. */
  readonly others?: number;
  readonly mood: PoolMood;
  readonly connection?: string;
  readonly database?: string;
  readonly active: number;
  readonly idle: number;
  readonly pending: number;
  readonly maxSize: number;
  /** The most connections that it may hold to all its hosts together; 0 where there is no limit. */
  readonly capacity: number;
  readonly minSize: number;
  readonly waiting: number;
  readonly oldestWaitMs: number;
  readonly checkout: Times;
  readonly response: Times;
  readonly operationsPerSecond: number;
  readonly errorsPerSecond: number;
  /** Failed share of the last five minutes' operations, 0 to 1. */
  readonly errorRate: number;
  readonly healthScore: number;
  /** What is wrong, and what that takes off the score. */
  readonly reasons: readonly HealthReason[];
  readonly destroyedByReason: Readonly<Record<string, number>>;
  readonly errorsByKind: Readonly<Record<string, number>>;
  /** Connections in use over the range, in a few points; where several pools are shown. */
  readonly trend?: Column;
}

/** Values along the snapshot's `times`; null where nothing was measured. */
export type Column = readonly (number | null)[];

/** The past of a chosen pool, or of several together, one value for each of the snapshot's `times`. */
export interface PoolSeries {
  readonly pool: string;
  /** How many pools it stands for, where it is not one. */
  readonly others?: number;
  readonly active: Column;
  readonly idle: Column;
  readonly pending: Column;
  readonly maxSize: Column;
  readonly waiting: Column;
  readonly checkoutP50: Column;
  readonly checkoutP95: Column;
  readonly checkoutP99: Column;
  readonly operations: Column;
  readonly errors: Column;
}

/** The lane of the events that an event is drawn in. */
export type EventLane = 'created' | 'closed' | 'cleared' | 'altered' | 'topology' | 'trouble';

/** Something that happened, or several of one sort that happened close together. */
export interface EventMark {
  readonly at: number;
  readonly pool: string;
  readonly lane: EventLane;
  readonly count: number;
  /** A sentence: what, where and why. */
  readonly text: string;
}

export interface OperationFigures {
  readonly at: number;
  readonly pool: string;
  readonly host: string;
  readonly command: string;
  readonly target: string;
  readonly durationMs: number;
  readonly waitMs?: number;
  readonly error?: string;
}

/** Who holds a connection that is checked out. */
export interface HolderFigures {
  /** The connection's number, for `kill`. */
  readonly id: number;
  readonly pool: string;
  readonly host: string;
  /** Text of the statement, or else the name of the command. */
  readonly what: string;
  /** Where the statement stands: `orders.qlsql:12`. */
  readonly source?: string;
  readonly heldMs: number;
  readonly serverConnection?: number;
}

/** Operations counted by when they ended and how long they took, for the heat map. */
export interface ResponseHeat {
  /** Lower edges of the rows, rising, in milliseconds; the last row has no upper edge. */
  readonly edges: readonly number[];
  /** For each of the snapshot's `times` the count in each row. */
  readonly counts: readonly number[][];
}

export interface Advice {
  readonly pool: string;
  /** `INCREASE_POOL_SIZE` and so on. */
  readonly kind: string;
  readonly what: string;
  /** The figures it rests on, in a sentence. */
  readonly why: string;
  /** A statement that carries it out, where one does. */
  readonly statement?: string;
}

/** Everything that the dashboard shows at one instant. */
export interface DashboardSnapshot {
  readonly at: number;
  /** The instants of all series, rising; the last is `at` or shortly before. */
  readonly times: readonly number[];
  /** How much time each of `times` stands for. */
  readonly stepMs: number;
  readonly rangeMs: number;
  /** How many pools were chosen. Where they are many, each list names the first by rank, and the last of figures and series stands for the others. */
  readonly count: number;
  readonly pools: readonly PoolFigures[];
  readonly series: readonly PoolSeries[];
  readonly hosts: readonly HostFigures[];
  readonly events: readonly EventMark[];
  /** The longest held first. */
  readonly holders: readonly HolderFigures[];
  readonly operations: readonly OperationFigures[];
  readonly heat?: ResponseHeat;
  readonly advice: readonly Advice[];
}

export type ToDashboard =
  | { readonly type: 'snapshot'; readonly snapshot: DashboardSnapshot }
  /** Show these pools from now on. */
  | { readonly type: 'choose'; readonly pools: readonly string[] };

export type FromDashboard =
  /** Said once when the page has started, and again whenever something was chosen. */
  | { readonly type: 'select'; readonly selection: DashboardSelection }
  /** Ask which pools to show. */
  | { readonly type: 'pick' }
  /** Ask for a new pool. */
  | { readonly type: 'create' }
  /** Save what the range shows. */
  | { readonly type: 'export' }
  /** Show the file and line of a holder's `source`. */
  | { readonly type: 'open'; readonly source: string }
  /** Stop what a connection runs, by the holder's id; asks first. */
  | { readonly type: 'kill'; readonly id: number }
  /** Open a statement in the editor; it is not run. */
  | { readonly type: 'write'; readonly statement: string };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** A selection out of stored or posted data, whatever it holds: what is missing or odd is as at first. */
export function readSelection(value: unknown): DashboardSelection {
  if (!isRecord(value)) return initialSelection;
  const { pools, rangeMs, refreshMs, paused, rank } = value;
  const known = (
    choices: readonly { readonly milliseconds: number }[],
    chosen: unknown,
    otherwise: number,
  ): number => choices.find((choice) => choice.milliseconds === chosen)?.milliseconds ?? otherwise;
  return {
    pools: Array.isArray(pools) ? pools.filter((name): name is string => typeof name === 'string') : [],
    rangeMs: known(dashboardRanges, rangeMs, initialSelection.rangeMs),
    refreshMs: known(dashboardRefreshes, refreshMs, initialSelection.refreshMs),
    paused: paused === true,
    rank: poolRanks.find((each) => each.rank === rank)?.rank ?? initialSelection.rank,
  };
}

/** A message from the webview, or undefined where it is none of ours. */
export function readFromDashboard(value: unknown): FromDashboard | undefined {
  if (!isRecord(value)) return undefined;
  switch (value['type']) {
    case 'select':
      return { type: 'select', selection: readSelection(value['selection']) };
    case 'pick':
    case 'create':
    case 'export':
      return { type: value['type'] };
    case 'open':
      return typeof value['source'] === 'string' ? { type: 'open', source: value['source'] } : undefined;
    case 'kill':
      return typeof value['id'] === 'number' ? { type: 'kill', id: value['id'] } : undefined;
    case 'write':
      return typeof value['statement'] === 'string'
        ? { type: 'write', statement: value['statement'] }
        : undefined;
    default:
      return undefined;
  }
}
