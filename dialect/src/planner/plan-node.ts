import type {
  BoundExpression,
  BoundGroup,
  BoundItem,
  BoundOutput,
  BoundScan,
  BoundSeries,
  BoundSortKey,
  BoundVirtual,
  BoundWindow,
  BoundWorkingTable,
  ColumnId,
} from '../analysis/bound.ts';
import type { Span } from '../text/span.ts';

// The logical plan: what is computed from what, without a word about MongoDB. A node gives the columns of its input and its own,
// by number; nothing is dropped before a node that makes new rows (group, distinct, set operation).

interface Base<K extends string> {
  readonly kind: K;
  /** The clause it comes from. */
  readonly origin?: Span | undefined;
}

export interface ScanNode extends Base<'scan'> {
  readonly relation: BoundScan;
}

/** Rows written in the statement; one row without columns where there is no FROM. */
export interface RowsNode extends Base<'rows'> {
  readonly columns: readonly BoundOutput[];
  readonly rows: readonly (readonly BoundExpression[])[];
}

export interface VirtualNode extends Base<'virtual'> {
  readonly relation: BoundVirtual;
}

export interface WorkingNode extends Base<'working'> {
  readonly relation: BoundWorkingTable;
}

/** Each row of the input once for each of the series' values; where `outer`, once with NULL if there are none. */
export interface SeriesNode extends Base<'series'> {
  readonly input: PlanNode;
  readonly series: readonly BoundSeries[];
  readonly outer: boolean;
  /** How many rows are wanted of all: a series may be long, or without an end. */
  readonly atMost?: number;
}

export interface FilterNode extends Base<'filter'> {
  readonly input: PlanNode;
  readonly predicate: BoundExpression;
}

export interface ExtendNode extends Base<'extend'> {
  readonly input: PlanNode;
  readonly items: readonly BoundItem[];
}

export interface GroupNode extends Base<'group'> {
  readonly input: PlanNode;
  readonly group: BoundGroup;
  /** Keys whose missing values may be a group beside that of NULL. */
  readonly missingApart?: readonly ColumnId[];
  /** Over the input of the group below, what both do: its sets of values are taken to fit in a document. */
  readonly gathered?: BoundGroup;
  /** Of the input the first row of each of these orders is enough. */
  readonly ends?: readonly BoundSortKey[];
}

export interface WindowNode extends Base<'window'> {
  readonly input: PlanNode;
  readonly windows: readonly BoundWindow[];
}

export interface SortNode extends Base<'sort'> {
  readonly input: PlanNode;
  readonly keys: readonly BoundSortKey[];
  /** Under a limit: the rows whose first key is NULL are read apart from the others; by a scan only where these are too few. */
  readonly nullsApart?: 'byIndex' | 'byScan';
}

export interface LimitNode extends Base<'limit'> {
  readonly input: PlanNode;
  readonly limit?: BoundExpression | undefined;
  readonly offset?: BoundExpression | undefined;
}

/** Gives only these columns, each combination once. */
export interface DistinctNode extends Base<'distinct'> {
  readonly input: PlanNode;
  readonly columns: readonly BoundOutput[];
}

/** The first row, by the sort keys, of each combination of the values. */
export interface DistinctOnNode extends Base<'distinctOn'> {
  readonly input: PlanNode;
  readonly on: readonly BoundExpression[];
  readonly keys: readonly BoundSortKey[];
  /** The rows that are left need not come in the keys' order. */
  readonly unordered?: boolean;
}

export interface JoinNode extends Base<'join'> {
  readonly type: 'INNER' | 'LEFT' | 'FULL';
  readonly left: PlanNode;
  readonly right: PlanNode;
  readonly on?: BoundExpression | undefined;
  /** Both sides are put behind one another and grouped by the key, and of their columns these are kept: it costs less than looking rows up. */
  readonly grouped?: ReadonlySet<ColumnId>;
}

/**
 * A subquery's result as a column of each row of the input. `scalar` is its one value, `exists` whether it has a row, `array` all its
 * values; `test` tells, three-valued, whether `predicate` over its columns and the row's holds for any of its rows.
 */
export interface ApplyNode extends Base<'apply'> {
  readonly input: PlanNode;
  readonly id: ColumnId;
  readonly form: 'scalar' | 'exists' | 'array' | 'test';
  readonly query: PlanNode;
  readonly outputs: readonly BoundOutput[];
  readonly predicate?: BoundExpression;
}

export interface SetOperationNode extends Base<'setOperation'> {
  readonly operator: 'UNION' | 'INTERSECT' | 'EXCEPT';
  readonly all: boolean;
  readonly left: PlanNode;
  readonly right: PlanNode;
  /** Each column with the one of either side that it comes from. */
  readonly columns: readonly {
    readonly output: BoundOutput;
    readonly left: ColumnId;
    readonly right: ColumnId;
  }[];
}

export type PlanNode =
  | ScanNode
  | RowsNode
  | VirtualNode
  | WorkingNode
  | SeriesNode
  | FilterNode
  | ExtendNode
  | GroupNode
  | WindowNode
  | SortNode
  | LimitNode
  | DistinctNode
  | DistinctOnNode
  | JoinNode
  | ApplyNode
  | SetOperationNode;

/** A query's plan: the columns it gives, in order, are among the root's. */
export interface QueryPlan {
  readonly root: PlanNode;
  readonly outputs: readonly BoundOutput[];
}
