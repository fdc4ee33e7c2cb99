import type { BoundExpression } from '../../analysis/bound.ts';
import { ColumnBits } from '../../analysis/column-bits.ts';
import { gatherColumns, reads } from '../../analysis/walk.ts';
import type { Columns } from '../../analysis/walk.ts';
import type { JoinNode, PlanNode } from '../plan-node.ts';
import { columnsGiven, gatherOwn, gatherRead, mapInputs } from '../plan-walk.ts';
import type { Rule } from '../rule.ts';
import { isUniqueBy } from '../unique-columns.ts';
import { conjuncts } from '../conditions.ts';

/** What nothing reads is not computed: items, aggregates, window functions, whole subqueries, and outer joins with one row at most. */
export const pruneColumns: Rule = {
  name: 'prune-columns',
  apply: (root, outputs) => prune(root, new ColumnBits(outputs)),
};

/** Goes down and gathers what the nodes that are left read: `needed` grows. */
function prune(node: PlanNode, needed: ColumnBits): PlanNode {
  switch (node.kind) {
    case 'scan':
    case 'rows':
    case 'virtual':
    case 'working':
      return node;
    case 'extend': {
      // Later items may read earlier ones.
      let idle = 0;
      for (let at = node.items.length - 1; at >= 0; at -= 1) {
        const item = node.items[at];
        if (item && needed.has(item.id)) gatherColumns(item.value, needed);
        else idle += 1;
      }
      const items = idle === 0 ? node.items : node.items.filter(({ id }) => needed.has(id));
      const input = prune(node.input, needed);
      if (items.length === 0) return input;
      return input === node.input && items === node.items ? node : { ...node, input, items };
    }
    case 'apply': {
      if (!needed.has(node.id)) return prune(node.input, needed);
      const own = node.form === 'exists' ? [] : node.outputs.map((output) => output.id);
      const query = prune(node.query, withRead(node, new ColumnBits(own)));
      const wanted = withRead(node, needed);
      gatherRead(query, wanted);
      const input = prune(node.input, wanted);
      return input === node.input && query === node.query ? node : { ...node, input, query };
    }
    case 'group': {
      const aggregates = node.group.aggregates.filter((each) => needed.has(each.id));
      const kept =
        aggregates.length === node.group.aggregates.length
          ? node
          : { ...node, group: { ...node.group, aggregates } };
      const input = prune(node.input, withRead(kept, new ColumnBits()));
      return input === node.input ? kept : { ...kept, input };
    }
    case 'window': {
      const windows = node.windows.filter((each) => needed.has(each.id));
      if (windows.length === 0) return prune(node.input, needed);
      const kept = windows.length === node.windows.length ? node : { ...node, windows };
      const input = prune(node.input, withRead(kept, needed));
      return input === node.input ? kept : { ...kept, input };
    }
    case 'distinct': {
      const input = prune(node.input, new ColumnBits(node.columns.map((column) => column.id)));
      return input === node.input ? node : { ...node, input };
    }
    case 'setOperation': {
      const left = prune(node.left, new ColumnBits(node.columns.map((column) => column.left)));
      const right = prune(node.right, new ColumnBits(node.columns.map((column) => column.right)));
      return left === node.left && right === node.right ? node : { ...node, left, right };
    }
    case 'join': {
      if (isIdle(node, needed)) return prune(node.left, needed);
      const wanted = withRead(node, needed);
      const right = prune(node.right, wanted);
      // The right side may be lateral, and a full join reads either side from the other.
      gatherRead(right, wanted);
      const left = prune(node.left, wanted);
      return left === node.left && right === node.right ? node : { ...node, left, right };
    }
    default: {
      const wanted = withRead(node, needed);
      return mapInputs(node, (input) => prune(input, wanted));
    }
  }
}

/** An outer join of which nothing is read, and which leaves each row once. */
function isIdle({ type, on, right }: JoinNode, needed: Columns): boolean {
  if (type !== 'LEFT' || !on) return false;
  const given = columnsGiven(right);
  if ([...given].some((id) => needed.has(id))) return false;
  const met = conjuncts(on).flatMap((each) => {
    if (each.kind !== 'comparison' || each.operator !== '=') return [];
    const isOfRight = (value: BoundExpression) => value.kind === 'column' && given.has(value.id);
    const [key, other] = isOfRight(each.left) ? [each.left, each.right] : [each.right, each.left];
    return key.kind === 'column' && given.has(key.id) && !reads(other, given) ? [key.id] : [];
  });
  return met.length > 0 && isUniqueBy(right, new Set(met));
}

function withRead(node: PlanNode, into: ColumnBits): ColumnBits {
  gatherOwn(node, into);
  return into;
}
