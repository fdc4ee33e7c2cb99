import { logical } from '../../analysis/compare-rows.ts';
import { column } from '../../analysis/shape.ts';
import { columnsOf } from '../../analysis/walk.ts';
import type { ApplyNode, FilterNode, PlanNode } from '../plan-node.ts';
import { columnsGiven, columnsRead, rewrite } from '../plan-walk.ts';
import type { Rule } from '../rule.ts';
import { isStored } from './join-order.ts';
import { conjuncts } from './push-filters.ts';

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
  if (apply.form !== 'scalar' || !output || !isOneRow(query) || !isStored(input)) return undefined;
  const around = columnsGiven(input);
  if ([...columnsRead(query)].some((id) => around.has(id))) return undefined;
  const conditions = conjuncts(node.predicate);
  const asked = conditions.filter((each) => columnsOf(each).has(apply.id));
  const rest = conditions.filter((each) => !asked.includes(each));
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
