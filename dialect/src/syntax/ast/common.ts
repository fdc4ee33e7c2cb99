import type { Span } from '../../text/span.ts';

/** What every node has: its kind and the text it came from. */
export interface Node<K extends string = string> {
  readonly kind: K;
  readonly span: Span;
}

/**
 * A name as written. `text` is the name itself without its quotes, kept in its own case; `quoted` says whether it
 * was quoted. An `missing` name stands where recovery found none: its text is empty.
 */
export interface Identifier extends Node<'Identifier'> {
  readonly text: string;
  readonly quoted: boolean;
}

/** `database.collection`, `schema.name`, or a plain name. */
export interface QualifiedName extends Node<'QualifiedName'> {
  readonly parts: readonly Identifier[];
}

/** A type as written in a cast: `numeric(10, 2)`, `text[]`, `timestamp with time zone`. */
export interface TypeName extends Node<'TypeName'> {
  /** Lower case, words joined by one space, without modifiers: `double precision`. */
  readonly name: string;
  readonly modifiers: readonly number[];
  readonly arrayDimensions: number;
  /** The field behind `interval`, in lower case: `year`, `day to minute`. */
  readonly field?: string;
}
