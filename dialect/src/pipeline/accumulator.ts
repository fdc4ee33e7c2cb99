import type { BoundAggregate, ColumnId } from '../analysis/bound.ts';
import type { MongoExpression } from '../functions/function-row.ts';
import type { LoweredArgument } from '../functions/lowering.ts';
import type { Document } from './command.ts';
import type { Compiler } from './compiler.ts';
import type { Layout } from './layout.ts';

/** How an aggregate is computed: accumulators of a $group (or outputs of a window), and the value made of them. */
export interface Accumulated {
  readonly accumulators: readonly Accumulator[];
  /** From the accumulators' fields; undefined where the first accumulator is the value itself. */
  readonly result?: MongoExpression;
}

export interface Accumulator {
  readonly name: string;
  readonly accumulator: Document;
  /** What gives as much where a $lookup stands right behind the $group. */
  readonly beforeLookup?: Document | undefined;
  /** What it gives for no rows at all. */
  readonly empty: unknown;
}

/** A group's accumulators so far. */
export type Beside = readonly Accumulator[];

/**
 * Where a group's keys are: in its rows, under the numbers that `ofRow` gives, since a row's own column may have the key's number; and in
 * what becomes of the rows. The arguments before WITHIN GROUP speak of them.
 */
export interface GroupKeys {
  readonly before: Layout;
  readonly after: Layout;
}

/** The number that a key has among the columns of a row. */
export const ofRow = (key: ColumnId): ColumnId => -1 - key;

/** What is known of the rows of each frame. */
export interface FrameRows {
  /** Whether there may be none. */
  readonly mayBeEmpty: boolean;
}

export interface AggregateInput {
  readonly c: Compiler;
  readonly aggregate: Pick<
    BoundAggregate,
    'id' | 'row' | 'args' | 'distinct' | 'filter' | 'orderBy' | 'withinGroup' | 'type' | 'nullable' | 'span'
  >;
  readonly layout: Layout;
  /** True for rows that count, where not all do. */
  readonly filter?: MongoExpression;
  readonly args: readonly LoweredArgument[];
  readonly name: (part?: string) => string;
  /** Set for a window's frame, which rows leave again. */
  readonly frame?: FrameRows | undefined;
  readonly keys?: GroupKeys | undefined;
  /** Accumulators of the same group. */
  readonly beside?: Beside | undefined;
}
