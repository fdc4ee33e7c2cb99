import type {
  BoundBody,
  BoundExpression,
  BoundFrameBound,
  BoundItem,
  BoundOutput,
  BoundQuery,
  BoundSelect,
  BoundSeries,
  BoundSortKey,
} from '../analysis/bound.ts';
import { cast, column, sameType } from '../analysis/shape.ts';
import { reads } from '../analysis/walk.ts';
import type { Span } from '../text/span.ts';
import { lift } from './lift.ts';
import { limitedByNumber, limitsByRow } from './limit-by-number.ts';
import type { Planner } from './planner.ts';
import type { PlanNode, QueryPlan, SetOperationNode } from './plan-node.ts';
import { planRelation, single } from './plan-relation.ts';

/** The plan of a query: its clauses in the order in which SQL says they work. */
export function planQuery(query: BoundQuery, planner: Planner): QueryPlan {
  const { body } = query;
  let root = body.kind === 'select' ? planSelect(body, query, planner) : planBody(body, query, planner);
  const early = body.kind === 'select' && (body.distinctOn.length > 0 || sortsBeforeSeries(body, query));
  if (!early) root = sorted(root, query, planner);
  if ((query.withTies && query.limit) || limitsByRow(query)) {
    root = sorted(limitedByNumber(root, query, planner), query, planner);
    return { root, outputs: query.outputs };
  }
  const { limit, offset } = query;
  if (limit || offset) {
    root = { kind: 'limit', input: root, limit, offset, origin: query.limitSpan };
  }
  return { root, outputs: query.outputs };
}

/**
 * Whether ORDER BY and DISTINCT ON do not speak of the values that functions of the select list multiply the rows by: they come behind
 * them then.
 */
function sortsBeforeSeries(select: BoundSelect, query: BoundQuery): boolean {
  if (select.series.length === 0 || select.distinct || query.orderBy.length === 0) return false;
  const made = seriesColumns(select);
  const keys = [...query.orderBy.map((key) => key.value), ...select.distinctOn];
  return keys.every((key) => !reads(key, made));
}

/** The columns of functions that give rows, and the items that read them. */
function seriesColumns(select: BoundSelect): ReadonlySet<number> {
  const made = new Set(select.series.flatMap((each) => each.columns.map((each) => each.id)));
  for (const item of select.items) if (reads(item.value, made)) made.add(item.id);
  return made;
}

function sorted(root: PlanNode, query: BoundQuery, planner: Planner): PlanNode {
  if (query.orderBy.length === 0) return root;
  const lifted = lift(
    planner,
    root,
    query.orderBy.map((key) => key.value),
  );
  const keys = withValues(query.orderBy, lifted.values);
  return { kind: 'sort', input: lifted.input, keys, origin: query.orderSpan };
}

function withValues(keys: readonly BoundSortKey[], values: readonly BoundExpression[]): BoundSortKey[] {
  return keys.map((key, index) => ({ ...key, value: values[index] ?? key.value }));
}

function planBody(body: Exclude<BoundBody, BoundSelect>, query: BoundQuery, planner: Planner): PlanNode {
  switch (body.kind) {
    case 'query':
      return planQuery(body, planner).root;
    case 'values': {
      if (lift(planner, single, body.rows.flat()).input !== single)
        return oneByOne(body.rows, query.outputs, planner);
      return { kind: 'rows', columns: query.outputs, rows: body.rows, origin: body.span };
    }
    case 'setOperation': {
      const [left, right] = [body.left, body.right].map((each) => planner.query(each)) as [
        QueryPlan,
        QueryPlan,
      ];
      const sides = [aligned(left, query.outputs, planner), aligned(right, query.outputs, planner)] as const;
      const columns = query.outputs.flatMap((output, index): SetOperationNode['columns'] => {
        const [a, b] = [sides[0].ids[index], sides[1].ids[index]];
        return a === undefined || b === undefined ? [] : [{ output, left: a, right: b }];
      });
      const { operator, all } = body;
      return {
        kind: 'setOperation',
        operator,
        all,
        left: sides[0].root,
        right: sides[1].root,
        columns,
        origin: body.span,
      };
    }
  }
}

/** Rows with subqueries: each is a SELECT of its own. */
function oneByOne(
  rows: readonly (readonly BoundExpression[])[],
  outputs: readonly BoundOutput[],
  planner: Planner,
): PlanNode {
  const plans = rows.map((row) => {
    const { input, values } = lift(planner, single, row);
    const items = values.map((value) => ({ id: planner.newId(), value }));
    return { root: { kind: 'extend', input, items } as PlanNode, ids: items.map((item) => item.id) };
  });
  const whole = plans.reduce((left, right, index) => {
    const last = index === plans.length - 1;
    const columns = outputs.flatMap((output, at): SetOperationNode['columns'] => {
      const [a, b] = [left.ids[at], right.ids[at]];
      const id = last ? output.id : planner.newId();
      return a === undefined || b === undefined ? [] : [{ output: { ...output, id }, left: a, right: b }];
    });
    const root: PlanNode = {
      kind: 'setOperation',
      operator: 'UNION',
      all: true,
      left: left.root,
      right: right.root,
      columns,
    };
    return { root, ids: columns.map((column) => column.output.id) };
  });
  if (plans.length > 1) return whole.root;
  const items = outputs.flatMap((output, at): BoundItem[] => {
    const id = whole.ids[at];
    return id === undefined ? [] : [{ id: output.id, value: column(id, output, output.span) }];
  });
  return { kind: 'extend', input: whole.root, items };
}

/** One side of a set operation with its columns brought to the types of the whole. */
export function aligned(
  side: QueryPlan,
  outputs: readonly BoundOutput[],
  planner: Planner,
): { root: PlanNode; ids: readonly number[] } {
  const items: BoundItem[] = [];
  const ids = side.outputs.map((output, index) => {
    const target = outputs[index]?.type ?? output.type;
    if (sameType(target, output.type) || target.name === 'unknown') return output.id;
    const id = planner.newId();
    items.push({ id, value: cast(column(output.id, output, output.span), target) });
    return id;
  });
  return { root: items.length > 0 ? { kind: 'extend', input: side.root, items } : side.root, ids };
}

function planSelect(select: BoundSelect, query: BoundQuery, planner: Planner): PlanNode {
  const { spans } = select;
  let root = planRelation(select.from, planner);
  if (select.where) {
    const { input, values } = lift(planner, root, [select.where]);
    root = { kind: 'filter', input, predicate: values[0] ?? select.where, origin: spans.where };
  }
  if (select.groupedSeries) root = planSeries(select.groupedSeries, root, spans.items, planner);
  if (select.group) root = planGroup(select, root, planner);
  if (select.having) {
    const { input, values } = lift(planner, root, [select.having]);
    root = { kind: 'filter', input, predicate: values[0] ?? select.having, origin: spans.having };
  }
  if (select.windows.length > 0) root = planWindows(select, root, planner);
  if (sortsBeforeSeries(select, query)) {
    // The items that ORDER BY may name are computed first.
    const made = seriesColumns(select);
    const plain = select.items.filter((item) => !made.has(item.id));
    const lifted = lift(
      planner,
      root,
      plain.map((item) => item.value),
    );
    const items = plain.map((item, index) => ({ id: item.id, value: lifted.values[index] ?? item.value }));
    const listed: PlanNode = { kind: 'extend', input: lifted.input, items, origin: spans.items };
    root =
      select.distinctOn.length > 0
        ? firstOfEach(select, query, listed, planner)
        : sorted(listed, query, planner);
    const rest = select.items.filter((item) => made.has(item.id));
    return planSelectList({ ...select, items: rest, distinctOn: [] }, query, root, planner);
  }
  return planSelectList(select, query, root, planner);
}

/** The select list and DISTINCT, over the rows that the other clauses leave. */
function planSelectList(select: BoundSelect, query: BoundQuery, from: PlanNode, planner: Planner): PlanNode {
  const { spans } = select;
  let root = from;
  if (select.series.length > 0) root = planSeries(select.series, root, spans.items, planner);
  const values = select.items.map((item) => item.value);
  const lifted = lift(planner, root, values);
  const items =
    lifted.values === values
      ? select.items
      : select.items.map(({ id, value }, index) => ({ id, value: lifted.values[index] ?? value }));
  root = items.length > 0 ? { kind: 'extend', input: lifted.input, items, origin: spans.items } : root;
  if (select.distinct) {
    root = { kind: 'distinct', input: root, columns: query.outputs, origin: spans.items };
  }
  return select.distinctOn.length > 0 ? firstOfEach(select, query, root, planner) : root;
}

/** DISTINCT ON: of the rows that are equal in some values, the first in the order. */
function firstOfEach(select: BoundSelect, query: BoundQuery, root: PlanNode, planner: Planner): PlanNode {
  const all = lift(planner, root, [...select.distinctOn, ...query.orderBy.map((key) => key.value)]);
  const on = all.values.slice(0, select.distinctOn.length);
  const keys = withValues(query.orderBy, all.values.slice(select.distinctOn.length));
  return { kind: 'distinctOn', input: all.input, on, keys, origin: select.spans.items };
}

/** Functions that give rows, side by side; one that speaks of another's values comes behind it. */
function planSeries(all: readonly BoundSeries[], from: PlanNode, origin: Span, planner: Planner): PlanNode {
  const ids = new Set(all.flatMap((each) => each.columns.map((column) => column.id)));
  const later = all.filter((each) => each.args.some((arg) => reads(arg, ids)));
  const now = all.filter((each) => !later.includes(each));
  const { input, values } = lift(
    planner,
    from,
    now.flatMap((each) => each.args),
  );
  const rest = [...values];
  const series = now.map((each) => ({ ...each, args: rest.splice(0, each.args.length) }));
  const root: PlanNode = { kind: 'series', input, series, outer: false, origin };
  return later.length > 0 ? planSeries(later, root, origin, planner) : root;
}

function planGroup(select: BoundSelect, from: PlanNode, planner: Planner): PlanNode {
  const { group } = select;
  if (!group) return from;
  const expressions = [
    ...group.keys.map((key) => key.value),
    ...group.aggregates.flatMap((each) => [
      ...each.args,
      ...(each.filter ? [each.filter] : []),
      ...each.orderBy.map((key) => key.value),
      ...each.withinGroup.map((key) => key.value),
    ]),
  ];
  const lifted = lift(planner, from, expressions);
  const origin = select.spans.groupBy ?? select.spans.items;
  if (lifted.values === expressions) return { kind: 'group', input: from, group, origin };
  const rest = [...lifted.values];
  const next = () => rest.shift() as BoundExpression;
  const keys = group.keys.map((key) => ({ ...key, value: next() }));
  const aggregates = group.aggregates.map((each) => ({
    ...each,
    args: each.args.map(next),
    ...(each.filter ? { filter: next() } : {}),
    orderBy: each.orderBy.map((key) => ({ ...key, value: next() })),
    withinGroup: each.withinGroup.map((key) => ({ ...key, value: next() })),
  }));
  return { kind: 'group', input: lifted.input, group: { ...group, keys, aggregates }, origin };
}

function planWindows(select: BoundSelect, from: PlanNode, planner: Planner): PlanNode {
  const origin = select.spans.items;
  const expressions = select.windows.flatMap((each) => [
    ...each.args,
    ...(each.filter ? [each.filter] : []),
    ...each.partitionBy,
    ...each.orderBy.map((key) => key.value),
    ...[each.frame.start, each.frame.end].flatMap((bound) => bound.offset ?? []),
  ]);
  const lifted = lift(planner, from, expressions);
  if (lifted.values === expressions) return { kind: 'window', input: from, windows: select.windows, origin };
  const rest = [...lifted.values];
  const next = () => rest.shift() as BoundExpression;
  const bound = (each: BoundFrameBound) => (each.offset ? { ...each, offset: next() } : each);
  const windows = select.windows.map((each) => ({
    ...each,
    args: each.args.map(next),
    ...(each.filter ? { filter: next() } : {}),
    partitionBy: each.partitionBy.map(next),
    orderBy: each.orderBy.map((key) => ({ ...key, value: next() })),
    frame: { ...each.frame, start: bound(each.frame.start), end: bound(each.frame.end) },
  }));
  return { kind: 'window', input: lifted.input, windows, origin };
}
