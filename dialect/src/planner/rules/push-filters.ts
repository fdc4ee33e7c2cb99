import { logical } from '../../analysis/compare-rows.ts';
import { fingerprint } from '../../analysis/fingerprint.ts';
import type { BoundExpression } from '../../analysis/bound.ts';
import { reads, some } from '../../analysis/walk.ts';
import type {
  ApplyNode,
  DistinctNode,
  ExtendNode,
  FilterNode,
  GroupNode,
  JoinNode,
  PlanNode,
  SeriesNode,
  SetOperationNode,
  SortNode,
  WindowNode,
} from '../plan-node.ts';
import { givenBy, mapInputs } from '../plan-walk.ts';
import type { Rule } from '../rule.ts';
import { throughExtend, throughGroup, throughSides, throughWindow, type Through } from './filters-through.ts';

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
  switch (node.kind) {
    case 'apply':
    case 'series': {
      // What does not read the computed columns need not wait for them.
      const made = madeBy(node);
      return beyond(conditions, node, origin, (each) => (reads(each, made) ? undefined : each));
    }
    case 'extend':
      return beyond(conditions, node, origin, throughExtend(node));
    case 'sort':
    case 'distinct':
      return beyond(conditions, node, origin, (each) => (isSteady(each) ? each : undefined));
    case 'window':
      return beyond(conditions, node, origin, steadily(throughWindow(node)));
    case 'group': {
      const through = throughGroup(node);
      return through
        ? beyond(conditions, node, origin, steadily(through))
        : { left: conditions, pushed: node };
    }
    case 'setOperation':
      return intoSides(conditions, node, origin);
    default:
  }
  if (node.kind !== 'join' || node.type === 'FULL') return { left: conditions, pushed: node };
  return intoJoin(conditions, node, origin);
}

/** What may be asked of a node's input goes there. */
function beyond(
  conditions: readonly BoundExpression[],
  node: ApplyNode | SeriesNode | ExtendNode | SortNode | DistinctNode | WindowNode | GroupNode,
  origin: FilterNode,
  through: Through,
): { left: readonly BoundExpression[]; pushed: PlanNode } {
  const left: BoundExpression[] = [];
  const free: BoundExpression[] = [];
  for (const each of conditions) {
    const inside = through(each);
    if (inside) free.push(inside);
    else left.push(each);
  }
  if (free.length === 0) return { left: conditions, pushed: node };
  return { left, pushed: { ...node, input: over(free, node.input, origin) } };
}

function intoSides(
  conditions: readonly BoundExpression[],
  node: SetOperationNode,
  origin: FilterNode,
): { left: readonly BoundExpression[]; pushed: PlanNode } {
  const through = throughSides(node);
  const [free, left] = split(conditions, (each) => isSteady(each) && through.left(each) !== undefined);
  if (free.length === 0) return { left: conditions, pushed: node };
  const side = (of: 'left' | 'right') =>
    over(
      free.flatMap((each) => through[of](each) ?? []),
      node[of],
      origin,
    );
  return { left, pushed: { ...node, left: side('left'), right: side('right') } };
}

const steadily =
  (through: Through): Through =>
  (each) =>
    isSteady(each) ? through(each) : undefined;

/** Whether it is the same each time it is asked, and for a field that is missing as for NULL: behind groups and unions both are one. */
const isSteady = (value: BoundExpression): boolean =>
  !isVolatile(value) && !some(value, (each) => each.kind === 'test' && each.test === 'MISSING');

function madeBy(node: ApplyNode | SeriesNode): ReadonlySet<number> {
  if (node.kind === 'apply') return new Set([node.id]);
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
