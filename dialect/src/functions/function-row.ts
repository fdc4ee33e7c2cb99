import type { SqlType } from '../catalog/types.ts';

/** A MongoDB aggregation expression as plain data. */
export type MongoExpression = unknown;

export interface FunctionParameter {
  readonly name: string;
  readonly type:
    | 'any'
    | 'number'
    | 'integer'
    | 'text'
    | 'boolean'
    | 'datetime'
    | 'interval'
    | 'array'
    | 'document'
    /** Any value, as a member of a document; a literal without a type is read as JSON. */
    | 'json'
    | 'sameAsFirst';
  /** Whether it is beside an array what its elements are: a literal without a type takes theirs. */
  readonly ofArray?: true;
  readonly optional?: boolean;
  readonly variadic?: boolean;
  readonly documentation?: string;
}

export interface FunctionSignature {
  readonly parameters: readonly FunctionParameter[];
  /** The result's type from the arguments' types. */
  readonly returns: (types: readonly SqlType[]) => SqlType;
  /** How people read it: `numeric`. */
  readonly returnsText: string;
}

/** What every function has in common: hover, completion, signature help and the reference page read these. */
export interface FunctionDescription {
  /** Upper case. */
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly category:
    | 'pool'
    | 'aggregate'
    | 'window'
    | 'text'
    | 'number'
    | 'datetime'
    | 'array'
    | 'document'
    | 'conditional'
    | 'conversion'
    | 'system'
    | 'table';
  readonly documentation: string;
  readonly example?: { readonly sql: string; readonly result: string };
  readonly unit?: string;
  /** The parts of a date and time that its first argument may name. */
  readonly units?: { readonly names: readonly string[]; readonly accepts: (word: string) => boolean };
  readonly signatures: readonly FunctionSignature[];
}

/** A function of CONNECTION_POOLS(): it is a column of that table, of the current row, or of the pool that its argument names. */
export interface PoolFunction extends FunctionDescription {
  readonly category: 'pool';
  /** The column of CONNECTION_POOLS() whose value it gives. */
  readonly column: string;
  /** The driver event its value comes from. */
  readonly source: string;
}
