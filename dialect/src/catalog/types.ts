/**
 * The types that a value can have in QLSQL, as far as they matter to meaning. `unknown` is a field whose documents
 * may hold anything. A `date` and a `timestamp` are both a BSON Date: a `date` is one at midnight UTC.
 */
export type ScalarType =
  | 'unknown'
  | 'null'
  | 'boolean'
  | 'int'
  | 'long'
  | 'double'
  | 'decimal'
  | 'text'
  | 'date'
  | 'timestamp'
  | 'timestamptz'
  | 'time'
  | 'interval'
  | 'objectId'
  | 'uuid'
  | 'binary'
  | 'regex'
  | 'document';

export interface SqlType {
  readonly name: ScalarType | 'array';
  /** The element type of an array. */
  readonly element?: SqlType;
  /** The known fields of a document, in order. */
  readonly fields?: readonly { readonly name: string; readonly type: SqlType }[];
  /** Digits behind the point of numeric(p, s); characters of varchar(n) in `length`. */
  readonly precision?: number;
  readonly scale?: number;
  readonly length?: number;
  /** Of `unknown`: a value of JSON, as a member of a document is. A `document` is one anyway. */
  readonly json?: true;
  /** Of such a value: what samples show in it beside objects and arrays are texts alone, no numbers or booleans. */
  readonly texts?: true;
  /** A numeric that a division gave: its text has 16 significant digits at least, and few more. */
  readonly quotient?: true;
}

/** The fields of an interval as it is stored, in order: its length in milliseconds, and its parts. */
const intervalFields = ['span', 'months', 'days', 'ms'];

/** Whether a document is an interval. */
export const isStoredInterval = (value: object): boolean =>
  Object.keys(value).join() === intervalFields.join();

/** How a type is known: written in the text or a validator (`declared`), seen in samples, or not at all. */
export type Certainty = 'declared' | 'sampled' | 'unknown';
