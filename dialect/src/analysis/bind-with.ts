import type { Query, QueryBody, TableQuery, WithClause } from '../syntax/ast/query.ts';
import { notAvailable, sameName } from './binder.ts';
import type { Binder, VisibleCte } from './binder.ts';
import type { BoundOutput, BoundQuery } from './bound.ts';
import { emptyScope } from './scope.ts';
import type { Scope } from './scope.ts';
import { setOutputs } from './set-outputs.ts';

type Side = (body: QueryBody, outer: Scope | undefined, binder: Binder) => BoundQuery;

/**
 * The binder that also sees the queries of a WITH. A plain one is bound where it is named; a recursive one and a write are steps, which run
 * once before the statement's own query.
 */
export function withCtes(clause: WithClause, outer: Scope | undefined, binder: Binder, side: Side): Binder {
  let ctes = binder.ctes;
  const here = new Set<string>();
  for (const definition of clause.recursive ? inOrder(clause.ctes) : clause.ctes) {
    const { name, query } = definition;
    if (here.has(name.text)) binder.report('QL2019', name.span, [name.text]);
    here.add(name.text);
    const cte: VisibleCte = { name, definition, scope: outer ?? emptyScope, visible: ctes };
    const inner: Binder = { ...binder, ctes };
    if (query.kind !== 'Query') {
      const step = binder.write(query, inner);
      ctes = [...ctes, step ? { ...cte, step: { name: step.name, columns: step.outputs } } : cte];
    } else if (clause.recursive && names(query, name)) {
      ctes = [...ctes, recursion(query, cte, inner, side)];
    } else {
      // Bound once here, so that the problems of a query that nothing reads are told too; what it adds is not kept.
      binder.query(query, outer, { ...inner, steps: [] });
      ctes = [...ctes, cte];
    }
  }
  return { ...binder, ctes };
}

/** With RECURSIVE, a query may name one that comes later: that one is bound first. */
function inOrder(ctes: WithClause['ctes']): WithClause['ctes'] {
  const done: WithClause['ctes'][number][] = [];
  let open = [...ctes];
  while (open.length > 0) {
    const ready =
      open.find((each) => !open.some((other) => other !== each && names(each.query, other.name))) ?? open[0];
    if (ready) done.push(ready);
    open = open.filter((each) => each !== ready);
  }
  return done;
}

/** Whether a piece of syntax has a relation of that name in it; a WITH inside may give the name to another query. */
function names(node: unknown, name: VisibleCte['name']): boolean {
  if (typeof node !== 'object' || node === null) return false;
  if (Array.isArray(node)) return node.some((each) => names(each, name));
  if ('with' in node && node.with) {
    const { with: inner, ...rest } = node as { readonly with: WithClause };
    const own = inner.ctes.findIndex((each) => sameName(name, each.name.text));
    if (own < 0) return names(inner.ctes, name) || names(rest, name);
    // Those before it still see the outer one, and so does its own query, but for RECURSIVE.
    return !inner.recursive && names(inner.ctes.slice(0, own + 1), name);
  }
  if ('kind' in node && node.kind === 'NamedTable' && 'name' in node) {
    const parts = (node.name as TableQuery['name']).parts;
    if (parts.length === 1 && parts[0] && sameName(name, parts[0].text)) return true;
  }
  return Object.values(node).some((each) => names(each, name));
}

/** Whether a step reads the rows of another. */
function reads(node: unknown, step: string): boolean {
  if (typeof node !== 'object' || node === null) return false;
  if ('kind' in node && node.kind === 'working') return 'name' in node && node.name === step;
  return !('signatures' in node) && Object.values(node).some((each) => reads(each, step));
}

/** `seed UNION [ALL] step` as a step of its own: it reads, under its own name, what the last round found. */
function recursion(query: Query, cte: VisibleCte, binder: Binder, side: Side): VisibleCte {
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
  const inside = query.with ? withCtes(query.with, undefined, binder, side) : binder;
  const seed = side(body.left, undefined, inside);
  const name = `${cte.name.text}_${binder.newId()}`;
  const columns: readonly BoundOutput[] = seed.outputs.map((output) => ({ ...output, nullable: true }));
  const whole: VisibleCte = { ...cte, step: { name, columns } };
  const before = binder.steps.length;
  const step = side(body.right, undefined, { ...inside, ctes: [...inside.ctes, whole] });
  // A step runs once, before the statement: one that reads the rows of a round would have to run in each.
  if (binder.steps.slice(before).some((each) => reads(each, name)))
    notAvailable(binder, 'A recursive query inside another that it reads', body.right.span);
  setOutputs('UNION', seed, step, body.right.span, binder);
  binder.steps.push({ kind: 'recursion', span: body.span, name, all: body.all, seed, step });
  return whole;
}
