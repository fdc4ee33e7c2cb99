import type { Span } from '../text/span.ts';
import type { BoundAggregate, BoundExpression, BoundSeries, BoundWindow } from './bound.ts';
import type { ColumnId, ValueShape } from './bound.ts';
import type { NamedWindow, SelectItem } from '../syntax/ast/query.ts';

/** A column as a name finds it. */
export interface ScopeColumn extends ValueShape {
  readonly id: ColumnId;
  readonly name: string;
  /** The value, where it is not the column itself: the merged column of a join with USING. */
  readonly value?: BoundExpression;
}

/** One relation of FROM under the name that it has there. */
export interface ScopeRelation {
  readonly name?: string | undefined;
  readonly span: Span;
  /** In the order of `SELECT *`. */
  readonly columns: readonly ScopeColumn[];
  /** Columns that answer to their name but are not part of `*`: `_id` beside declared columns. */
  readonly hidden: readonly ScopeColumn[];
  /** Names that a join with USING has merged: found only behind the relation's own name. */
  readonly merged: ReadonlySet<string>;
  /** For a collection that may hold other fields than those known: makes a column of a name. */
  readonly open?: ((name: string) => ScopeColumn) | undefined;
  /** The collection's name, and whether samples of it were seen. */
  readonly collection?: { readonly name: string; readonly sampled: boolean };
  /** The whole row as one value. */
  readonly whole?: () => BoundExpression;
  /** Whether an outer join may have no row of it. */
  readonly padded?: true;
  /** Whether its one column is its row: of a function that gives one value each. */
  readonly scalar?: true;
  /** Whether this is CONNECTION_POOLS(): pool functions without argument read its columns. */
  readonly pools?: boolean;
  /** What MERGE_ACTION() is, in the RETURNING of a MERGE into this relation. */
  readonly mergeAction?: BoundExpression;
}

/** Which clause an expression stands in: what may be used there depends on it. */
export type Clause =
  | 'the select list'
  | 'WHERE'
  | 'GROUP BY'
  | 'HAVING'
  | 'ORDER BY'
  | 'JOIN'
  | 'FROM'
  | 'an aggregate'
  | 'a window'
  | 'VALUES'
  | 'LIMIT'
  | 'SET'
  | 'RETURNING';

/** A function that gives rows outside FROM. */
export interface GatheredSeries {
  readonly series: BoundSeries;
  /** Whether GROUP BY speaks of it: its rows are there before they are grouped. */
  grouped: boolean;
}

/** What the expressions of one SELECT gather while they are bound. */
export interface SelectGathering {
  readonly aggregates: BoundAggregate[];
  readonly groupings: {
    readonly id: ColumnId;
    readonly args: readonly BoundExpression[];
    readonly span: Span;
  }[];
  readonly windows: BoundWindow[];
  readonly series: GatheredSeries[];
  readonly namedWindows: readonly NamedWindow[];
}

/** What names mean at one place. Lookups go outwards through `parent`: what is found there is a correlation. */
export interface Scope {
  readonly parent?: Scope | undefined;
  readonly relations: readonly ScopeRelation[];
  readonly clause: Clause;
  /** The select list's items by alias, for lateral use; an item being bound sees the ones before it. */
  readonly aliases?: ReadonlyMap<string, SelectItem>;
  readonly gathering?: SelectGathering;
  /** Set while the expression behind an alias is bound in its place. */
  readonly throughAlias?: { readonly name: string; readonly span: Span };
}

/** Of a relation none of whose columns a join has merged. */
export const noNames: ReadonlySet<string> = new Set();

export const emptyScope: Scope = { relations: [], clause: 'the select list' };

/** The same scope for another clause. */
export function inClause(scope: Scope, clause: Clause): Scope {
  return { ...scope, clause };
}

/** The relation with columns that may all be NULL: behind an outer join, and above grouping sets that leave keys out. */
export function loosened(relation: ScopeRelation): ScopeRelation {
  const loosen = (column: ScopeColumn): ScopeColumn => ({ ...column, nullable: true });
  const { open } = relation;
  return {
    ...relation,
    columns: relation.columns.map(loosen),
    hidden: relation.hidden.map(loosen),
    ...(open ? { open: (name: string) => loosen(open(name)) } : {}),
  };
}

/** All columns that a star stands for, in order. */
export function starColumns(scope: Scope): readonly ScopeColumn[] {
  return scope.relations.flatMap((relation) =>
    relation.columns.filter((column) => !relation.merged.has(column.name)),
  );
}
