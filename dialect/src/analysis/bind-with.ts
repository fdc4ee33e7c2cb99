import type { CycleClause, SearchClause, TableQuery, WithClause } from '../syntax/ast/query.ts';
import { bindRecursion } from './bind-recursion.ts';
import type { Side } from './bind-recursion.ts';
import { sameName } from './binder.ts';
import type { Binder, VisibleCte } from './binder.ts';
import { emptyScope } from './scope.ts';
import type { Scope } from './scope.ts';

/**
 * The binder that also sees the queries of a WITH. A plain one is bound where it is named; a recursive one and a write are steps, which run
 * once before the statement's own query.
 */
export function withCtes(clause: WithClause, outer: Scope | undefined, binder: Binder, side: Side): Binder {
  let ctes = binder.ctes;
  // As a query sees those before it that is bound for its problems alone: their columns are enough, so that none is bound anew for each behind it.
  let columnsOnly = binder.ctes;
  const here = new Set<string>();
  for (const definition of clause.recursive ? inOrder(clause.ctes) : clause.ctes) {
    const { name, query } = definition;
    if (here.has(name.text)) binder.report('QL2019', name.span, [name.text]);
    here.add(name.text);
    const cte: VisibleCte = { name, definition, scope: outer ?? emptyScope, visible: ctes };
    let made = cte;
    let known: VisibleCte | undefined;
    if (query.kind !== 'Query') {
      const step = binder.write(query, { ...binder, ctes });
      if (step) made = { ...cte, step: { name: step.name, columns: step.outputs } };
    } else if (clause.recursive && names(query, name)) {
      made = bindRecursion(query, cte, { ...binder, ctes }, side, withCtes);
    } else {
      // Bound once here, so that the problems of a query that nothing reads are told too; what it adds is not kept.
      const { outputs } = binder.query(query, outer, { ...binder, ctes: columnsOnly, steps: [] });
      known = { ...cte, step: { name: name.text, columns: outputs } };
      for (const extra of [definition.search, definition.cycle])
        if (extra) notRecursive(extra, name.text, binder);
    }
    ctes = [...ctes, made];
    columnsOnly = [...columnsOnly, known ?? made];
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

function notRecursive(node: SearchClause | CycleClause, name: string, binder: Binder): void {
  const word = node.kind === 'SearchClause' ? 'SEARCH' : 'CYCLE';
  binder.report('QL2017', node.span, [word, `${name} is not recursive`]);
}
