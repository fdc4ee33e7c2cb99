import type { BoundExpression, BoundItem, BoundWindow, ColumnId } from '../../analysis/bound.ts';
import { logical } from '../../analysis/compare-rows.ts';
import { constant } from '../../analysis/shape.ts';
import type { PlanNode } from '../plan-node.ts';
import { rewrite } from '../plan-walk.ts';
import type { Rule } from '../rule.ts';
import { conjuncts } from '../conditions.ts';

/** `ROW_NUMBER() OVER (PARTITION BY … ORDER BY …) = 1` keeps the first row of each partition: the others need neither sorting nor a number. */
export const firstOfPartition: Rule = {
  name: 'first-of-partition',
  needs: ['filter', 'window'],
  apply: (root) => rewrite(root, firsts),
};

function firsts(node: PlanNode): PlanNode {
  if (node.kind !== 'filter') return node;
  const parts = conjuncts(node.predicate);
  for (const part of parts) {
    const id = isOne(part);
    const input = id === undefined ? undefined : replaced(node.input, id);
    if (!input) continue;
    const rest = parts.filter((each) => each !== part);
    if (rest.length === 0) return input;
    return { ...node, input, predicate: logical('AND', rest, node.predicate.span) };
  }
  return node;
}

/** The column that a condition wants to be 1, as `n = 1`, `n <= 1` or `n < 2`. */
function isOne(value: BoundExpression): ColumnId | undefined {
  if (value.kind !== 'comparison' || value.left.kind !== 'column' || value.right.kind !== 'constant')
    return undefined;
  const limit = Number(String(value.right.value));
  const one =
    (limit === 1 && (value.operator === '=' || value.operator === '<=')) ||
    (limit === 2 && value.operator === '<');
  return one ? value.left.id : undefined;
}

/** The node with the first rows alone, where `id` is the number of a window at its bottom; only columns are computed above that. */
function replaced(node: PlanNode, id: ColumnId): PlanNode | undefined {
  if (node.kind === 'extend') {
    const item = node.items.find((each) => each.id === id);
    if (item && item.value.kind !== 'column') return undefined;
    const input = replaced(node.input, item?.value.kind === 'column' ? item.value.id : id);
    return input && { ...node, input };
  }
  if (node.kind !== 'window' || node.windows.length !== 1) return undefined;
  const [window] = node.windows;
  if (window?.id !== id || !isNumbering(window)) return undefined;
  const item: BoundItem = { id, value: constant(1, window.type, window.span) };
  const { origin } = node;
  const place = origin ? { origin } : {};
  const first: PlanNode = {
    kind: 'distinctOn',
    input: node.input,
    on: window.partitionBy,
    keys: window.orderBy,
    unordered: true,
    ...place,
  };
  return { kind: 'extend', input: first, items: [item], ...place };
}

const isNumbering = (window: BoundWindow): boolean =>
  window.row.name === 'ROW_NUMBER' && window.partitionBy.length > 0 && window.orderBy.length > 0;
