import type { CommonTableExpression, CycleClause, SearchClause } from '../syntax/ast/query.ts';
import type { Identifier } from '../syntax/ast/common.ts';
import type { SqlType } from '../catalog/types.ts';
import { closest, didYouMean } from '../problems/did-you-mean.ts';
import type { Span } from '../text/span.ts';
import { callNamed } from './bind-operator.ts';
import { rowOf } from './bind-row.ts';
import { sameName } from './binder.ts';
import type { Binder } from './binder.ts';
import type {
  BoundExpression,
  BoundItem,
  BoundOutput,
  BoundQuery,
  BoundRelation,
  BoundSelect,
} from './bound.ts';
import { logical } from './compare-rows.ts';
import { selectOver } from './made-query.ts';
import { emptyScope } from './scope.ts';
import * as shape from './shape.ts';

// SEARCH and CYCLE are columns more, as in PostgreSQL: the seed begins them, and each round makes them from those of the row that it goes
// on from. The query itself does not see them: they are read off the working table behind its select list.

/** A recursive query before its columns are added: `step` reads the last round's rows under `name`. */
export interface Rounds {
  readonly name: string;
  readonly seed: BoundQuery;
  readonly step: BoundQuery;
  /** Where the step stands. */
  readonly span: Span;
}

interface Extra {
  readonly name: Identifier;
  readonly type: SqlType;
  /** The value in the first rows, from the query's own columns. */
  readonly first: (own: readonly BoundExpression[]) => BoundExpression;
  /** The value in later rows, from the query's own columns and the extra ones of the row that it goes on from, by place. */
  readonly next: (own: readonly BoundExpression[], last: readonly BoundExpression[]) => BoundExpression;
}

/** The seed and the step with the columns of SEARCH and CYCLE. */
export function extraColumns(
  definition: CommonTableExpression,
  rounds: Rounds,
  binder: Binder,
): { readonly seed: BoundQuery; readonly step: BoundQuery } {
  const { seed, step } = rounds;
  const { search, cycle } = definition;
  if (!search && !cycle) return { seed, step };
  const names = seed.outputs.map((output, index) => definition.columns[index]?.text ?? output.name);
  const place = (name: Identifier): number[] => {
    const found = names.findIndex((each) => sameName(name, each));
    if (found < 0) binder.report('QL2002', name.span, [name.text, didYouMean(closest(name.text, names))]);
    return found < 0 ? [] : [found];
  };
  const extras: Extra[] = search ? [searchColumn(search, search.by.flatMap(place), binder)] : [];
  const marked = extras.length;
  if (cycle) extras.push(...cycleColumns(cycle, cycle.columns.flatMap(place), marked + 1, binder));
  for (const [index, { name }] of extras.entries()) {
    const others = [...names, ...extras.slice(0, index).map((each) => each.name.text)];
    if (others.some((each) => sameName(name, each))) binder.report('QL2048', name.span, [name.text]);
  }
  const last = extras.map((each): BoundOutput => ({
    id: binder.newId(),
    name: each.name.text,
    span: each.name.span,
    type: each.type,
    nullable: false,
  }));
  const begun = added(seed, extras, (extra, own) => extra.first(own), binder);
  const going = goingOn(rounds, last, cycle && { mark: last[marked], seen: marks(cycle, binder)[0] });
  if (!going) {
    const word = search ? 'SEARCH' : 'CYCLE';
    const why = 'the step is one SELECT from the query itself, without GROUP BY, DISTINCT or LIMIT';
    binder.report('QL2017', (search ?? cycle ?? definition).span, [word, why]);
    return { seed, step };
  }
  const values = last.map((each) => shape.column(each.id, each, each.span));
  return { seed: begun, step: added(going, extras, (extra, own) => extra.next(own, values), binder) };
}

/** A query around the query, with the extra columns behind its own. */
function added(
  query: BoundQuery,
  extras: readonly Extra[],
  value: (extra: Extra, own: readonly BoundExpression[]) => BoundExpression,
  binder: Binder,
): BoundQuery {
  const { span } = query;
  const own = query.outputs.map((output) => shape.column(output.id, output, output.span));
  const items = extras.map((extra): BoundItem => ({ id: binder.newId(), value: value(extra, own) }));
  const made = extras.map((extra, index): BoundOutput => ({
    id: items[index]?.id ?? 0,
    name: extra.name.text,
    span: extra.name.span,
    type: extra.type,
    nullable: false,
  }));
  const outputs = [...query.outputs, ...made];
  return selectOver({ kind: 'derived', span, query }, { items, outputs }, span);
}

/** The step over rows that are in no cycle yet, whose extra columns can be read behind it. */
function goingOn(
  { step, name }: Rounds,
  last: readonly BoundOutput[],
  cycle: { readonly mark: BoundOutput | undefined; readonly seen: BoundExpression } | undefined,
): BoundQuery | undefined {
  const { body } = step;
  if (body.kind !== 'select' || body.group || body.distinct || body.distinctOn.length > 0) return undefined;
  if (step.limit || step.offset) return undefined;
  const from = withColumns(body.from, name, last);
  if (from === body.from) return undefined;
  const select: BoundSelect = { ...body, from };
  if (!cycle?.mark) return { ...step, body: select };
  const { mark, seen } = cycle;
  const goes: BoundExpression = {
    kind: 'comparison',
    operator: '<>',
    left: shape.column(mark.id, mark, mark.span),
    right: seen,
    span: mark.span,
    type: shape.booleanType,
    nullable: false,
  };
  const where = select.where ? logical('AND', [select.where, goes], select.where.span) : goes;
  return { ...step, body: { ...select, where } };
}

/** The relation with more columns of the working table, where it reads that: the same one where it does not. */
function withColumns(relation: BoundRelation, name: string, more: readonly BoundOutput[]): BoundRelation {
  if (relation.kind === 'working' && relation.name === name)
    return { ...relation, columns: [...relation.columns, ...more] };
  if (relation.kind !== 'join') return relation;
  const left = withColumns(relation.left, name, more);
  const right = left === relation.left ? withColumns(relation.right, name, more) : relation.right;
  return left === relation.left && right === relation.right ? relation : { ...relation, left, right };
}

const rowType: SqlType = { name: 'document' };
const pathType: SqlType = { name: 'array', element: rowType };

function searchColumn(search: SearchClause, by: readonly number[], binder: Binder): Extra {
  const { span, set: name } = search;
  if (search.order === 'DEPTH') return pathColumn(name, by, 0, span, binder);
  const first = (own: readonly BoundExpression[]) =>
    rowOf([shape.constant(0, shape.intType, span), ...picked(own, by)], span);
  const next: Extra['next'] = (own, [place]) => {
    const depth: BoundExpression = {
      kind: 'field',
      operand: place ?? shape.constant(null, rowType, span),
      name: 'f1',
      span,
      type: shape.intType,
      nullable: false,
    };
    const deeper: BoundExpression = {
      kind: 'operator',
      operator: '+',
      operands: [depth, shape.constant(1, shape.intType, span)],
      span,
      type: shape.intType,
      nullable: false,
    };
    return rowOf([deeper, ...picked(own, by)], span);
  };
  return { name, type: rowType, first, next };
}

/** The rows on the way to each row, itself included: the extra column at `at`. */
function pathColumn(
  name: Identifier,
  columns: readonly number[],
  at: number,
  span: Span,
  binder: Binder,
): Extra {
  const row = (own: readonly BoundExpression[]) => rowOf(picked(own, columns), span);
  return {
    name,
    type: pathType,
    first: (own) => ({ kind: 'array', items: [row(own)], span, type: pathType, nullable: false }),
    next: (own, last) => callNamed('ARRAY_APPEND', [last[at] ?? empty(span), row(own)], span, binder),
  };
}

/** The mark and, behind it at `at`, the path. */
function cycleColumns(
  cycle: CycleClause,
  columns: readonly number[],
  at: number,
  binder: Binder,
): readonly Extra[] {
  const { span } = cycle;
  const [seen, otherwise] = marks(cycle, binder);
  const mark: Extra = {
    name: cycle.set,
    type: seen.type,
    first: () => otherwise,
    next: (own, last) => {
      const when: BoundExpression = {
        kind: 'quantified',
        operand: rowOf(picked(own, columns), span),
        operator: '=',
        quantifier: 'ANY',
        array: last[at] ?? empty(span),
        span,
        type: shape.booleanType,
        nullable: false,
      };
      return {
        kind: 'case',
        branches: [{ when, then: seen }],
        otherwise,
        span,
        type: seen.type,
        nullable: false,
      };
    },
  };
  return [mark, pathColumn(cycle.using, columns, at, span, binder)];
}

function marks(cycle: CycleClause, binder: Binder): readonly [BoundExpression, BoundExpression] {
  const { span } = cycle;
  const plain = [true, false].map((value) => shape.constant(value, shape.booleanType, span));
  const given = cycle.marks?.map((each) => binder.expression(each, emptyScope, binder)) ?? plain;
  const [seen, otherwise] = shape.unify(given)?.values ?? [];
  if (seen && otherwise) return [seen, otherwise];
  const types = given.map((each) => each.type.name).join(' and ');
  binder.report('QL2016', cycle.marks?.[1].span ?? span, ['CYCLE', types, '']);
  return [given[0] ?? empty(span), given[0] ?? empty(span)];
}

const picked = (own: readonly BoundExpression[], places: readonly number[]): BoundExpression[] =>
  places.flatMap((place) => own[place] ?? []);

const empty = (span: Span): BoundExpression => ({
  kind: 'array',
  items: [],
  span,
  type: pathType,
  nullable: false,
});
