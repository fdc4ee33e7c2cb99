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

type Needed = ReadonlySet<ColumnId>;

function prune(node: PlanNode, needed: Needed): PlanNode {
  switch (node.kind) {
    case 'scan':
    case 'rows':
    case 'virtual':
    case 'working':
      return node;
    case 'extend': {
      const wanted = new Set(needed);
      // Later items may read earlier ones.
      const items = [...node.items].reverse().filter((item) => {
        if (!wanted.has(item.id)) return false;
        columnsOf(item.value, wanted);
        return true;
      });
      const input = prune(node.input, wanted);
      if (items.length === 0) return input;
      if (input === node.input && items.length === node.items.length) return node;
      return { ...node, input, items: items.reverse() };
    }
    case 'apply': {
      if (!needed.has(node.id)) return prune(node.input, needed);
      const own = node.form === 'exists' ? [] : node.outputs.map((output) => output.id);
      const query = prune(node.query, withColumns(new Set(own), node));
      const input = prune(node.input, columnsRead(query, withColumns(needed, node)));
      return input === node.input && query === node.query ? node : { ...node, input, query };
    }
    case 'group': {
      const aggregates = node.group.aggregates.filter((each) => needed.has(each.id));
      const kept =
        aggregates.length === node.group.aggregates.length
          ? node
          : { ...node, group: { ...node.group, aggregates } };
      const input = prune(node.input, withColumns(new Set(), kept));
      return input === node.input ? kept : { ...kept, input };
    }
    case 'window': {
      const windows = node.windows.filter((each) => needed.has(each.id));
      if (windows.length === 0) return prune(node.input, needed);
      const kept = windows.length === node.windows.length ? node : { ...node, windows };
      const input = prune(node.input, withColumns(needed, kept));
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
      const wanted = withColumns(needed, node);
      const right = prune(node.right, wanted);
      // The right side may be lateral, and a full join reads either side from the other.
      const left = prune(node.left, columnsRead(right, new Set(wanted)));
      return left === node.left && right === node.right ? node : { ...node, left, right };
    }
    default: {
      const wanted = withColumns(needed, node);
      const changed = mapInputs(node, (input) => prune(input, wanted));
      return 'input' in changed && 'input' in node && changed.input === node.input ? node : changed;
    }
  }
}

function withColumns(needed: Needed, node: PlanNode): Set<ColumnId> {
  const all = new Set(needed);
  for (const value of expressions(node)) columnsOf(value, all);
  return all;
}
