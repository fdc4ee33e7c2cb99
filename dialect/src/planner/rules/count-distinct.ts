import type { BoundAggregate, BoundExpression, BoundItem, ColumnId } from '../../analysis/bound.ts';
import { column, shapeOf } from '../../analysis/shape.ts';
import { fingerprint } from '../../analysis/fingerprint.ts';
import { fieldNamed, leadsIndex } from '../estimate.ts';
import { canBeJoined, joined } from '../partial-aggregate.ts';
import type { GroupNode, PlanNode } from '../plan-node.ts';
import { columnsMade, columnsRead, inputs, rewrite } from '../plan-walk.ts';
import type { Rule } from '../rule.ts';

/**
 * COUNT(DISTINCT x) as two groups, first by x too: a set of the values in one document ends at 16 MB. Aggregates beside it are computed for
 * the smaller groups, and made one for the larger. Where the values are few enough, the plan knows the set as well, which takes half the time.
 */
export const countDistinct: Rule = {
  name: 'count-distinct',
  needs: ['group'],
  apply: (root, _outputs, newId) =>
    rewrite(root, (node) => (node.kind === 'group' ? (split(node, newId) ?? node) : node)),
};

function split(node: GroupNode, newId: () => ColumnId): PlanNode | undefined {
  const { keys, sets, aggregates, groupings } = node.group;
  if (sets.length !== 1 || sets[0]?.length !== keys.length || groupings.length > 0) return undefined;
  // Of what one row finds, the values are few.
  if (keys.length === 0 && isTied(node.input)) return undefined;
  const counted = aggregates.filter(isDistinctCount);
  const [first] = counted;
  const value = first?.args[0];
  if (!first || !value) return undefined;
  const mark = fingerprint(value);
  if (counted.some((each) => fingerprint(each.args[0]) !== mark)) return undefined;
  const rest = aggregates.filter((each) => !isDistinctCount(each));
  if (!rest.every((each) => canBeJoined(each, keys.length > 0))) return undefined;
  const inner = { id: newId(), value };
  const innerKeys = keys.map((key) => ({ id: newId(), value: key.value }));
  const partial = rest.map((each) => ({ ...each, id: newId() }));
  const outerKeys = keys.map((key, index): BoundItem => {
    const made = innerKeys[index] ?? key;
    return { id: key.id, value: column(made.id, shapeOf(key.value), key.value.span) };
  });
  const outer = aggregates.map((each): BoundAggregate => {
    if (isDistinctCount(each))
      return { ...each, distinct: false, args: [column(inner.id, shapeOf(value), value.span)] };
    return joined(each, partial[rest.indexOf(each)] ?? each);
  });
  const below = [...innerKeys, inner];
  const small: GroupNode = {
    ...node,
    group: { keys: below, sets: [below.map((_, index) => index)], aggregates: partial, groupings: [] },
    // What is missing is not counted, in however many groups it is.
    missingApart: [inner.id],
  };
  return {
    ...node,
    input: small,
    group: { ...node.group, keys: outerKeys, aggregates: outer },
    ...(fitsInSet(node, value) ? { gathered: node.group } : {}),
  };
}

/** Of so many values the set stays far below what one document may hold, if they are not uncommonly long. */
const fewValues = 500_000;

/** Whether a set of the values is small, and takes less than reading them off an index, each once. */
function fitsInSet({ group, input }: GroupNode, value: BoundExpression): boolean {
  const counts = countsBelow(input);
  if (counts.reduce((sum, each) => sum + each, 0) > fewValues) return false;
  if (group.keys.length > 0 || input.kind !== 'scan' || value.kind !== 'column') return true;
  return !leadsIndex(input.relation, fieldNamed(input.relation, value.id));
}

/** How many documents the collections below hold; without end where that is not known, or where rows come from elsewhere. */
function countsBelow(node: PlanNode): readonly number[] {
  if (node.kind === 'scan') return [node.relation.stored?.estimatedCount ?? Infinity];
  const below = inputs(node);
  return below.length === 0 || node.kind === 'series' ? [Infinity] : below.flatMap(countsBelow);
}

/** Whether a plan speaks of a row around it. */
function isTied(node: PlanNode): boolean {
  const made = columnsMade(node);
  return [...columnsRead(node)].some((id) => !made.has(id));
}

const isDistinctCount = (each: BoundAggregate): boolean =>
  each.row.name === 'COUNT' && each.distinct && each.args.length === 1 && !each.filter;
