import { logical } from '../../analysis/compare-rows.ts';
import type { BoundExpression } from '../../analysis/bound.ts';
import { reads } from '../../analysis/walk.ts';
import { conjuncts, isVolatile, whatIsTrue } from '../conditions.ts';
import type { FilterNode, JoinNode, PlanNode, SetOperationNode } from '../plan-node.ts';
import { givenBy, mapInputs } from '../plan-walk.ts';
import type { Rule } from '../rule.ts';
import { throughOf, throughSides, type Through } from './filters-through.ts';

/** Conditions go down to the rows that they speak of, so that a join meets fewer of them and a collection's index can answer. */
export const pushFilters: Rule = {
  name: 'push-filters',
  apply: (root) => push(root, none),
};

/** A condition on its way down, with the filter, or what ON says, that asks for it. */
interface Falling {
  readonly condition: BoundExpression;
  readonly filter: FilterNode;
}

const none: readonly Falling[] = [];
const pushPlain = (node: PlanNode): PlanNode => push(node, none);

/** The plan with its own conditions, and those that fall on it, as far down as each may go: one way down for all. */
function push(node: PlanNode, falling: readonly Falling[]): PlanNode {
  if (node.kind === 'filter') return push(node.input, [...fallingFrom(node), ...falling]);
  if (node.kind === 'join') return pushIntoJoin(node, falling);
  if (falling.length === 0) return mapInputs(node, pushPlain);
  if (node.kind === 'setOperation') return pushIntoSides(node, falling);
  const [free, stuck] = sent(falling, throughOf(node));
  const target = 'input' in node ? node.input : undefined;
  return laid(
    stuck,
    mapInputs(node, (each) => push(each, each === target ? free : none)),
  );
}

const fallingFrom = (filter: FilterNode): readonly Falling[] =>
  whatIsTrue(filter.predicate).map((condition) => ({ condition, filter }));

/** The conditions that go on, in the words in which they are asked there, and those that stay. */
function sent(falling: readonly Falling[], through: Through): readonly [free: Falling[], stuck: Falling[]] {
  const [free, stuck]: [Falling[], Falling[]] = [[], []];
  for (const each of falling) {
    const condition = through(each.condition);
    if (!condition) stuck.push(each);
    else free.push(condition === each.condition ? each : { condition, filter: each.filter });
  }
  return [free, stuck];
}

/** The conditions that come no further, as filters over the node: one for each that they are from. */
function laid(falling: readonly Falling[], node: PlanNode): PlanNode {
  let root = node;
  for (let at = 0; at < falling.length;) {
    const filter = falling[at]?.filter;
    const own: BoundExpression[] = [];
    for (let each = falling[at]; each && each.filter === filter; each = falling[(at += 1)])
      own.push(each.condition);
    if (filter) root = over(root, filter, together(filter.predicate, own));
  }
  return root;
}

/** The filter over these rows and of this condition: itself, where it is just this. */
const over = (input: PlanNode, filter: FilterNode, predicate: BoundExpression): FilterNode =>
  input === filter.input && predicate === filter.predicate ? filter : { ...filter, input, predicate };

/** All of the conditions at once: as before, where they are what was asked for before. */
function together(before: BoundExpression, conditions: readonly BoundExpression[]): BoundExpression {
  const known = conjuncts(before);
  const isKnown = conditions.length === known.length && conditions.every((each, at) => each === known[at]);
  return isKnown ? before : logical('AND', conditions, before.span);
}

function pushIntoSides(node: SetOperationNode, falling: readonly Falling[]): PlanNode {
  const through = throughSides(node);
  const [toLeft, stuck] = sent(falling, through.left);
  const [toRight] = sent(falling, through.right);
  const [left, right] = [push(node.left, toLeft), push(node.right, toRight)];
  return laid(stuck, left === node.left && right === node.right ? node : { ...node, left, right });
}

/** Each to the side that it speaks of. What ON asks of the rows of an inner join falls with the others. */
function pushIntoJoin(join: JoinNode, falling: readonly Falling[]): PlanNode {
  const { on, origin } = join;
  const inner = join.type === 'INNER';
  const isSettled = falling.length === 0 && (!inner || !on || isEquality(on));
  if (join.type === 'FULL' || isSettled) return laid(falling, mapInputs(join, pushPlain));
  // What the ON of an outer join asks of its left side still decides which rows find a partner.
  const own = inner && on ? fallingFrom({ kind: 'filter', input: join, predicate: on, origin }) : none;
  const [onLeft, onRight] = [givenBy(join.left), givenBy(join.right)];
  const [toLeft, toRight, between, stuck]: [Falling[], Falling[], Falling[], Falling[]] = [[], [], [], []];
  for (const each of [...falling, ...own]) {
    const [left, right] = [reads(each.condition, onLeft), reads(each.condition, onRight)];
    const isFree = !isVolatile(each.condition);
    if (isFree && !right) toLeft.push(each);
    else if (isFree && !left && inner) toRight.push(each);
    else if (inner) between.push(each);
    else stuck.push(each);
  }
  const [left, right] = [push(join.left, toLeft), push(join.right, toRight)];
  const asked = inner ? onOf(between, on) : on;
  const isSame = left === join.left && right === join.right && asked === on;
  return laid(stuck, isSame ? join : { kind: 'join', type: join.type, left, right, on: asked, origin });
}

/** What an inner join asks of its pairs. */
function onOf(between: readonly Falling[], on: BoundExpression | undefined): BoundExpression | undefined {
  const [first] = between;
  return (
    first &&
    together(
      on ?? first.filter.predicate,
      between.map(({ condition }) => condition),
    )
  );
}

/** Most joins ask for nothing else, and are told at a glance. */
const isEquality = (value: BoundExpression): boolean =>
  value.kind === 'comparison' && value.left.kind === 'column' && value.right.kind === 'column';
