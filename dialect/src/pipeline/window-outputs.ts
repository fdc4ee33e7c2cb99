import type { MongoExpression } from '../functions/function-row.ts';
import type { Document } from './command.ts';

/** The fields that tell where a row stands: its number in the order, the number of its peers, and their first row's number. */
export interface WindowRows {
  readonly number: string;
  readonly peer: string;
  readonly rank: string;
  readonly ordered: boolean;
  readonly name: (part: string) => string;
}

/** What one window function adds to the stages of its specification. */
export interface WindowOutputs {
  readonly needs: readonly ('number' | 'peer')[];
  /** Fields computed before the frames are read. */
  readonly set?: Document;
  readonly fields: readonly WindowField[];
  /** Fields that are settled between the frames and the result. */
  readonly settle?: Document;
  /** The value, made of the fields; undefined where a field is the value itself. */
  readonly result?: MongoExpression;
}

export interface WindowField {
  readonly output: Document;
  readonly sortBy?: Document;
  /** Splits the partition further. */
  readonly partition?: MongoExpression;
}
