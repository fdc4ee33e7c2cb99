import type { AlertCommand } from '../pipeline/alert-command.ts';
import type {
  CatalogueCommand,
  ExecuteCommand,
  IndexSpecification,
  Place,
  SessionCommand,
} from '../pipeline/statement-command.ts';
import type { Benchmark } from '../syntax/ast/session.ts';
import type { Explain } from '../syntax/ast/statement.ts';
import type { Span } from '../text/span.ts';

// Statements about the catalogue and the session, generic in what they hold: bound-statement.ts counts them among its own.

/** What needs nothing but its own words. */
export interface BoundDone {
  readonly kind: 'done';
  readonly command:
    | AlertCommand
    | Exclude<CatalogueCommand<never>, { readonly kind: 'createFrom' }>
    | Exclude<SessionCommand<never>, { readonly kind: 'execute' }>;
}

interface OverQuery<Q> {
  readonly span: Span;
  readonly query: Q;
}

/** CREATE VIEW and CREATE TABLE … AS. */
export interface BoundDefine<Q> extends OverQuery<Q> {
  readonly kind: 'define';
  readonly object: 'view' | 'collection';
  readonly place: Place;
  /** OR REPLACE of a view, IF NOT EXISTS of a collection. */
  readonly lenient: boolean;
}

/** CREATE INDEX … WHERE: the query reads the collection with that condition and nothing else. */
export interface BoundPartialIndex<Q> extends OverQuery<Q> {
  readonly kind: 'partialIndex';
  readonly place: Place;
  readonly ifNotExists: boolean;
  readonly index: IndexSpecification;
}

/** EXECUTE: the query computes the arguments; absent where there are none. */
export interface BoundExecute<Q> extends Pick<ExecuteCommand<Q>, 'kind' | 'name' | 'count'> {
  readonly query?: Q;
}

export interface BoundExplain<S> {
  readonly kind: 'explain';
  readonly statement: Explain;
  readonly query: S;
}

export interface BoundBenchmark<S> {
  readonly kind: 'benchmark';
  readonly statement: Benchmark;
  readonly query: S;
}

export type BoundOverQuery<Q> = BoundDefine<Q> | BoundPartialIndex<Q> | BoundExecute<Q>;
