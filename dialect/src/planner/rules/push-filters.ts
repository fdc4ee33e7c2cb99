import { logical } from '../../analysis/compare-rows.ts';
import { fingerprint } from '../../analysis/fingerprint.ts';
import type { BoundExpression } from '../../analysis/bound.ts';
import { reads, some } from '../../analysis/walk.ts';
import type { ApplyNode, ExtendNode, FilterNode, JoinNode, PlanNode, SeriesNode } from '../plan-node.ts';
import { givenBy, mapInputs } from '../plan-walk.ts';
import type { Rule } from '../rule.ts';

/** Conditions go down to the rows that they speak of, so that a join meets fewer of them and a collection's index can answer. */
export const pushFilters: Rule = {
  name: 'push-filters',
  apply: (root) => push(root),
};

function push(node: PlanNode): PlanNode {
  if (node.kind === 'join') return pushOwn(node);
  if (node.kind !== 'filter') return mapInputs(node, push);
  const { left, pushed } = place(conjuncts(node.predicate).flatMap(whatIsTrue), node.input, node);
  const input = push(pushed);
  if (left.length === 0) return input;
  return { ...node, input, predicate: logical('AND', left, node.predicate.span) };
}

/** Of an inner join, what ON asks of one side alone as well. */
function pushOwn(join: JoinNode): PlanNode {
  const { on } = join;
  if (join.type !== 'INNER' || !on || isEquality(on)) return mapInputs(join, push);
  const [onLeft, onRight] = [givenBy(join.left), givenBy(join.right)];
  const isBetween = (each: BoundExpression) =>
    (reads(each, onLeft) && reads(each, onRight)) || isVolatile(each);
  if (conjuncts(on).every(isBetween)) return mapInputs(join, push);
  const origin: FilterNode = { kind: 'filter', input: join, predicate: on, origin: join.origin };
  return mapInputs(intoJoin([], join, origin).pushed, push);
}

/** Most joins ask for nothing else, and are told at a glance. */
const isEquality = (value: BoundExpression): boolean =>
  value.kind === 'comparison' && value.left.kind === 'column' && value.right.kind === 'column';

export function conjuncts(value: BoundExpression): readonly BoundExpression[] {
  return value.kind === 'logical' && value.operator === 'AND' ? value.operands : [value];
}

/** To be true is what a filter asks of a condition anyway. */
const whatIsTrue = (value: BoundExpression): readonly BoundExpression[] =>
  value.kind === 'test' && value.test === 'TRUE'
    ? conjuncts(value.operand).flatMap(sharedApart)
    : sharedApart(value);

/** What all sides of an OR ask for stands by itself: of `(a AND b) OR (a AND c)` that is `a`, beside `b OR c`; a join may look by it. */
function sharedApart(value: BoundExpression): readonly BoundExpression[] {
  if (value.kind !== 'logical' || value.operator !== 'OR') return [value];
  const sides = value.operands.map(
    (side) => new Map(conjuncts(side).map((each) => [fingerprint(each), each])),
  );
  const [first = new Map<string, BoundExpression>(), ...others] = sides;
  const shared = new Map(
    [...first].filter(([text, each]) => !isVolatile(each) && others.every((side) => side.has(text))),
  );
  if (shared.size === 0) return [value];
  const rest = sides.map((side) => [...side].flatMap(([text, each]) => (shared.has(text) ? [] : [each])));
  const { span } = value;
  const either = logical(
    'OR',
    rest.map((side) => logical('AND', side, span)),
    span,
  );
  return rest.every((side) => side.length > 0) ? [...shared.values(), either] : [...shared.values()];
}

/** Each condition as far down as it may go; `left` are those that stay above `node`. */
function place(
  conditions: readonly BoundExpression[],
  node: PlanNode,
  origin: FilterNode,
): { left: readonly BoundExpression[]; pushed: PlanNode } {
  if (node.kind === 'filter') {
    const inner = place(conditions, node.input, origin);
    return {
      left: inner.left,
      pushed: inner.pushed === node.input ? node : { ...node, input: inner.pushed },
    };
  }
  if (node.kind === 'apply' || node.kind === 'extend' || node.kind === 'series') {
    // What does not read the computed columns need not wait for them.
    const made = madeBy(node);
    const [free, bound] = split(conditions, (each) => !reads(each, made));
    if (free.length === 0) return { left: conditions, pushed: node };
    const input = over(free, node.input, origin);
    return { left: bound, pushed: { ...node, input } };
  }
  if (node.kind !== 'join' || node.type === 'FULL') return { left: conditions, pushed: node };
  return intoJoin(conditions, node, origin);
}

function madeBy(node: ApplyNode | ExtendNode | SeriesNode): ReadonlySet<number> {
  if (node.kind === 'apply') return new Set([node.id]);
  if (node.kind === 'extend') return new Set(node.items.map((item) => item.id));
  return new Set(node.series.flatMap((each) => [...each.columns.map(({ id }) => id), each.ordinality ?? -1]));
}

function over(conditions: readonly BoundExpression[], node: PlanNode, origin: FilterNode): PlanNode {
  const { left, pushed } = place(conditions, node, origin);
  if (left.length === 0) return pushed;
  return { ...origin, input: pushed, predicate: logical('AND', left, origin.predicate.span) };
}

function intoJoin(
  conditions: readonly BoundExpression[],
  join: JoinNode,
  origin: FilterNode,
): { left: readonly BoundExpression[]; pushed: PlanNode } {
  const [onLeft, onRight] = [givenBy(join.left), givenBy(join.right)];
  const inner = join.type === 'INNER';
  // A condition of ON that speaks of the left side only still decides which rows of an outer join find a partner.
  const own = inner && join.on ? conjuncts(join.on).flatMap(whatIsTrue) : [];
  const toLeft: BoundExpression[] = [];
  const toRight: BoundExpression[] = [];
  const both: BoundExpression[] = [];
  const above: BoundExpression[] = [];
  for (const each of own.length > 0 ? [...conditions, ...own] : conditions) {
    const [left, right] = [reads(each, onLeft), reads(each, onRight)];
    if (!right && !isVolatile(each)) toLeft.push(each);
    else if (!left && inner) toRight.push(each);
    else if (inner) both.push(each);
    else above.push(each);
  }
  const left = toLeft.length > 0 ? over(toLeft, join.left, origin) : join.left;
  const right = toRight.length > 0 ? over(toRight, join.right, origin) : join.right;
  const { type, origin: place } = join;
  const condition = both.length > 0 ? logical('AND', both, origin.predicate.span) : undefined;
  const on = inner ? condition : join.on;
  return { left: above, pushed: { kind: 'join', type, left, right, on, origin: place } };
}

export const isVolatile = (value: BoundExpression): boolean =>
  some(value, (each) => each.kind === 'call' && each.row.volatile === true);

function split<T>(values: readonly T[], test: (value: T) => boolean): [T[], T[]] {
  const [yes, no]: [T[], T[]] = [[], []];
  for (const value of values) (test(value) ? yes : no).push(value);
  return [yes, no];
}
