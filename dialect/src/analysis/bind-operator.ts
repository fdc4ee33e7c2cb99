import type { SqlType } from '../catalog/types.ts';
import { findFunction, negatedType, resolveCall, typeOfOperands } from '../functions/index.ts';
import type { OperandType } from '../functions/index.ts';
import { isScalar } from '../functions/lowering.ts';
import type { TypeName } from '../syntax/ast/common.ts';
import type { BinaryOperator, FunctionOperator, Quantified, UnaryOperator } from '../syntax/ast/query.ts';
import type { Span } from '../text/span.ts';
import { notAvailable, typeNamed } from './binder.ts';
import type { Binder } from './binder.ts';
import { bindInterval } from './bind-literal.ts';
import { checkArguments } from './check-arguments.ts';
import type { BoundExpression } from './bound.ts';
import { compare, logical, negate } from './compare-rows.ts';
import * as shape from './shape.ts';

// Nodes over operands that are bound already.

function mismatch(
  operator: string,
  left: BoundExpression,
  right: BoundExpression | undefined,
  span: Span,
  binder: Binder,
): void {
  binder.report('QL2016', span, [operator, left.type.name, right ? ` and ${right.type.name}` : '']);
}

const functionOf: Readonly<Record<FunctionOperator, string>> = {
  '@': 'ABS',
  '|/': 'SQRT',
  '||/': 'CBRT',
  '^@': 'STARTS_WITH',
  '?|': 'JSONB_EXISTS_ANY',
  '?&': 'JSONB_EXISTS_ALL',
  '#-': 'JSONB_DELETE_PATH',
  '@?': 'JSONB_PATH_EXISTS',
  '@@': 'JSONB_PATH_MATCH',
};

const noOperand: OperandType = { type: shape.nullType };

const isFunctionOperator = (operator: string): operator is FunctionOperator =>
  Object.hasOwn(functionOf, operator);

export function bindOperator(
  operator: BinaryOperator | Exclude<UnaryOperator, 'NOT'>,
  values: readonly BoundExpression[],
  span: Span,
  binder: Binder,
): BoundExpression {
  if (isFunctionOperator(operator)) return callNamed(functionOf[operator], values, span, binder);
  const [left, right] = operator === '-' ? differenceOperands(values) : values;
  if (!left) return shape.constant(null, shape.nullType, span);
  const operands = right ? [left, right] : [left];
  const typed = operands.map((value) =>
    shape.isUntyped(value) && value.type.name === 'text' ? { type: shape.nullType } : value,
  );
  const typeOf = ([first = noOperand, second]: readonly OperandType[]): SqlType | undefined =>
    second ? typeOfOperands(operator, first, second) : unaryType(operator, first.type);
  // A sign does not say of which type a text behind it is.
  const isSigned = !right && shape.isUntyped(left) && left.type.name === 'text';
  const type = isSigned ? undefined : typeOf(typed);
  if (!type) {
    mismatch(operator, left, right, span, binder);
    return shape.constant(null, shape.nullType, span);
  }
  const guessed = () =>
    likelyShift(operator, operands) ?? typeOf(operands.map((value) => ({ type: shape.guess(value) })));
  const likely = type.name === 'unknown' ? guessed() : undefined;
  return {
    kind: 'operator',
    operator,
    operands,
    span,
    type,
    likely: likely?.name === 'unknown' ? undefined : likely,
    nullable:
      operands.some((value) => value.nullable) || ['/', '%', '->', '->>', '#>', '#>>'].includes(operator),
  };
}

/** A date that nobody declared is a timestamp to samples: so it is, so many days later. */
function likelyShift(operator: string, operands: readonly BoundExpression[]): SqlType | undefined {
  if (operator !== '+' && operator !== '-') return undefined;
  const [left, right] = operands.map(shape.guess);
  const isShift = ({ name }: SqlType = shape.nullType, { name: by }: SqlType = shape.nullType) =>
    name === 'timestamp' && (by === 'int' || by === 'long');
  return isShift(left, right) || (operator === '+' && isShift(right, left))
    ? { name: 'timestamp' }
    : undefined;
}

/** What a literal without type is taken from a date for is a date: `d - '2024-01-31'` counts days. */
function differenceOperands(values: readonly BoundExpression[]): readonly BoundExpression[] {
  const [left, right] = values;
  const dated = values.some(({ type }) => ['date', 'timestamp', 'timestamptz', 'time'].includes(type.name));
  return left && right && dated ? shape.meet(left, right) : values;
}

/** Of `-x`, `+x` and `~x`. */
function unaryType(operator: string, type: SqlType): SqlType | undefined {
  if (operator === '~') return type;
  return operator === '+' && type.name === 'interval' ? undefined : negatedType(type);
}

/** `x IN (a, b)`; where an item is a row, or types differ, as comparisons with OR. */
export function bindIn(
  operand: BoundExpression,
  items: readonly BoundExpression[],
  span: Span,
): BoundExpression {
  const simple =
    operand.kind !== 'row' && items.every((item) => item.kind === 'constant' || item.kind === 'cast');
  if (!simple)
    return logical(
      'OR',
      items.map((item) => compare('=', operand, item, span)),
      span,
    );
  const bound = items.map((item) => {
    const pair = shape.meet(operand, item);
    return pair[1];
  });
  const known = items.find((item) => !shape.isUntyped(item));
  const left = shape.isUntyped(operand) && known ? shape.meet(operand, known)[0] : operand;
  const nullable = left.nullable || bound.some((item) => item.nullable);
  return { kind: 'in', operand: left, items: bound, span, type: shape.booleanType, nullable };
}

export function like(
  operator: 'LIKE' | 'ILIKE' | 'SIMILAR TO' | '~' | '~*',
  operand: BoundExpression,
  pattern: BoundExpression,
  escape: BoundExpression | undefined,
  span: Span,
): BoundExpression {
  return {
    kind: 'like',
    operator,
    operand,
    pattern,
    ...(escape ? { escape } : {}),
    span,
    type: shape.booleanType,
    nullable: operand.nullable || pattern.nullable || escape?.nullable === true,
  };
}

/** LIKE and its kin are for texts: a list of patterns wants ANY or ALL. */
export function checkPattern(
  operator: string,
  operand: BoundExpression,
  pattern: BoundExpression,
  span: Span,
  binder: Binder,
): void {
  const refused = [operand, pattern].some(({ type: { name } }) => name === 'array' || name === 'document');
  const isText = !shape.isKnown(pattern.type) || ['text', 'regex'].includes(pattern.type.name);
  if (refused || !isText) mismatch(operator, operand, pattern, span, binder);
}

export interface Matching {
  readonly operator: Parameters<typeof like>[0];
  readonly not: boolean;
}

/** LIKE and regular expressions, which compare with patterns; undefined for other operators. */
export function matchingOf(operator: Quantified['operator'], not: boolean): Matching | undefined {
  switch (operator) {
    case 'LIKE':
    case 'ILIKE':
      return { operator, not };
    case '~':
    case '!~':
      return { operator: '~', not: operator === '!~' };
    case '~*':
    case '!~*':
      return { operator: '~*', not: operator === '!~*' };
    default:
      return undefined;
  }
}

/** `x LIKE ANY (array)`. What is NOT LIKE ANY is not LIKE ALL, and the other way round. */
export function matchesAny(
  operand: BoundExpression,
  { operator, not }: Matching,
  quantifier: 'ANY' | 'ALL',
  patterns: BoundExpression,
  span: Span,
): BoundExpression {
  const any = (quantifier === 'ANY') !== not;
  const array = shape.isUntyped(patterns)
    ? shape.cast(patterns, { name: 'array', element: shape.textType })
    : patterns;
  const written = array.kind === 'array' && array.items.length > 0 ? itemsOf(array) : undefined;
  const matches: BoundExpression = written
    ? logical(
        any ? 'OR' : 'AND',
        written.map((item) => like(operator, operand, item, undefined, span)),
        span,
      )
    : {
        kind: 'quantified',
        operand,
        operator,
        quantifier: any ? 'ANY' : 'ALL',
        array,
        span,
        type: shape.booleanType,
        nullable: true,
      };
  return not ? negate(matches, span) : matches;
}

/** The items of an array as written, of all its dimensions. */
const itemsOf = (value: BoundExpression): readonly BoundExpression[] =>
  value.kind === 'array' ? value.items.flatMap(itemsOf) : [value];

/** A cast as written; a type that is not known is told of. */
export function castTo(
  operand: BoundExpression,
  to: TypeName,
  attempt: boolean,
  binder: Binder,
  span: Span = operand.span,
): BoundExpression {
  const type = typeNamed(to, binder);
  if (!type) return shape.constant(null, shape.unknownType, span);
  if (to.field !== undefined && operand.kind === 'constant' && typeof operand.value === 'string')
    return bindInterval(operand.value, to.field, span, binder);
  const cast: BoundExpression = {
    ...{ kind: 'cast', operand, try: attempt, type },
    ...{ nullable: operand.nullable || attempt, span },
  };
  const last = to.field?.split(' to ').at(-1);
  // Seconds are the last part: with them nothing is cut off.
  return last === undefined || last.startsWith('second')
    ? cast
    : callNamed('DATE_TRUNC', [shape.constant(last, shape.textType, span), cast], span, binder);
}

/** A call of a scalar function of the catalogue, made by the compiler itself. */
export function callNamed(
  name: string,
  args: readonly BoundExpression[],
  span: Span,
  binder: Binder,
): BoundExpression {
  const row = findFunction(name);
  if (!row || !isScalar(row)) {
    notAvailable(binder, name, span);
    return shape.constant(null, shape.nullType, span);
  }
  const resolution = resolveCall(row, args.map(shape.parameterType));
  if (!resolution.ok) {
    binder.report('QL2008', span, [name, resolution.expected]);
    return shape.constant(null, shape.nullType, span);
  }
  checkArguments(row, args, binder);
  return { kind: 'call', row, args, span, type: resolution.returns, nullable: true };
}
