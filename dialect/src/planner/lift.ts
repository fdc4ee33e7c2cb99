import type { BoundExpression, BoundSubquery } from '../analysis/bound.ts';
import { logical, negate } from '../analysis/compare-rows.ts';
import { booleanType, column } from '../analysis/shape.ts';
import { mapOperands, mapSame } from '../analysis/walk.ts';
import { outerConditions } from './outer-conditions.ts';
import type { Planner } from './planner.ts';
import type { ApplyNode, PlanNode } from './plan-node.ts';

/** Expressions without subqueries, over an input that computes them as columns. */
export interface Lifted {
  readonly input: PlanNode;
  readonly values: readonly BoundExpression[];
}

/** Takes the subqueries out of expressions: each becomes a column that an apply node adds to the input. */
export function lift(planner: Planner, start: PlanNode, expressions: readonly BoundExpression[]): Lifted {
  let input = start;
  // The columns of one row are fields of the same subquery.
  let made: Map<BoundExpression, BoundExpression> | undefined;
  const change = (value: BoundExpression): BoundExpression => {
    const known = made?.get(value);
    if (known) return known;
    const inner = mapOperands(value, change);
    if (inner.kind !== 'subquery') return inner;
    const lifted = applied(planner, inner, input, planner.newId());
    input = lifted.input;
    made ??= new Map();
    made.set(value, lifted.value);
    return lifted.value;
  };
  const values = mapSame(expressions, change);
  return { input, values };
}

function applied(
  planner: Planner,
  value: BoundSubquery,
  input: PlanNode,
  id: number,
): { input: PlanNode; value: BoundExpression } {
  const { root, outputs } = planner.query(value.query);
  const asks = value.form === 'exists' || value.form === 'quantified';
  const { query, conditions } = asks && planner.outerFirst ? outerConditions(root) : whole(root);
  const base = { kind: 'apply', id, input, query, outputs, origin: value.span } as const;
  const answered = answer(planner, value, base);
  return { ...answered, value: besides(conditions, answered.value, value) };
}

const whole = (query: PlanNode): ReturnType<typeof outerConditions> => ({ query, conditions: [] });

/** EXISTS and ANY do not hold where a condition is not true, and ALL does. */
function besides(
  conditions: readonly BoundExpression[],
  answered: BoundExpression,
  { quantifier, span }: BoundSubquery,
): BoundExpression {
  if (conditions.length === 0) return answered;
  const asked = conditions.map(isTrue);
  return quantifier === 'ALL'
    ? logical('OR', [...asked.map((each) => negate(each, span)), answered], span)
    : logical('AND', [...asked, answered], span);
}

const isTrue = (operand: BoundExpression): BoundExpression =>
  operand.nullable
    ? { kind: 'test', test: 'TRUE', operand, span: operand.span, type: booleanType, nullable: false }
    : operand;

function answer(
  planner: Planner,
  value: BoundSubquery,
  base: Omit<ApplyNode, 'form' | 'predicate'>,
): { input: PlanNode; value: BoundExpression } {
  const { id, outputs } = base;
  const operands = value.operands ?? [];
  const operator = value.operator ?? '=';
  switch (value.form) {
    case 'scalar':
    case 'exists':
    case 'array':
      return { input: { ...base, form: value.form }, value: column(id, value, value.span) };
    case 'quantified': {
      const [operand] = operands;
      const [output] = outputs;
      if (operands.length === 1 && operand && output) {
        const array = column(
          id,
          { type: { name: 'array', element: output.type }, nullable: false },
          value.span,
        );
        return {
          input: { ...base, form: 'array' },
          value: {
            kind: 'quantified',
            operand,
            operator,
            quantifier: value.quantifier ?? 'ANY',
            array,
            span: value.span,
            type: value.type,
            nullable: true,
          },
        };
      }
      const predicate = planner.compareRows(
        value.quantifier === 'ALL' ? negated[operator] : operator,
        operands,
        outputs.map((each) => column(each.id, each, value.span)),
        value.span,
      );
      const test = column(id, { type: value.type, nullable: true }, value.span);
      // ALL holds where no row's comparison is false: the opposite of ANY over the opposite comparison.
      const answer: BoundExpression =
        value.quantifier === 'ALL'
          ? { kind: 'not', operand: test, span: value.span, type: value.type, nullable: true }
          : test;
      return { input: { ...base, form: 'test', predicate }, value: answer };
    }
  }
}

const negated = { '=': '<>', '<>': '=', '<': '>=', '>=': '<', '>': '<=', '<=': '>' } as const;
