import type { BoundColumn, BoundOutput, BoundWorkingTable, ColumnId } from '../analysis/bound.ts';
import { logical } from '../analysis/compare-rows.ts';
import { booleanType, column, output } from '../analysis/shape.ts';
import { visitDeep } from '../analysis/walk.ts';
import type { PlanNode } from './plan-node.ts';
import { columnsMade, expressions, inputs } from './plan-walk.ts';
import type { Planner } from './planner.ts';

// The rounds of a recursive query run before the statement. Where it stands in a subquery and reads columns of the rows around that, the
// values that these columns have there are found first. Each round goes through all of them, and each row of it keeps those that it was
// found for, in front of its own columns; where the rows are read, those are taken whose values are the ones of the row around.
// `values-around.ts` says where they are found.

/** What plans read of rows around them. */
export function columnsAround(plans: readonly PlanNode[]): readonly BoundColumn[] {
  const made = new Set<ColumnId>();
  for (const plan of plans) columnsMade(plan, made);
  const found = new Map<ColumnId, BoundColumn>();
  const visit = (node: PlanNode): void => {
    for (const value of expressions(node))
      visitDeep(value, (each) => {
        if (each.kind === 'column' && !made.has(each.id)) found.set(each.id, found.get(each.id) ?? each);
      });
    inputs(node).forEach(visit);
  };
  plans.forEach(visit);
  return [...found.values()];
}

/** The step that finds the values around a recursive query. */
export const stepAround = (name: string): string => `${name}_around`;

export const outputsOf = (around: readonly BoundColumn[]): readonly BoundOutput[] =>
  around.map((each) => output(each.id, '', each, each.span));

/** A recursive query's own rows that were found for the row around it. */
export function ofRowAround(
  relation: BoundWorkingTable,
  around: readonly BoundColumn[],
  planner: Planner,
): PlanNode {
  const { span } = relation;
  const keys = outputsOf(around).map((each) => ({ ...each, id: planner.newId() }));
  const all: BoundWorkingTable = { ...relation, columns: [...keys, ...relation.columns] };
  const truth = { span, type: booleanType, nullable: false } as const;
  const same = keys.map((key, index) => {
    const [left, right] = [column(key.id, key, span), around[index] ?? column(key.id, key, span)];
    return { kind: 'not', operand: { kind: 'distinctFrom', left, right, ...truth }, ...truth } as const;
  });
  const input: PlanNode = { kind: 'working', relation: all, origin: span };
  return { kind: 'filter', input, predicate: logical('AND', same, span), origin: span };
}

/** The query of a round, for each of the values around: those that were found first, or those that the last round's rows keep. */
export function forEachAround(
  round: PlanNode,
  from: 'first' | 'last',
  { name, span }: { readonly name: string; readonly span: BoundWorkingTable['span'] },
  around: readonly BoundColumn[],
): PlanNode {
  const columns = outputsOf(around);
  const relation: BoundWorkingTable = {
    kind: 'working',
    span,
    name: from === 'first' ? stepAround(name) : name,
    columns,
  };
  const rows: PlanNode = { kind: 'working', relation, origin: span };
  const left: PlanNode = from === 'first' ? rows : { kind: 'distinct', input: rows, columns, origin: span };
  return { kind: 'join', type: 'INNER', left, right: round, origin: span };
}
