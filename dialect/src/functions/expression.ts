import { Double, MaxKey } from 'bson';
import type { SqlType } from '../catalog/types.ts';
import type { MongoExpression } from './function-row.ts';
import type { LoweredArgument, LoweringContext } from './lowering.ts';

// Small builders for aggregation expressions. An operand that is used more than once and is not cheap to repeat is bound by $let.

export const literal = (value: unknown): MongoExpression => ({ $literal: value });

/** The names that $map, $filter and $reduce bind of themselves: inside one of those they would mean something else. */
const rebound = new Set(['$$this', '$$value']);

/** Whether repeating the expression costs no more than binding it: a field, a variable, a constant. */
export function isCheap(expression: MongoExpression): boolean {
  if (typeof expression !== 'object' || expression === null) return !rebound.has(String(expression));
  return '$literal' in expression;
}

/**
 * Binds each expression to a name and gives `build` what to use in its place. Cheap ones are handed over as they are.
 */
export function bind(
  context: LoweringContext,
  expressions: readonly MongoExpression[],
  build: (...bound: readonly MongoExpression[]) => MongoExpression,
): MongoExpression {
  const vars: Record<string, MongoExpression> = {};
  const bound = expressions.map((expression) => {
    if (isCheap(expression)) return expression;
    const name = context.fresh('v');
    vars[name] = expression;
    return `$$${name}`;
  });
  const body = build(...bound);
  return Object.keys(vars).length === 0 ? body : { $let: { vars, in: body } };
}

/** Operators that fail on NULL instead of giving it. */
const failing = new Set([
  '$strLenCP',
  '$strLenBytes',
  '$size',
  '$range',
  '$in',
  '$setIsSubset',
  '$arrayToObject',
  '$objectToArray',
]);

const mayFail = (expression: MongoExpression): boolean =>
  Array.isArray(expression)
    ? expression.some(mayFail)
    : typeof expression === 'object' &&
      expression !== null &&
      Object.entries(expression).some(([name, inner]) => failing.has(name) || mayFail(inner));

/**
 * `build` over expressions of which variables may be NULL. A row's values are variables in the lookup that they are handed to, constants to
 * the server: it computes what depends on them alone before it looks at the condition around it, and fails. Bound anew by $let, they are
 * no constants any more.
 */
export function unfolded(
  context: LoweringContext,
  operands: readonly LoweredArgument[],
  build: (operands: readonly LoweredArgument[]) => MongoExpression,
): MongoExpression {
  const plain = build(operands);
  const isOuter = ({ expression, nullable }: LoweredArgument) =>
    nullable && typeof expression === 'string' && expression.startsWith('$$') && !rebound.has(expression);
  if (!operands.some(isOuter) || !mayFail(plain)) return plain;
  const vars: Record<string, MongoExpression> = {};
  const renamed = operands.map((operand) => {
    if (!isOuter(operand)) return operand;
    const name = context.fresh('v');
    vars[name] = operand.expression;
    return { ...operand, expression: `$$${name}` };
  });
  return { $let: { vars, in: build(renamed) } };
}

/** True for NULL and for a missing field: both sort at or below null. */
export const isNull = (expression: MongoExpression): MongoExpression => ({ $lte: [expression, null] });
export const isNotNull = (expression: MongoExpression): MongoExpression => ({ $gt: [expression, null] });

export function cond(
  test: MongoExpression,
  then: MongoExpression,
  otherwise: MongoExpression,
): MongoExpression {
  return { $cond: [test, then, otherwise] };
}

/** `branches` in order, like CASE WHEN. */
export function choose(
  branches: readonly (readonly [MongoExpression, MongoExpression])[],
  otherwise: MongoExpression,
): MongoExpression {
  if (branches.length === 1) return cond(branches[0]![0], branches[0]![1], otherwise);
  return {
    $switch: { branches: branches.map(([test, then]) => ({ case: test, then })), default: otherwise },
  };
}

/** NULL where one of the nullable operands is, `body` elsewhere. */
export function unlessNull(
  operands: readonly { readonly expression: MongoExpression; readonly nullable: boolean }[],
  body: MongoExpression,
): MongoExpression {
  const tests = operands.filter((operand) => operand.nullable).map((operand) => isNull(operand.expression));
  if (tests.length === 0) return body;
  return cond(tests.length === 1 ? tests[0] : { $or: tests }, null, body);
}

/** Binds the operands, then guards `build` by the nullable ones. */
export function strictly(
  context: LoweringContext,
  operands: readonly LoweredArgument[],
  build: (...bound: readonly MongoExpression[]) => MongoExpression,
): MongoExpression {
  return bind(
    context,
    operands.map((operand) => operand.expression),
    (...bound) =>
      unlessNull(
        operands.map((operand, index) => ({ expression: bound[index], nullable: operand.nullable })),
        build(...bound),
      ),
  );
}

/** Whether the value's BSON type is one of these; for one that may be anything. */
export function hasType(expression: MongoExpression, ...names: readonly string[]): MongoExpression {
  return names.length === 1
    ? { $eq: [{ $type: expression }, names[0]] }
    : { $in: [{ $type: expression }, literal(names)] };
}

/** Greater than every other value there is: where NULL goes that sorts last. */
export const greatest = literal(new MaxKey());

/** An array as one that is ordered as SQL orders arrays: to MongoDB, an element that is NULL is below all others. */
export function orderedArray(
  array: MongoExpression,
  element: SqlType | undefined,
  depth = 0,
): MongoExpression {
  // Rows that a search or a cycle gathers: none of them is NULL.
  if (element?.name === 'document') return array;
  const as = `member${depth}`;
  const member = element?.name === 'array' ? orderedArray(`$$${as}`, element.element, depth + 1) : `$$${as}`;
  return { $map: { input: array, as, in: { $ifNull: [member, greatest] } } };
}

/** A double with an empty text for NaN: above all numbers, where SQL has NaN, and not below them. */
export const nanAsText = (double: MongoExpression): MongoExpression =>
  cond({ $eq: [double, Number.NaN] }, literal(''), double);

/** The double again. */
export const fromText = (value: MongoExpression, context: LoweringContext): MongoExpression =>
  bind(context, [value], (found) => cond({ $eq: [found, literal('')] }, Number.NaN, found));

/** Whether a number is neither NaN nor infinite. To MongoDB, NaN is below all others. */
export const isFinite = (value: MongoExpression): MongoExpression => ({
  $and: [{ $gt: [value, new Double(-Infinity)] }, { $lt: [value, new Double(Infinity)] }],
});
