import type { Span } from '../text/span.ts';
import type { Binder } from './binder.ts';
import type { BoundExpression, ComparisonOperator } from './bound.ts';
import * as shape from './shape.ts';

const comparisons: ReadonlySet<string> = new Set(['=', '<>', '<', '<=', '>', '>=']);
export const isComparison = (operator: string): operator is ComparisonOperator => comparisons.has(operator);

/** A literal in a place that wants a truth value becomes one. */
export function toCondition(value: BoundExpression): BoundExpression {
  return value.kind === 'constant' && value.untyped ? shape.cast(value, shape.booleanType) : value;
}

export function negate(operand: BoundExpression, span: Span): BoundExpression {
  return { kind: 'not', operand, span, type: shape.booleanType, nullable: operand.nullable };
}

/** AND or OR of conditions, chains made flat. */
export function logical(
  operator: 'AND' | 'OR',
  parts: readonly BoundExpression[],
  span: Span,
): BoundExpression {
  const operands: BoundExpression[] = [];
  for (const part of parts) {
    if (part.kind === 'logical' && part.operator === operator) operands.push(...part.operands);
    else operands.push(toCondition(part));
  }
  if (operands.length === 1 && operands[0]) return operands[0];
  const nullable = operands.some((operand) => operand.nullable);
  return { kind: 'logical', operator, operands, span, type: shape.booleanType, nullable };
}

/** Tells of a row beside one of another width, or beside a single value. */
export function checkWidths(left: BoundExpression, right: BoundExpression, binder: Binder): void {
  const [a, b] = [widthOf(left), widthOf(right)];
  if (a === undefined || b === undefined || a === b) return;
  const other = left.kind === 'row' ? right : left;
  binder.report('QL2013', other.span, [
    'The other row',
    left.kind === 'row' ? a : b,
    left.kind === 'row' ? b : a,
  ]);
}

/** How many values stand in a comparison's side; undefined where it may be a row that is not written out. */
function widthOf(value: BoundExpression): number | undefined {
  if (value.kind === 'row') return value.items.length;
  const scalar = value.kind === 'constant' ? value.value !== null : !rowLike.has(value.type.name);
  return scalar ? 1 : undefined;
}

const rowLike: ReadonlySet<string> = new Set(['unknown', 'null', 'document']);

/** A comparison; of two rows, column by column. */
export function compare(
  operator: ComparisonOperator,
  a: BoundExpression,
  b: BoundExpression,
  span: Span,
): BoundExpression {
  if (a.kind === 'row' && b.kind === 'row') return compareBoundRows(operator, a.items, b.items, span);
  const [left, right] = shape.meet(a, b);
  return shape.comparison(operator, left, right, span);
}

/** Rows compare column by column: equal where all are; less where the first that differs is. */
export function compareBoundRows(
  operator: ComparisonOperator,
  a: readonly BoundExpression[],
  b: readonly BoundExpression[],
  span: Span,
): BoundExpression {
  const pairs = a.flatMap((left, index) => (b[index] ? [[left, b[index]] as const] : []));
  const each = (by: ComparisonOperator, [left, right]: readonly [BoundExpression, BoundExpression]) =>
    compare(by, left, right, span);
  if (operator === '=')
    return logical(
      'AND',
      pairs.map((pair) => each('=', pair)),
      span,
    );
  if (operator === '<>')
    return logical(
      'OR',
      pairs.map((pair) => each('<>', pair)),
      span,
    );
  const strict = operator === '<=' ? '<' : operator === '>=' ? '>' : operator;
  const branches = pairs.map((pair, index) =>
    logical(
      'AND',
      [
        ...pairs.slice(0, index).map((before) => each('=', before)),
        each(index === pairs.length - 1 ? operator : strict, pair),
      ],
      span,
    ),
  );
  return logical('OR', branches, span);
}
