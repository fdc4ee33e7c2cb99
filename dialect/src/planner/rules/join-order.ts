import type { BoundExpression, ColumnId } from '../../analysis/bound.ts';
import { ColumnBits } from '../../analysis/column-bits.ts';
import { logical } from '../../analysis/compare-rows.ts';
import { columnsOf } from '../../analysis/walk.ts';
import type { JoinNode, PlanNode } from '../plan-node.ts';
import { columnsRead, gatherGiven, mapInputs } from '../plan-walk.ts';
import type { Rule } from '../rule.ts';
import { conjuncts } from '../conditions.ts';

/** Inner joins in an order in which each relation is met through an equality, the most limited first: `FROM a, b, c` says nothing of it. */
export const joinOrder: Rule = { name: 'join-order', needs: ['join'], apply: (root) => order(root) };

function order(node: PlanNode): PlanNode {
  if (node.kind !== 'join' || node.type !== 'INNER') return mapInputs(node, order);
  const leaves: PlanNode[] = [];
  const conditions: BoundExpression[] = [];
  gather(node, leaves, conditions);
  const ordered = leaves.map(order);
  const sequence = choose(ordered, conditions);
  const unchanged =
    ordered.every((leaf, index) => leaf === leaves[index]) && sequence.every((at, index) => at === index);
  if (unchanged && !hasStray(node)) return node;
  return chain(
    sequence.flatMap((at) => ordered[at] ?? []),
    conditions,
    node,
  );
}

/** Whether a join of the tree is not in the plain shape ((a ⋈ b) ⋈ c). */
function hasStray(node: JoinNode): boolean {
  if (node.right.kind === 'join' && node.right.type === 'INNER') return true;
  return node.left.kind === 'join' && node.left.type === 'INNER' && hasStray(node.left);
}

function gather(node: PlanNode, leaves: PlanNode[], conditions: BoundExpression[]): void {
  if (node.kind !== 'join' || node.type !== 'INNER') {
    leaves.push(node);
    return;
  }
  gather(node.left, leaves, conditions);
  gather(node.right, leaves, conditions);
  if (node.on) conditions.push(...conjuncts(node.on));
}

/** Indexes of the leaves in the order in which they are joined. */
function choose(leaves: readonly PlanNode[], conditions: readonly BoundExpression[]): readonly number[] {
  // Most joins are of two, and most of these stand well.
  const [left, right, third] = leaves;
  if (left && right && !third && promise(left) >= promise(right)) return [0, 1];
  const given = leaves.map((leaf) => {
    const columns = new ColumnBits();
    gatherGiven(leaf, columns);
    return columns;
  });
  const ownersOf = (ids: Iterable<ColumnId>): readonly number[] => {
    const found: number[] = [];
    for (const id of ids) {
      const at = given.findIndex((each) => each.has(id));
      if (at >= 0 && !found.includes(at)) found.push(at);
    }
    return found;
  };
  // A lateral relation comes behind those that it reads.
  const candidates = leaves.map((leaf, index): Candidate => ({
    index,
    needs: ownersOf(columnsRead(leaf)),
    links: [],
    selectivity: selectivity(leaf),
    promise: promise(leaf),
  }));
  for (const each of conditions) {
    const link: Link = { owners: ownersOf(columnsOf(each)), equal: isEquality(each) };
    for (const at of link.owners) candidates[at]?.links.push(link);
  }
  const done = new Set<number>();
  /** Whether all but the leaf itself are joined by then. */
  const isMet = (owners: readonly number[], index: number) =>
    owners.every((at) => at === index || done.has(at));
  const score = ({ index, links, selectivity, promise }: Candidate): number => {
    const linked = links.filter(({ owners }) => isMet(owners, index));
    const met = linked.some(({ equal, owners }) => equal && owners.length > 1);
    return (met ? 100 : 0) + (done.size === 0 ? promise : selectivity) + (linked.length > 0 ? 1 : 0);
  };
  while (done.size < leaves.length) {
    const open = candidates.filter(({ index }) => !done.has(index));
    const ready = open.filter(({ needs, index }) => isMet(needs, index));
    let best = -1;
    let most = -1;
    for (const each of ready.length > 0 ? ready : open) {
      const value = score(each);
      if (value > most) [best, most] = [each.index, value];
    }
    done.add(best);
  }
  return [...done];
}

/** A leaf as it is chosen: what it reads of others, and the conditions on it. */
interface Candidate {
  readonly index: number;
  readonly needs: readonly number[];
  readonly links: Link[];
  readonly selectivity: number;
  readonly promise: number;
}

/** A condition: the leaves that it speaks of, and whether they are met by it. */
interface Link {
  readonly owners: readonly number[];
  readonly equal: boolean;
}

const isEquality = (value: BoundExpression): boolean => value.kind === 'comparison' && value.operator === '=';

/** Whether a leaf is a collection, perhaps with conditions: a join finds its rows by an index. */
export function isStored(leaf: PlanNode): boolean {
  return leaf.kind === 'scan' || ((leaf.kind === 'filter' || leaf.kind === 'extend') && isStored(leaf.input));
}

/** How good a leaf is to begin with. What is computed has no index to be met by: it comes before all that is stored. */
const promise = (leaf: PlanNode): number => selectivity(leaf) + (isStored(leaf) ? 0 : 50);

/** A guess at how much a leaf's own conditions leave out: equalities with constants most. */
function selectivity(leaf: PlanNode): number {
  if (leaf.kind === 'rows' || leaf.kind === 'virtual') return 3;
  if (leaf.kind === 'extend') return isStored(leaf) ? selectivity(leaf.input) : 0;
  if (leaf.kind !== 'filter') return 0;
  const strong = conjuncts(leaf.predicate).filter((each) => isEquality(each) || each.kind === 'in').length;
  return 10 * strong + 2 + selectivity(leaf.input);
}

/** The leaves joined from left to right, each condition at the first join where all that it reads is there. */
function chain(
  leaves: readonly PlanNode[],
  conditions: readonly BoundExpression[],
  node: JoinNode,
): PlanNode {
  const [first, ...rest] = leaves;
  if (!first) return node;
  const [here, ours] = [new ColumnBits(), new ColumnBits()];
  gatherGiven(first, here);
  for (const leaf of leaves) gatherGiven(leaf, ours);
  let open = [...conditions];
  let joined = first;
  rest.forEach((right, index) => {
    gatherGiven(right, here);
    const ready = open.filter(
      (each) =>
        index === rest.length - 1 || [...columnsOf(each)].every((id) => here.has(id) || !ours.has(id)),
    );
    open = open.filter((each) => !ready.includes(each));
    const span = node.on?.span ?? node.origin ?? { start: 0, end: 0 };
    const on = ready.length > 0 ? logical('AND', ready, span) : undefined;
    joined = { kind: 'join', type: node.type, left: joined, right, on, origin: node.origin };
  });
  return joined;
}
