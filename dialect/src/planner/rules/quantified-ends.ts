import type { BoundAggregate, BoundExpression, BoundOutput, ColumnId } from '../../analysis/bound.ts';
import * as shape from '../../analysis/shape.ts';
import { some } from '../../analysis/walk.ts';
import { findFunction } from '../../functions/index.ts';
import { isScalar } from '../../functions/lowering.ts';
import type { SetFunction } from '../../functions/lowering.ts';
import type { ApplyNode, FilterNode, GroupNode, PlanNode } from '../plan-node.ts';
import { columnsGiven, columnsRead, rewrite } from '../plan-walk.ts';
import type { Rule } from '../rule.ts';

/**
 * `x < ANY (SELECT …)` and its like, of a subquery that hangs on no row, look at the greatest or the least of its values alone: where these
 * were all, each row would look at each of them. Values of one BSON type are in one order, so that each type keeps its own; NULL stays, NaN
 * stays, as it is above all numbers, and so do documents and arrays, whose order is another.
 */
export const quantifiedEnds: Rule = {
  name: 'quantified-ends',
  needs: ['filter', 'apply'],
  apply: (root, _outputs, newId) =>
    rewrite(root, (node) => (node.kind === 'filter' ? ended(node, newId) : node)),
};

type Quantified = Extract<BoundExpression, { kind: 'quantified' }>;

function ended(filter: FilterNode, newId: () => ColumnId): FilterNode {
  const input = endedBelow(filter.input, filter.predicate, newId);
  return input === filter.input ? filter : { ...filter, input };
}

/** The subqueries right below a filter, each with the ends of its values where that is all that the filter asks for. */
function endedBelow(node: PlanNode, predicate: BoundExpression, newId: () => ColumnId): PlanNode {
  if (node.kind !== 'apply') return node;
  const input = endedBelow(node.input, predicate, newId);
  const same = input === node.input ? node : { ...node, input };
  if (node.form !== 'array' || !isFree(node)) return same;
  const ends = questionsOf(predicate, node.id).map(endAsked);
  const [end] = ends;
  return end !== undefined && ends.every((each) => each === end) ? withEnds(same, end, newId) : same;
}

/** Whether it is the same for every row, of values that lie in MongoDB's order within their type. */
function isFree({ input, query, outputs: [output] }: ApplyNode): boolean {
  const around = columnsGiven(input);
  return (
    output !== undefined &&
    !isOrderedOtherwise(output) &&
    ![...columnsRead(query)].some((id) => around.has(id))
  );
}

const isOrderedOtherwise = ({ type }: BoundOutput): boolean =>
  type.json === true || ['interval', 'array', 'document'].includes(type.name);

/** The comparisons of a condition with a subquery's values: nothing else speaks of these. */
function questionsOf(predicate: BoundExpression, id: ColumnId): readonly Quantified[] {
  const found: Quantified[] = [];
  some(predicate, (each) => {
    if (each.kind === 'quantified' && each.array.kind === 'column' && each.array.id === id) found.push(each);
    return false;
  });
  return found;
}

type End = 'MIN' | 'MAX';

/** The end of the values that decides a comparison with any of them, or with all; undefined where each value counts. */
function endAsked({ operator, quantifier }: Quantified): End | undefined {
  switch (operator) {
    case '<':
    case '<=':
      return quantifier === 'ANY' ? 'MAX' : 'MIN';
    case '>':
    case '>=':
      return quantifier === 'ANY' ? 'MIN' : 'MAX';
    default:
      return undefined;
  }
}

function withEnds(apply: ApplyNode, end: End, newId: () => ColumnId): ApplyNode {
  const [output] = apply.outputs;
  const row = findFunction(end);
  const typeOf = findFunction('BSON_TYPE');
  if (!output || !row || isScalar(row) || !typeOf || !isScalar(typeOf)) return apply;
  const { span } = output;
  const value = shape.column(output.id, output, span);
  const type: BoundExpression = {
    ...{ kind: 'call', row: typeOf, args: [value], span },
    ...{ type: shape.textType, nullable: false },
  };
  const whole = ['object', 'array'].map((name) =>
    shape.comparison('=', type, shape.constant(name, shape.textType, span), span),
  );
  const nan = shape.comparison('=', value, shape.constant(Number.NaN, { name: 'double' }, span), span);
  const itself: BoundExpression = {
    kind: 'case',
    branches: [...whole, nan].map((when) => ({ when, then: value })),
    span,
    type: output.type,
    nullable: true,
  };
  const aggregate = endOf(row, value, newId());
  const keys = [type, itself].map((each) => ({ id: newId(), value: each }));
  const query: GroupNode = {
    kind: 'group',
    input: apply.query,
    group: { keys, sets: [[0, 1]], aggregates: [aggregate], groupings: [] },
    ...(apply.origin ? { origin: apply.origin } : {}),
  };
  return { ...apply, query, outputs: [{ ...output, id: aggregate.id, nullable: true }] };
}

const endOf = (row: SetFunction, value: BoundExpression, id: ColumnId): BoundAggregate => ({
  ...{ id, span: value.span, row, args: [value], distinct: false, orderBy: [], withinGroup: [] },
  ...{ type: value.type, nullable: true },
});
