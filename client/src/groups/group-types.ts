import type { GroupType, OptionValues } from '../../../dialect/src/options/index.ts';
import type { PoolSnapshot, PoolState } from '../pools/pool-types.ts';
import type { CircuitState } from './circuit.ts';

/** Where pools lead. The URI may hold credentials: it goes to the pool manager and nowhere else. */
export interface Target {
  readonly uri: string;
  readonly connection?: string;
  readonly database?: string;
}

/** The target of a connection by its name or URI; of the group's own for undefined. Fails with a PoolError. */
export type ResolveTarget = (connection: string | undefined) => Promise<Target>;

export interface GroupDefinition {
  readonly name: string;
  readonly type: GroupType;
  /** The group's own connection: members that name none are on it. */
  readonly connection?: string;
  readonly database?: string;
  /** As the statement gives them: of the group, of all its pools, and of single members. */
  readonly options: OptionValues;
}

/** What a statement wants of a group. */
export interface RouteRequest {
  readonly writes: boolean;
  /** The member that USE named. */
  readonly member?: string;
  /** The session's variables: one of them may name the member. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Pools that the statement has failed on. */
  readonly avoid?: ReadonlySet<string>;
  readonly signal?: AbortSignal;
}

export interface BatchFigures {
  readonly batches: number;
  readonly running: number;
  readonly waiting: number;
  readonly documents: number;
  readonly failed: number;
  readonly averageSize: number;
  readonly documentsPerSecond: number;
}

export interface MemberSnapshot {
  readonly name: string;
  readonly pool: string;
  readonly connection?: string;
  readonly database?: string;
  readonly state: PoolState | 'not open';
  readonly circuit: CircuitState;
  readonly consecutiveFailures: number;
  readonly lastFailure?: string;
  readonly score?: number;
  readonly latencyMs?: number;
  readonly running: number;
  readonly queued: number;
  readonly maxConcurrent?: number;
  readonly maxQueued?: number;
  readonly routed: number;
  readonly completed: number;
  readonly failed: number;
  readonly refused: number;
  readonly failoversTo: number;
  readonly batch?: BatchFigures;
  readonly lastUsedAt?: Date;
}

export interface GroupSnapshot {
  /** Whether it holds what comes, for pools that open later too. */
  readonly paused: boolean;
  readonly name: string;
  readonly type: GroupType;
  readonly connection?: string;
  readonly database?: string;
  /** Without secrets. */
  readonly options: OptionValues;
  readonly members: readonly MemberSnapshot[];
  /** The pools of those members that are open. */
  readonly pools: readonly PoolSnapshot[];
  readonly createdAt: Date;
}
