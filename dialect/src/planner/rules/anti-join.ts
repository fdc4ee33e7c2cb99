import type { BoundExpression, BoundOutput, ColumnId } from '../../analysis/bound.ts';
import { logical } from '../../analysis/compare-rows.ts';
import { booleanType, column, comparison, shapeOf } from '../../analysis/shape.ts';
import { groupsQuicker, perLookup } from '../join-cost.ts';
import type { ApplyNode, FilterNode, JoinNode, PlanNode } from '../plan-node.ts';
import { columnsGiven, rewrite } from '../plan-walk.ts';
import type { Rule } from '../rule.ts';
import { isUniqueBy } from '../unique-columns.ts';
import { untied } from '../decorrelate.ts';
import { conjuncts } from '../conditions.ts';

/**
 * NOT EXISTS of so many rows that looking for each costs more than one grouping of both sides: an outer join with the subquery's distinct
 * keys, of which the rows without a partner stay.
 */
export const antiJoin: Rule = {
  name: 'anti-join',
  needs: ['filter', 'apply'],
  apply: (root, _outputs, newId) =>
    rewrite(root, (node) => (node.kind === 'filter' ? (unmatched(node, newId) ?? node) : node)),
};

type NewId = () => ColumnId;

function unmatched(node: FilterNode, newId: NewId): PlanNode | undefined {
  const { input: apply } = node;
  if (apply.kind !== 'apply' || apply.form !== 'exists') return undefined;
  const conditions = conjuncts(node.predicate);
  const asked = conditions.find(
    (each) => each.kind === 'not' && each.operand.kind === 'column' && each.operand.id === apply.id,
  );
  const join = asked && outerJoin(apply, newId);
  if (!join) return undefined;
  const rest = conditions.map((each) => (each === asked ? join.without : each));
  return { ...node, input: join.node, predicate: logical('AND', rest, node.predicate.span) };
}

/** The join, and the condition that a row of it has no partner. */
function outerJoin(
  apply: ApplyNode,
  newId: NewId,
): { readonly node: JoinNode; readonly without: BoundExpression } | undefined {
  const around = columnsGiven(apply.input);
  const own = untied(apply.query, around);
  const [pair] = own?.pairs ?? [];
  if (!own || !pair || own.pairs.length > 1) return undefined;
  const { outer, inner } = pair;
  // Only a column that no two rows share: there is one row for each key then on either side.
  if (outer.kind !== 'column' || inner.kind !== 'column' || !alike(outer, inner)) return undefined;
  if (!isUniqueBy(apply.input, new Set([outer.id]))) return undefined;
  const place = apply.origin ? { origin: apply.origin } : {};
  const span = inner.span;
  const key: BoundOutput = { id: newId(), name: 'key', span, ...shapeOf(inner) };
  const keys: PlanNode = {
    kind: 'distinct',
    input: { kind: 'extend', input: own.node, items: [{ id: key.id, value: inner }], ...place },
    columns: [key],
    ...place,
  };
  const found = column(key.id, key, span);
  const on = comparison('=', outer, found, span);
  const node: JoinNode = { kind: 'join', type: 'LEFT', left: apply.input, right: keys, on, ...place };
  if (!groupsQuicker(node, perLookup)) return undefined;
  const operand = { ...found, nullable: true };
  return { node, without: { kind: 'test', test: 'NULL', operand, span, type: booleanType, nullable: false } };
}

/** Whether values of both are equal to MongoDB where they are to SQL. */
function alike(a: BoundExpression, b: BoundExpression): boolean {
  const names = [a.type.name, b.type.name];
  if (names.some((name) => name === 'interval' || name === 'array' || name === 'document')) return false;
  return !(names.includes('double') && names.includes('decimal'));
}
