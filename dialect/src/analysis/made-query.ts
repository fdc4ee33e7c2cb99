import type { Expression, Query, QueryBody, SelectItem } from '../syntax/ast/query.ts';
import type { Span } from '../text/span.ts';
import type { Binder } from './binder.ts';
import type { BoundItem, BoundOutput, BoundQuery, BoundRelation, BoundSeries } from './bound.ts';
import type { BoundQueryStatement } from './bound-statement.ts';

// Queries that nobody wrote, as the parser and as the binder would give them.

/** The body alone: in no order and without a limit. */
export const queryOf = (body: QueryBody): Query => ({
  kind: 'Query',
  span: body.span,
  body,
  orderBy: [],
  withTies: false,
});

/** `SELECT value, …`: one row. */
export function selectOf(values: readonly Expression[], span: Span): Query {
  const items = values.map((value): SelectItem => ({ kind: 'SelectItem', span: value.span, value }));
  return queryOf({ kind: 'Select', span, distinct: 'ALL', items, from: [], windows: [] });
}

export interface Computed {
  readonly items?: readonly BoundItem[];
  readonly series?: readonly BoundSeries[];
  readonly outputs: readonly BoundOutput[];
}

/** A relation's rows with what is computed for each. */
export function selectOver(
  from: BoundRelation,
  { items = [], series = [], outputs }: Computed,
  span: Span,
): BoundQuery {
  return {
    kind: 'query',
    span,
    body: {
      ...{ kind: 'select', span, from, items, series, windows: [] },
      ...{ distinct: false, distinctOn: [], spans: { items: span } },
    },
    outputs,
    orderBy: [],
    withTies: false,
  };
}

/** A bound query as a statement of its own. */
export const statementOf = (query: BoundQuery, binder: Binder): BoundQueryStatement => ({
  kind: 'query',
  query,
  steps: binder.steps,
  lastId: binder.newId(),
  assigns: [],
});
