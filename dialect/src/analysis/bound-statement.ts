import type { ShowCommand } from '../pipeline/command.ts';
import type {
  AlterPool,
  AlterPoolGroup,
  ApplyPoolChanges,
  ControlPool,
  CreatePool,
  CreatePoolGroup,
  DropPool,
  DropPoolGroup,
  KillConnection,
  SetPoolOptions,
} from '../syntax/ast/pool.ts';
import type { Span } from '../text/span.ts';
import type { BoundExpression, BoundQuery, BoundStep, ColumnId } from './bound.ts';
import type { BoundBenchmark, BoundDone, BoundExplain, BoundOverQuery } from './bound-define.ts';

export interface BoundQueryStatement {
  readonly kind: 'query';
  readonly query: BoundQuery;
  /** What runs before it: recursive queries and writes of WITH. */
  readonly steps: readonly BoundStep[];
  /** Column numbers above this are free. */
  readonly lastId: ColumnId;
  /** `SELECT @v := …`: the index of the output that each variable takes. */
  readonly assigns: readonly { readonly variable: string; readonly output: number }[];
}

export interface BoundSetVariable {
  readonly kind: 'setVariable';
  readonly variable: string;
  readonly query: BoundQuery;
  readonly steps: readonly BoundStep[];
  readonly lastId: ColumnId;
}

/** INSERT, UPDATE, DELETE, MERGE: the last step is the statement itself, and `query` gives RETURNING's rows. */
export interface BoundWriteStatement {
  readonly kind: 'write';
  readonly steps: readonly BoundStep[];
  readonly query?: BoundQuery;
  readonly lastId: ColumnId;
}

/** USE CONNECTION_POOL name, or the function form with its variable and its column's name. */
export interface BoundUsePool {
  readonly kind: 'usePool';
  readonly span: Span;
  readonly name: BoundExpression;
  readonly member?: BoundExpression;
  readonly variable?: string;
  readonly column?: string;
}

/** A statement about groups of pools, or about what is saved of pools and groups. */
export type PoolGroupStatement = CreatePoolGroup | AlterPoolGroup | DropPoolGroup | ApplyPoolChanges;

/** A statement about pools: its option values are evaluated when it is compiled, as they may be variables. */
export interface BoundPoolStatement {
  readonly kind: 'pool';
  readonly statement:
    CreatePool | AlterPool | DropPool | ControlPool | KillConnection | SetPoolOptions | PoolGroupStatement;
  /** How long PAUSE … WAIT waits at most, in milliseconds, where that is said. */
  readonly waitMs?: number;
}

export interface BoundShow {
  readonly kind: 'show';
  readonly command: ShowCommand;
}

/** A statement whose every name is known. */
export type BoundStatement =
  | BoundQueryStatement
  | BoundSetVariable
  | BoundWriteStatement
  | BoundUsePool
  | BoundPoolStatement
  | BoundShow
  | BoundDone
  | BoundOverQuery<BoundQueryStatement>
  | BoundExplain<BoundStatement>
  | BoundBenchmark<BoundStatement>;
