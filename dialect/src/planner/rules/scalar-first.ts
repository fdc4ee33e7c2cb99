import type { BoundExpression, ColumnId } from '../../analysis/bound.ts';
import { logical } from '../../analysis/compare-rows.ts';
import { column } from '../../analysis/shape.ts';
import { columnsOf } from '../../analysis/walk.ts';
import { fieldNamed, isUnique, scanBelow } from '../estimate.ts';
import type { ApplyNode, FilterNode, PlanNode } from '../plan-node.ts';
import { columnsGiven, columnsRead, rewrite } from '../plan-walk.ts';
import type { Rule } from '../rule.ts';
import { isStored } from './join-order.ts';
import { rowsWanted } from './limit-first.ts';
import { conjuncts } from '../conditions.ts';

/** A filter by the value of a subquery that depends on no row: the value first, once, then the rows that it leaves, perhaps by an index. */
export const scalarFirst: Rule = {
  name: 'scalar-first',
  needs: ['filter', 'apply'],
  apply: (root) => rewrite(root, first),
};

function first(node: PlanNode): PlanNode {
  if (node.kind !== 'filter' || node.input.kind !== 'apply') return node;
  return joined(node, node.input) ?? node;
}

function joined(node: FilterNode, apply: ApplyNode): PlanNode | undefined {
  const [output] = apply.outputs;
  const { input, query, origin } = apply;
  if (apply.form !== 'scalar' || !output || !isStored(input)) return undefined;
  const around = columnsGiven(input);
  if ([...columnsRead(query)].some((id) => around.has(id))) return undefined;
  const conditions = conjuncts(node.predicate);
  const asked = conditions.filter((each) => columnsOf(each).has(apply.id));
  const rest = conditions.filter((each) => !asked.includes(each));
  if (!isOneRow(query) && !(isAtMostOneRow(query) && asked.some((each) => isNotTrueOfNull(each, apply.id))))
    return undefined;
  const { span } = node.predicate;
  const place = origin ? { origin } : {};
  const items = [{ id: apply.id, value: column(output.id, output, output.span) }];
  const made: PlanNode = {
    kind: 'join',
    type: 'INNER',
    left: { kind: 'extend', input: query, items, ...place },
    right: input,
    on: logical('AND', asked, span),
    ...place,
  };
  return rest.length === 0 ? made : { ...node, input: made, predicate: logical('AND', rest, span) };
}

/** Whether a query gives exactly one row: aggregates without keys do. */
function isOneRow(node: PlanNode): boolean {
  if (node.kind === 'extend') return isOneRow(node.input);
  return node.kind === 'group' && node.group.keys.length === 0 && node.group.sets.length <= 1;
}

/** Whether it is sure to give no second row: a LIMIT or a unique key says so. */
function isAtMostOneRow(node: PlanNode): boolean {
  switch (node.kind) {
    case 'limit':
      return (rowsWanted({ ...node, offset: undefined }) ?? Infinity) <= 1 || isAtMostOneRow(node.input);
    case 'filter':
      return (
        conjuncts(node.predicate).some((each) => isByKey(each, node.input)) || isAtMostOneRow(node.input)
      );
    case 'extend':
    case 'sort':
      return isAtMostOneRow(node.input);
    default:
      return isOneRow(node);
  }
}

/** Whether a condition compares a unique field with what is the same for every row. */
function isByKey(condition: BoundExpression, input: PlanNode): boolean {
  const scan = scanBelow(input);
  if (!scan || condition.kind !== 'comparison' || condition.operator !== '=') return false;
  const { left, right } = condition;
  const isKey = (side: BoundExpression, other: BoundExpression) =>
    side.kind === 'column' && isUnique(scan, fieldNamed(scan, side.id)) && columnsOf(other).size === 0;
  return isKey(left, right) || isKey(right, left);
}

/** Whether a condition does not hold where a column is NULL, as it is where the subquery gives no row. */
const isNotTrueOfNull = (condition: BoundExpression, id: ColumnId): boolean =>
  condition.kind === 'comparison' && [condition.left, condition.right].some((side) => isNullWith(side, id));

function isNullWith(value: BoundExpression, id: ColumnId): boolean {
  if (value.kind === 'column') return value.id === id;
  if (value.kind === 'cast') return isNullWith(value.operand, id);
  if (value.kind !== 'operator' || !['+', '-', '*', '/'].includes(value.operator)) return false;
  return value.operands.some((each) => isNullWith(each, id));
}
