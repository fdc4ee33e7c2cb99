import type { BoundExpression, BoundSortKey, ColumnId } from '../../analysis/bound.ts';
import { columnsOf } from '../../analysis/walk.ts';
import type { LimitNode, PlanNode } from '../plan-node.ts';
import { columnsGiven, rewrite } from '../plan-walk.ts';
import type { Rule } from '../rule.ts';

/**
 * What keeps each row, as an outer join or a subquery's column does, comes behind ORDER BY and LIMIT where these do not speak of it: no other
 * rows can be among the first. A series ends after as many values. Order and limit stand above as well, as an outer join may make several of a row.
 */
export const limitFirst: Rule = {
  name: 'limit-first',
  needs: ['limit'],
  apply: (root) => rewrite(root, first),
};

type Limit = Omit<LimitNode, 'input'>;

function first(node: PlanNode): PlanNode {
  if (node.kind !== 'limit') return node;
  const count = rowsWanted(node);
  if (count === undefined || node.limit?.kind !== 'constant') return node;
  const sort = node.input.kind === 'sort' ? node.input : undefined;
  const below = sort?.input ?? node.input;
  const { origin } = node;
  const limit: Limit = {
    kind: 'limit',
    limit: { ...node.limit, value: count },
    ...(origin ? { origin } : {}),
  };
  const limited = under(below, sort?.keys ?? [], limit);
  if (!limited) return node;
  return { ...node, input: sort ? { ...sort, input: limited } : limited };
}

/** LIMIT and OFFSET together, where both are numbers. */
export function rowsWanted({ limit, offset }: LimitNode): number | undefined {
  if (limit?.kind !== 'constant' || limit.value === null) return undefined;
  if (offset && (offset.kind !== 'constant' || offset.value === null)) return undefined;
  const [rows, skipped] = [Number(String(limit.value)), Number(String(offset?.value ?? 0))];
  return rows >= 0 && skipped >= 0 ? rows + skipped : undefined;
}

/** The plan with the limit below what keeps each row; undefined where nothing of that kind is there. */
function under(node: PlanNode, keys: readonly BoundSortKey[], limit: Limit): PlanNode | undefined {
  switch (node.kind) {
    case 'extend': {
      const mapped = keys.map((key) => ({ ...key, value: seenBelow(key.value, node.items) }));
      const input = under(node.input, mapped, limit);
      return input && { ...node, input };
    }
    case 'join': {
      if (node.type !== 'LEFT') return undefined;
      const left = below(node.left, keys, limit);
      return left && { ...node, left };
    }
    case 'apply': {
      const input = below(node.input, keys, limit);
      return input && { ...node, input };
    }
    case 'series': {
      const atMost = limit.limit?.kind === 'constant' ? Number(String(limit.limit.value)) : undefined;
      return keys.length > 0 || atMost === undefined ? undefined : { ...node, atMost };
    }
    default:
      return undefined;
  }
}

/** The node limited, as far down as it goes. */
function below(node: PlanNode, keys: readonly BoundSortKey[], limit: Limit): PlanNode | undefined {
  const given = columnsGiven(node);
  if (keys.some(({ value }) => [...columnsOf(value)].some((id) => !given.has(id)))) return undefined;
  const deeper = under(node, keys, limit) ?? node;
  const input: PlanNode = keys.length > 0 ? { kind: 'sort', input: deeper, keys } : deeper;
  return { ...limit, input };
}

/** A sort key that is merely another column under a new number. */
function seenBelow(
  value: BoundExpression,
  items: readonly { readonly id: ColumnId; readonly value: BoundExpression }[],
): BoundExpression {
  if (value.kind !== 'column') return value;
  const item = items.find(({ id }) => id === value.id);
  return item?.value.kind === 'column' ? item.value : value;
}
