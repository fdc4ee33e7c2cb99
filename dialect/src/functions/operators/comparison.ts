import type { SqlType } from '../../catalog/types.ts';
import { Decimal128, Double } from 'bson';
import { isNullConstant } from '../constant.ts';
import { intervalPart } from '../casts/lower-interval.ts';
import { bind, cond, hasType, isCheap, literal, orderedArray, unlessNull } from '../expression.ts';
import type { MongoExpression } from '../function-row.ts';
import { areSameAsJson, isJson, jsonIdentity, jsonOrder, lowerSameValues } from '../json-key.ts';
import { hasFieldOrder, lowerSameJson } from '../json-same.ts';
import type { LoweredArgument, LoweringContext } from '../lowering.ts';
import { bracketOf, bsonTypesOf, isOpen } from '../type-rules.ts';
import type { Bracket } from '../type-rules.ts';
import { lowerBesideJson } from './json-order.ts';

export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>=';

const mongoOperators: Readonly<Record<ComparisonOperator, string>> = {
  '=': '$eq',
  '<>': '$ne',
  '<': '$lt',
  '<=': '$lte',
  '>': '$gt',
  '>=': '$gte',
};

/**
 * Converts the decimal of two numbers where the other is a double, as PostgreSQL compares and calculates them: 0.1 as a double is not
 * the decimal 0.1. Where the other's type is not known, the value decides per row.
 */
export function alignNumbers(
  left: LoweredArgument,
  right: LoweredArgument,
): readonly [LoweredArgument, LoweredArgument] {
  return [alignTo(left, right), alignTo(right, left)];
}

function alignTo(argument: LoweredArgument, other: LoweredArgument): LoweredArgument {
  if (argument.type.name !== 'decimal') return argument;
  const otherType = other.type.name === 'unknown' ? (other.likely ?? other.type) : other.type;
  if (otherType.name === 'double') return asDouble(argument);
  if (otherType.name !== 'unknown' || argument.constant === undefined || !isCheap(other.expression))
    return argument;
  const double = asDouble(argument);
  if (isWhole(argument.constant)) return double;
  return {
    ...argument,
    expression: cond(hasType(other.expression, 'decimal'), argument.expression, double.expression),
  };
}

const isWhole = (constant: unknown): boolean => Number.isSafeInteger(Number(String(constant)));

function asDouble(argument: LoweredArgument): LoweredArgument {
  const type: SqlType = { name: 'double' };
  if (argument.constant instanceof Decimal128) {
    const number = Number(argument.constant.toString());
    const constant = Number.isInteger(number) ? new Double(number) : number;
    return { ...argument, expression: literal(constant), constant, type };
  }
  return { ...argument, expression: { $toDouble: argument.expression }, type };
}

/**
 * A comparison with three truth values: NULL where an operand is. Values of different kinds are unequal, and neither is less than the
 * other. Untyped literals have been converted by the caller.
 */
export function lowerComparison(
  operator: ComparisonOperator,
  left: LoweredArgument,
  right: LoweredArgument,
  context: LoweringContext,
): MongoExpression {
  if (isNullConstant(left) || isNullConstant(right)) return literal(null);
  const [l, r] = alignNumbers(left, right);
  return bind(context, [l.expression, r.expression], (a, b) =>
    unlessNull(
      [
        { expression: a, nullable: l.nullable },
        { expression: b, nullable: r.nullable },
      ],
      besideJson(operator, { ...l, expression: a }, { ...r, expression: b }, context) ??
        compareBound(operator, { ...l, expression: a }, { ...r, expression: b }),
    ),
  );
}

/** A comparison of JSON, in which the order of fields does not count and each kind has its place; undefined for any other. */
function besideJson(
  operator: ComparisonOperator,
  left: LoweredArgument,
  right: LoweredArgument,
  context: LoweringContext,
): MongoExpression | undefined {
  const [value, { constant, type }] = left.constant === undefined ? [left, right] : [right, left];
  if (type.name === 'interval') return undefined;
  const isEquality = operator === '=' || operator === '<>';
  if (isEquality && constant !== undefined) {
    if (!hasFieldOrder(constant)) return undefined;
    const same = lowerSameJson(context, value.expression, constant);
    return operator === '=' ? same : { $not: [same] };
  }
  if (isEquality ? !areSameAsJson(left, right) : !isJson(left) || !isJson(right)) return undefined;
  if (isEquality) {
    const same = lowerSameValues(context, left.expression, right.expression);
    return operator === '=' ? same : { $not: [same] };
  }
  if (constant === undefined || typeof constant === 'object') {
    const keys = [left, right].map((side) => jsonOrder(context, side.expression));
    return { [mongoOperators[operator]]: keys };
  }
  const plain = { [mongoOperators[operator]]: [left.expression, right.expression] };
  const side = operator.startsWith('<') === (value === left) ? 'before' : 'behind';
  return lowerBesideJson(side, value.expression, constant, plain);
}

function compareBound(
  operator: ComparisonOperator,
  left: LoweredArgument,
  right: LoweredArgument,
): MongoExpression {
  const [leftBracket, rightBracket] = [bracketOf(left.type), bracketOf(right.type)];
  const plain: MongoExpression = { [mongoOperators[operator]]: [left.expression, right.expression] };
  if (leftBracket && rightBracket) {
    if (leftBracket !== rightBracket && !mayMix(leftBracket, rightBracket)) return operator === '<>';
    if (leftBracket === 'array' && operator !== '=' && operator !== '<>')
      return { [mongoOperators[operator]]: [inOrder(left), inOrder(right)] };
    if (leftBracket === 'number' && operator !== '=' && operator !== '<>')
      return aboveNumbers(operator, left, right, plain);
    if (leftBracket !== 'interval') return plain;
    const spans = [intervalPart(left.expression, 'span'), intervalPart(right.expression, 'span')];
    return { [mongoOperators[operator]]: spans };
  }
  // MongoDB's own $eq and $ne tell values of different types apart; its order goes across types.
  if (operator === '=' || operator === '<>') return plain;
  const [less, more] = operator === '<' || operator === '<=' ? [left, right] : [right, left];
  if (isOpen(less.type) && bracketOf(more.type) === 'number' && !mayBeNaN(more)) {
    // What is less than a number is one too, but for NULL and NaN, which MongoDB has below all of them.
    const above = mayBeNaN(less) ? undefined : nullAbove(less.expression, more);
    if (above === undefined)
      return { $and: [plain, { $gte: [less.expression, new Double(Number.NEGATIVE_INFINITY)] }] };
    const sides = less === left ? [above, right.expression] : [left.expression, above];
    return { [mongoOperators[operator]]: sides };
  }
  const guard = sameKind(left, leftBracket, right, rightBracket);
  if (leftBracket === 'array' || rightBracket === 'array')
    return { $and: [guard, { [mongoOperators[operator]]: [inOrder(left), inOrder(right)] }] };
  const isNumber = (leftBracket ?? rightBracket ?? 'number') === 'number';
  const order = isNumber ? aboveNumbers(operator, left, right, plain) : plain;
  return guard === undefined ? order : { $and: [guard, order] };
}

/**
 * Whether a number may be NaN, which is above all others to SQL, and below them to MongoDB. A field of which samples hold other values than
 * doubles is taken to have none: to look for it would cost every such comparison an index or a third more.
 */
export const mayBeNaN = (value: Pick<LoweredArgument, 'type' | 'likely' | 'constant'>): boolean =>
  value.constant === undefined
    ? (isOpen(value.type) ? (value.likely?.name ?? 'double') : value.type.name) === 'double'
    : isNaNConstant(value);

/** Whether a constant is NaN. */
export const isNaNConstant = ({ type, constant }: Pick<LoweredArgument, 'type' | 'constant'>): boolean =>
  constant !== undefined && bracketOf(type) === 'number' && Number.isNaN(Number(String(constant)));

/** An order of two numbers, `plain` to MongoDB, with NaN where SQL has it. */
function aboveNumbers(
  operator: Exclude<ComparisonOperator, '=' | '<>'>,
  left: LoweredArgument,
  right: LoweredArgument,
  plain: MongoExpression,
): MongoExpression {
  const [less, more] = operator === '<' || operator === '<=' ? [left, right] : [right, left];
  const lessMay = mayBeNaN(less) || isNaNConstant(more);
  const below = lessMay ? { $and: [plain, { $ne: [less.expression, Number.NaN] }] } : plain;
  if (!mayBeNaN(more) && !isNaNConstant(less)) return below;
  const top = { $eq: [more.expression, Number.NaN] };
  if (operator === '<=' || operator === '>=' || !lessMay) return { $or: [top, below] };
  return { $and: [{ $or: [top, plain] }, { $ne: [less.expression, Number.NaN] }] };
}

/** An array as it is ordered; a constant one without NULL is so as it is. */
const inOrder = ({ expression, constant, type }: LoweredArgument): MongoExpression =>
  Array.isArray(constant) && constant.flat(Infinity).every((each) => each !== null)
    ? expression
    : orderedArray(expression, type.element);

/** A value with NULL above the constant number that it is compared with; undefined where that is none, or may be the greatest itself. */
export function nullAbove(
  value: MongoExpression,
  { constant }: LoweredArgument,
): MongoExpression | undefined {
  const isFinite = constant !== undefined && constant !== null && Number.isFinite(Number(String(constant)));
  return isFinite ? { $ifNull: [value, Number.POSITIVE_INFINITY] } : undefined;
}

const mayMix = (a: Bracket, b: Bracket): boolean =>
  a === 'other' || b === 'other' || a === 'document' || b === 'document';

function sameKind(
  left: LoweredArgument,
  leftBracket: Bracket | undefined,
  right: LoweredArgument,
  rightBracket: Bracket | undefined,
): MongoExpression {
  const known = leftBracket ?? rightBracket;
  if (known === undefined) {
    return {
      $or: [
        { $eq: [{ $type: left.expression }, { $type: right.expression }] },
        { $and: [{ $isNumber: left.expression }, { $isNumber: right.expression }] },
      ],
    };
  }
  if (known === 'other' || known === 'document') return undefined;
  const open = isOpen(left.type) ? left.expression : right.expression;
  return known === 'number' ? { $isNumber: open } : hasType(open, ...bsonTypesOf[known]);
}

/** `x IS [NOT] DISTINCT FROM y`: like = and <>, but NULL is a value of its own. */
export function lowerDistinct(
  not: boolean,
  left: LoweredArgument,
  right: LoweredArgument,
  context: LoweringContext,
): MongoExpression {
  const [l, r] = alignNumbers(left, right);
  const value = (argument: LoweredArgument): MongoExpression => {
    const bare = argument.nullable ? { $ifNull: [argument.expression, null] } : argument.expression;
    if (areSameAsJson(left, right)) return jsonIdentity(context, bare);
    return argument.type.name === 'interval' ? { $getField: { field: 'span', input: bare } } : bare;
  };
  return { [not ? '$eq' : '$ne']: [value(l), value(r)] };
}
