import type { ColumnId } from '../../analysis/bound.ts';
import { columnsOf } from '../../analysis/walk.ts';
import type { PlanNode } from '../plan-node.ts';
import { columnsRead, expressions, mapInputs } from '../plan-walk.ts';
import type { Rule } from '../rule.ts';

/** What nothing reads is not computed: items, aggregates, window functions and whole subqueries. */
export const pruneColumns: Rule = {
  name: 'prune-columns',
  apply: (root, outputs) => prune(root, new Set(outputs)),
};

/** Goes down and gathers what the nodes that are left read: `needed` grows. */
function prune(node: PlanNode, needed: Set<ColumnId>): PlanNode {
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
        if (item && needed.has(item.id)) columnsOf(item.value, needed);
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
      const query = prune(node.query, withRead(node, new Set(own)));
      const input = prune(node.input, columnsRead(query, withRead(node, needed)));
      return input === node.input && query === node.query ? node : { ...node, input, query };
    }
    case 'group': {
      const aggregates = node.group.aggregates.filter((each) => needed.has(each.id));
      const kept =
        aggregates.length === node.group.aggregates.length
          ? node
          : { ...node, group: { ...node.group, aggregates } };
      const input = prune(node.input, withRead(kept, new Set()));
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
      const input = prune(node.input, new Set(node.columns.map((column) => column.id)));
      return input === node.input ? node : { ...node, input };
    }
    case 'setOperation': {
      const left = prune(node.left, new Set(node.columns.map((column) => column.left)));
      const right = prune(node.right, new Set(node.columns.map((column) => column.right)));
      return left === node.left && right === node.right ? node : { ...node, left, right };
    }
    case 'join': {
      const wanted = withRead(node, needed);
      const right = prune(node.right, wanted);
      // The right side may be lateral, and a full join reads either side from the other.
      const left = prune(node.left, columnsRead(right, wanted));
      return left === node.left && right === node.right ? node : { ...node, left, right };
    }
    default: {
      const wanted = withRead(node, needed);
      return mapInputs(node, (input) => prune(input, wanted));
    }
  }
}

function withRead(node: PlanNode, into: Set<ColumnId>): Set<ColumnId> {
  for (const value of expressions(node)) columnsOf(value, into);
  return into;
}
