import type { Query, QueryBody, WithClause } from '../syntax/ast/query.ts';
import type { Span } from '../text/span.ts';
import { notAvailable } from './binder.ts';
import type { Binder, VisibleCte } from './binder.ts';
import type {
  BoundAggregate,
  BoundOutput,
  BoundQuery,
  BoundRelation,
  BoundSelect,
  BoundWorkingTable,
} from './bound.ts';
import { extraColumns } from './recursion-columns.ts';
import { emptyScope } from './scope.ts';
import type { Scope } from './scope.ts';
import { setOutputs } from './set-outputs.ts';

/** Binds one side of a set operation. */
export type Side = (body: QueryBody, outer: Scope | undefined, binder: Binder) => BoundQuery;

/** Gives the binder that sees the queries of a WITH. */
type WithCtes = (clause: WithClause, outer: Scope | undefined, binder: Binder, side: Side) => Binder;

/** `seed UNION [ALL] step` as a step of its own: it reads, under its own name, what the last round found. */
export function bindRecursion(
  query: Query,
  cte: VisibleCte,
  binder: Binder,
  side: Side,
  withCtes: WithCtes,
): VisibleCte {
  const { body } = query;
  if (
    body.kind !== 'SetOperation' ||
    body.operator !== 'UNION' ||
    query.orderBy.length > 0 ||
    query.limit ||
    query.offset
  ) {
    notAvailable(binder, 'A recursive query that is not just seed UNION step', query.span);
    return cte;
  }
  const outer = cte.scope === emptyScope ? undefined : cte.scope;
  const inside = query.with ? withCtes(query.with, outer, binder, side) : binder;
  const seed = side(body.left, outer, inside);
  const name = `${cte.name.text}_${binder.newId()}`;
  const columns = seed.outputs.map((output) => ({ ...output, nullable: true }));
  const before = binder.steps.length;
  const rounds: VisibleCte = { ...cte, step: { name, columns } };
  const step = side(body.right, outer, { ...inside, ctes: [...inside.ctes, rounds] });
  // A step runs once, before the statement: one that reads the rows of a round would have to run in each.
  if (binder.steps.slice(before).some((each) => readingsOf(each, name).length > 0))
    notAvailable(binder, 'A recursive query inside another that it reads', body.right.span);
  const aggregate = aggregateOver(step, name);
  if (aggregate)
    binder.report('QL2009', aggregate.span, [
      `the aggregate ${aggregate.row.name}`,
      'the step of a recursive query',
      'it would see the rows of one round only, use it in a query around this one',
    ]);
  const [, again] = readingsOf(step, name);
  if (again) binder.report('QL2059', again, [cte.name.text]);
  setOutputs('UNION', seed, step, body.right.span, binder);
  const whole = extraColumns(cte.definition, { name, seed, step, span: body.right.span }, binder);
  binder.steps.push({
    kind: 'recursion',
    span: body.span,
    name,
    all: body.all,
    seed: whole.seed,
    step: whole.step,
  });
  const all: readonly BoundOutput[] = whole.seed.outputs.map((output) => ({ ...output, nullable: true }));
  return { ...cte, step: { name, columns: all } };
}

/** The first aggregate over the rows of a round. */
function aggregateOver(node: unknown, step: string): BoundAggregate | undefined {
  if (typeof node !== 'object' || node === null || 'signatures' in node) return undefined;
  if ('kind' in node && node.kind === 'select') {
    const { from, group } = node as BoundSelect;
    const [first] = group?.aggregates ?? [];
    if (first && readsBare(from, step)) return first;
  }
  for (const each of Object.values(node)) {
    const found = aggregateOver(each, step);
    if (found) return found;
  }
  return undefined;
}

/** Whether a step's rows are read without a query between. */
const readsBare = (from: BoundRelation, step: string): boolean =>
  from.kind === 'join'
    ? readsBare(from.left, step) || readsBare(from.right, step)
    : from.kind === 'working' && from.name === step;

/** Where a step reads the rows of another; a query of WITH inside it is read in one place. */
function readingsOf(node: unknown, step: string): readonly Span[] {
  const found = new Map<number, Span>();
  const look = (within: unknown): void => {
    if (typeof within !== 'object' || within === null || 'signatures' in within) return;
    if ('kind' in within && within.kind === 'working') {
      const { name, span } = within as BoundWorkingTable;
      if (name === step) found.set(span.start, span);
    } else Object.values(within).forEach(look);
  };
  look(node);
  return [...found.values()];
}
