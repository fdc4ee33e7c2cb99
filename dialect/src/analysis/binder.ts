import type { Catalog } from '../catalog/catalog.ts';
import type { SqlType } from '../catalog/types.ts';
import { castType } from '../functions/casts/type-name.ts';
import type { ProblemCode } from '../problems/catalog.ts';
import { problem } from '../problems/catalog.ts';
import type { Fix, Problem } from '../problems/problem.ts';
import type { Identifier, TypeName } from '../syntax/ast/common.ts';
import type {
  CommonTableExpression,
  Delete,
  Expression,
  Insert,
  Merge,
  Query,
  Update,
  WithClause,
} from '../syntax/ast/query.ts';
import type { Span } from '../text/span.ts';
import type { BoundExpression, BoundOutput, BoundQuery, BoundStep, ColumnId } from './bound.ts';
import type { Scope } from './scope.ts';

/** What the columns of an INSERT have, for its VALUES: the type for literals, and what DEFAULT stands for. */
export type Wanted = readonly { readonly type?: SqlType; readonly byDefault: () => BoundExpression }[];

/** What a piece of a statement's text names: hover, go to definition and rename read these. */
export interface Reference {
  readonly span: Span;
  readonly kind:
    'relation' | 'column' | 'alias' | 'cte' | 'function' | 'variable' | 'parameter' | 'pool' | 'alert';
  readonly name: string;
  /** The relation that a column belongs to: a collection's name, or its alias. */
  readonly relation?: string | undefined;
  readonly type?: SqlType;
  readonly nullable?: boolean;
  /** Where in the statement it is defined. */
  readonly definition?: Span;
}

export interface VisibleRelation {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: SqlType }[];
}

/** A column that a select list gives; a star gives several, all with its place. */
export interface ListedColumn {
  readonly name: string;
  readonly type: SqlType;
  /** Of the alias, else of the item. */
  readonly span: Span;
}

/** What is visible in one SELECT or write: completion reads the innermost span that holds its offset. */
export interface VisibleScope {
  readonly span: Span;
  readonly relations: readonly VisibleRelation[];
  readonly aliases: readonly string[];
  readonly ctes: readonly string[];
  /** What the SELECT gives, in order. */
  readonly listed: readonly ListedColumn[];
}

/** A query of WITH, visible from its own place on. */
export interface VisibleCte {
  readonly name: Identifier;
  readonly definition: CommonTableExpression;
  readonly scope: Scope;
  /** The CTEs that it sees itself. */
  readonly visible: CteList;
  /** The step whose rows it is, and their columns: of a write, of a recursive query outside and inside itself. */
  readonly step?: { readonly name: string; readonly columns: readonly BoundOutput[] };
}

export type CteList = readonly VisibleCte[];

export type WriteStatement = Insert | Update | Delete | Merge;

/** One statement's binding as it goes on: everything it gathers, and the two recursive ways in. */
export interface Binder {
  readonly catalog: Catalog;
  readonly problems: Problem[];
  readonly references: Reference[];
  readonly scopes: VisibleScope[];
  readonly ctes: CteList;
  /** What has to run before the statement's own query, in order. */
  readonly steps: BoundStep[];
  readonly newId: () => ColumnId;
  /** How many times queries of WITH have been bound where they are named, with this one. */
  readonly nextExpansion: () => number;
  readonly report: (
    code: ProblemCode,
    span: Span,
    args?: readonly (string | number)[],
    fixes?: Fix[],
  ) => void;
  readonly expression: (expression: Expression, scope: Scope, binder: Binder) => BoundExpression;
  readonly query: (query: Query, scope: Scope | undefined, binder: Binder, wanted?: Wanted) => BoundQuery;
  /** The binder that sees the queries of a WITH. */
  readonly withClause: (clause: WithClause, binder: Binder) => Binder;
  /** Binds an expression that the catalogue holds as text: a field's default. */
  readonly text: (sql: string, scope: Scope, binder: Binder, span: Span) => BoundExpression;
  /** Binds a write as the next step; its outputs are RETURNING's. */
  readonly write: (
    statement: WriteStatement,
    binder: Binder,
  ) => { name: string; outputs: readonly BoundOutput[] } | undefined;
}

export function createBinder(
  catalog: Catalog,
  ways: Pick<Binder, 'expression' | 'query' | 'write' | 'withClause' | 'text'>,
): Binder {
  const problems: Problem[] = [];
  let last = 0;
  let expansions = 0;
  let told: Set<string> | undefined;
  const { expression, query, write, withClause, text } = ways;
  return {
    catalog,
    problems,
    references: [],
    scopes: [],
    ctes: [],
    steps: [],
    newId: () => (last += 1),
    nextExpansion: () => (expansions += 1),
    report: (code, span, args = [], fixes) => {
      // A CTE is bound once for each place that names it: its problems are told once.
      const key = `${code} ${span.start} ${span.end} ${args.join()}`;
      if (told?.has(key)) return;
      told ??= new Set();
      told.add(key);
      problems.push(problem(code, span, args, fixes));
    },
    expression,
    query,
    write,
    withClause,
    text,
  };
}

/** Says that the compiler cannot do this yet, at the construct. */
export function notAvailable(binder: Binder, what: string, span: Span): void {
  binder.report('QL4001', span, [what]);
}

/** Two names are one: as written, or, where the name is not quoted, in any case. */
export function sameName(name: Identifier, other: string): boolean {
  return name.text === other || (!name.quoted && name.text.toLowerCase() === other.toLowerCase());
}

/** The type that a name means; one that is not known is told of. */
export function typeNamed(name: TypeName, binder: Binder): SqlType | undefined {
  const type = castType(name);
  if (type) return type;
  if (name.name === 'timetz' || name.name === 'time with time zone')
    binder.report('QL4002', name.span, [
      'A time of day has no zone without its day: use time, or timestamptz with the day.',
    ]);
  else binder.report('QL2014', name.span, [name.name]);
  return undefined;
}
