import type { SqlType } from '../catalog/types.ts';
import type { FunctionDescription, FunctionSignature, MongoExpression } from './function-row.ts';

/**
 * A value of the statement as far as it is compiled: the aggregation expression that computes it, and what is known of it.
 * `values.ts` says how each type is represented.
 */
export interface LoweredArgument {
  readonly expression: MongoExpression;
  /** What is certain. A field whose type was merely seen in samples is `unknown` here. */
  readonly type: SqlType;
  /** Whether it may be NULL or missing. */
  readonly nullable: boolean;
  /** The value itself (`null` for NULL) where it is known when the statement is compiled; its type is `type`. */
  readonly constant?: unknown;
  /**
   * A string literal (or text parameter) without a type of its own: it takes the type of what it meets, as in
   * `d >= '2024-01-31'`. NULL has the type `null` instead.
   */
  readonly untyped?: boolean;
  /** The type seen in samples, where `type` is `unknown`: literals beside it are converted to it. */
  readonly likely?: SqlType | undefined;
}

/** What lowering needs to know of the statement around it. One for each statement. */
export interface LoweringContext {
  /** MongoDB's version, such as [6, 0, 5]. */
  readonly serverVersion: readonly number[];
  /** The instant that CURRENT_TIMESTAMP and its kin give; undefined in an editor, where it is not known. */
  readonly now?: Date | undefined;
  /** A name that no other $let of the statement uses; `hint` makes it readable. */
  readonly fresh: (hint: string) => string;
  /** Tells that this cannot be lowered, in a sentence; the placeholder returned afterwards is never run. */
  readonly refuse: (reason: string) => void;
}

/** What computing a constant gave: the constant, or a sentence that says why it cannot be done and names the offending value. */
export type Folded =
  { readonly ok: true; readonly value: LoweredArgument } | { readonly ok: false; readonly message: string };

/** A call as a row's `lower` sees it: arguments converted to what the signature wants. */
export interface CallToLower {
  readonly args: readonly LoweredArgument[];
  /** The arguments' expressions, each safe to use more than once. */
  readonly it: readonly MongoExpression[];
  readonly returns: SqlType;
  readonly context: LoweringContext;
}

/** A call as a row's `evaluate` sees it. */
export interface CallToEvaluate {
  readonly types: readonly SqlType[];
  readonly returns: SqlType;
  readonly now: Date;
}

/** A function that gives one value from the values of one row. */
export interface ScalarFunction extends FunctionDescription {
  readonly category:
    'text' | 'number' | 'datetime' | 'array' | 'document' | 'conditional' | 'conversion' | 'system';
  /**
   * How NULL arguments are dealt with: `strict` gives NULL without calling `lower` or `evaluate`; `native` is strict, and the MongoDB
   * operators used give NULL by themselves; `own` handles them itself (COALESCE, CONCAT).
   */
  readonly nulls: 'strict' | 'native' | 'own';
  /** Whether a NULL-free call may still give NULL. */
  readonly mayBeNull?: boolean;
  /** Whether it gives another value each time (RANDOM): it is never folded. */
  readonly volatile?: boolean;
  /** Absent where the function is only defined over constants. */
  readonly lower?: (call: CallToLower) => MongoExpression;
  /** Over values as `values.ts` has them; throws SqlError, which stays inside this room. */
  readonly evaluate?: (args: readonly unknown[], call: CallToEvaluate) => unknown;
}

/** A function over the rows of a group or a window, or one that gives rows: the planner computes it, types come from here. */
export interface SetFunction extends FunctionDescription {
  readonly category: 'aggregate' | 'window' | 'table';
  /** What it gives where there are no rows: COUNT gives 0, most NULL. */
  readonly empty?: 'null' | 'zero';
  /** Names of the columns it gives in FROM, and their types, for category `table`. */
  readonly columns?: (
    types: readonly SqlType[],
  ) => readonly { readonly name: string; readonly type: SqlType }[];
  /** Whether it gives documents whose fields the alias names with their types, as its columns. */
  readonly record?: true;
}

export type SqlFunction = ScalarFunction | SetFunction;

export type Resolution =
  | { readonly ok: true; readonly signature: FunctionSignature; readonly returns: SqlType }
  | { readonly ok: false; readonly expected: string };

export function isScalar(row: SqlFunction): row is ScalarFunction {
  return row.category !== 'aggregate' && row.category !== 'window' && row.category !== 'table';
}
