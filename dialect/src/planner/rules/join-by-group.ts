import type { ColumnId } from '../../analysis/bound.ts';
import { gatherColumns } from '../../analysis/walk.ts';
import { groupsQuicker } from '../join-cost.ts';
import type { JoinNode, PlanNode } from '../plan-node.ts';
import { columnsRead, expressions, mapInputs, someNode } from '../plan-walk.ts';
import type { Rule } from '../rule.ts';

/**
 * A join of so many rows that looking each up, though by an index, costs more than putting both sides behind one another and grouping them
 * by the key. What is read of them behind the join goes along; nothing else does.
 */
export const joinByGroup: Rule = {
  name: 'join-by-group',
  needs: ['join'],
  apply: (root, outputs) =>
    someNode(root, isQuicker) ? grouped(root, { read: new Set(outputs), stops: false }) : root,
};

const isQuicker = (node: PlanNode): boolean => node.kind === 'join' && groupsQuicker(node);

/** What stands above a node: the columns that it reads, and whether it may stop before the last row. */
interface Above {
  readonly read: ReadonlySet<ColumnId>;
  readonly stops: boolean;
}

function grouped(node: PlanNode, above: Above): PlanNode {
  switch (node.kind) {
    case 'join':
      return joined(node, above);
    case 'apply': {
      // A subquery runs for each row, of which a $unionWith knows nothing.
      const read = reading(node, above, columnsRead(node.query));
      const input = grouped(node.input, { ...above, read });
      return input === node.input ? node : { ...node, input };
    }
    case 'limit':
      return mapInputs(node, (input) => grouped(input, { ...above, stops: node.limit !== undefined }));
    case 'setOperation': {
      const [left, right] = (['left', 'right'] as const).map((side) =>
        grouped(node[side], { ...above, read: new Set(node.columns.map((each) => each[side])) }),
      );
      if (!left || !right || (left === node.left && right === node.right)) return node;
      return { ...node, left, right };
    }
    case 'filter':
    case 'extend':
    case 'series': {
      const read = reading(node, above);
      return mapInputs(node, (input) => grouped(input, { ...above, read }));
    }
    default: {
      const own = node.kind === 'distinct' ? node.columns.map(({ id }) => id) : [];
      const read = reading(node, above, new Set(own));
      return mapInputs(node, (input) => grouped(input, { read, stops: false }));
    }
  }
}

function joined(node: JoinNode, above: Above): PlanNode {
  const isGroup = !above.stops && isQuicker(node);
  const ofRight = columnsRead(node.right);
  const left = grouped(node.left, { ...above, read: reading(node, above, ofRight) });
  // What is not grouped runs for each left row.
  const right = isGroup ? grouped(node.right, { ...above, read: reading(node, above) }) : node.right;
  if (!isGroup) return left === node.left ? node : { ...node, left };
  return { ...node, left, right, grouped: restOf(node, above) };
}

/** The columns that are read behind a join: above it, and by those of its conditions that are no equality of keys. */
function restOf({ on }: JoinNode, { read }: Above): ReadonlySet<ColumnId> {
  const all = new Set(read);
  if (on && !isEqualities(on)) gatherColumns(on, all);
  return all;
}

const isEqualities = (on: NonNullable<JoinNode['on']>): boolean =>
  on.kind === 'comparison' && on.operator === '=';

function reading(node: PlanNode, { read }: Above, more: ReadonlySet<ColumnId> = new Set()): Set<ColumnId> {
  const all = new Set([...read, ...more]);
  for (const value of expressions(node)) gatherColumns(value, all);
  return all;
}
