import type { FieldInfo } from '../catalog/catalog.ts';
import type { SqlType } from '../catalog/types.ts';
import { isBlankPadded } from '../functions/casts/type-name.ts';
import { isMarkedJson, readJson } from '../functions/json-values.ts';
import { documentType, jsonType, SqlError } from '../functions/values.ts';
import type { Span } from '../text/span.ts';
import type {
  BoundComparison,
  BoundConstant,
  BoundExpression,
  BoundOutput,
  ColumnId,
  ComparisonOperator,
  ValueShape,
} from './bound.ts';

// What is known of values: small makers of bound nodes, and the rules by which types meet.

export const booleanType: SqlType = { name: 'boolean' };
export const textType: SqlType = { name: 'text' };
export const intType: SqlType = { name: 'int' };
export const unknownType: SqlType = { name: 'unknown' };
export const nullType: SqlType = { name: 'null' };

export const isKnown = (type: SqlType): boolean => type.name !== 'unknown' && type.name !== 'null';

/** The best guess at a value's type: certain, else sampled. */
export const guess = (shape: ValueShape): SqlType =>
  isKnown(shape.type) ? shape.type : (shape.likely ?? shape.type);

export function shapeOfField(field: FieldInfo): ValueShape {
  // Nobody keeps a document of just these fields for anything but an interval.
  const declared = field.certainty === 'declared' || field.type.name === 'interval';
  return {
    type: declared || field.type.json ? field.type : unknownType,
    likely: declared || field.type.name === 'unknown' ? undefined : field.type,
    nullable: field.nullable,
    mayBeArray: field.mayBeArray,
  };
}

/** The shape without the rest of what carries it. */
export function shapeOf({ type, likely, nullable, mayBeArray }: ValueShape): ValueShape {
  return { type, likely, nullable, mayBeArray };
}

export function column(
  id: ColumnId,
  { type, likely, nullable, mayBeArray }: ValueShape,
  span: Span,
): BoundExpression {
  return { kind: 'column', id, span, type, likely, nullable, mayBeArray };
}

/** A column of a query's result, with the shape of its value. */
export function output(
  id: ColumnId,
  name: string,
  { type, likely, nullable, mayBeArray }: ValueShape,
  span: Span,
): BoundOutput {
  return { id, name, span, type, likely, nullable, mayBeArray };
}

export function comparison(
  operator: ComparisonOperator,
  left: BoundExpression,
  right: BoundExpression,
  span: Span,
): BoundComparison {
  const nullable = left.nullable || right.nullable;
  return { kind: 'comparison', operator, left, right, span, type: booleanType, nullable };
}

export const isNull = (operand: BoundExpression, span: Span = operand.span): BoundExpression => ({
  kind: 'test',
  test: 'NULL',
  operand,
  span,
  type: booleanType,
  nullable: false,
});

export function constant(value: unknown, type: SqlType, span: Span): BoundConstant {
  return { kind: 'constant', value, type, nullable: value === null, span };
}

/** A literal that takes the type of what it meets. */
export function literal(text: string, span: Span): BoundConstant {
  return { kind: 'constant', value: text, type: textType, nullable: false, span, untyped: true };
}

export function isUntyped(value: BoundExpression): boolean {
  return value.kind === 'constant' && (value.untyped === true || value.type.name === 'null');
}

/** The type by which the form of a call is found: a literal without a type fits any parameter. */
export const parameterType = (value: BoundExpression): SqlType =>
  isUntyped(value) && value.type.name === 'text' ? nullType : value.type;

/** A number as it was written; undefined for any other value. One with decimals is its text until constants are folded. */
export function numeral(value: BoundExpression): string | undefined {
  const { kind, type, span } = value;
  if (!isNumber(type)) return undefined;
  if (kind === 'cast' && value.operand.span === span) return numeralText(value.operand);
  return numeralText(value);
}

const numeralText = (value: BoundExpression): string | undefined =>
  value.kind === 'constant' && value.value !== null ? String(value.value) : undefined;

/** A condition on other values: NULL where one of them is. */
export function condition(operands: readonly ValueShape[]): Pick<ValueShape, 'type' | 'nullable'> {
  return { type: booleanType, nullable: operands.some((operand) => operand.nullable) };
}

const numberRank: readonly string[] = ['int', 'long', 'decimal', 'double'];
const timeRank: readonly string[] = ['date', 'timestamp', 'timestamptz'];

export const isNumber = (type: SqlType): boolean => numberRank.includes(type.name);

/** The type that values of both types are brought to, as in CASE and UNION; undefined where they have none in common. */
export function commonType(a: SqlType, b: SqlType): SqlType | undefined {
  if (a.name === 'null') return b;
  if (b.name === 'null') return a;
  if (a.name === 'unknown' || b.name === 'unknown')
    return [a, b].every((each) => each.json === true || each.name === 'document') ? jsonType : unknownType;
  if (a.name === 'array' && b.name === 'array') {
    const element = commonType(a.element ?? unknownType, b.element ?? unknownType);
    return element && { name: 'array', element };
  }
  if (a.name === b.name) {
    return a.precision === b.precision && a.scale === b.scale && a.length === b.length ? a : { name: a.name };
  }
  for (const rank of [numberRank, timeRank]) {
    const [left, right] = [rank.indexOf(a.name), rank.indexOf(b.name)];
    if (left >= 0 && right >= 0) return { name: left > right ? a.name : b.name };
  }
  return undefined;
}

export function sameType(a: SqlType, b: SqlType): boolean {
  if (a.name !== b.name) return false;
  return a.name !== 'array' || sameType(a.element ?? unknownType, b.element ?? unknownType);
}

/** The value as another type; as it is where nothing would change. */
export function cast(value: BoundExpression, to: SqlType): BoundExpression {
  if (sameType(value.type, to) || to.name === 'unknown' || to.name === 'null') return value;
  if (value.kind === 'constant' && value.value === null) return { ...value, type: to };
  return { kind: 'cast', operand: value, try: false, type: to, nullable: value.nullable, span: value.span };
}

/**
 * Values that stand for each other, brought to one type: the results of CASE, the items of an array, a column of a set operation.
 * Literals without a type take that of the others; undefined where the types have nothing in common.
 */
export function unify(
  values: readonly BoundExpression[],
): { values: readonly BoundExpression[]; type: SqlType } | undefined {
  const typed = values.filter((value) => !isUntyped(value));
  let type: SqlType | undefined = typed[0]?.type;
  for (const value of typed.slice(1)) {
    type = type && commonType(type, value.type);
    if (!type) return undefined;
  }
  if (!type) type = values.some((value) => value.type.name === 'text') ? textType : nullType;
  const target =
    type.name === 'null' && values.some((value) => value.kind === 'constant' && value.untyped)
      ? textType
      : type;
  const isJson = target.name === 'unknown' && typed.some(mayBeJson);
  const areTexts = typed.every((value) => value.type.texts);
  return {
    values: values.map((value) => (isJson ? asJson(value, areTexts) : adopt(value, target))),
    type: target,
  };
}

/** Whether it is a value of JSON, such as a member of a document, and not a text taken from it. */
const isJsonMember = ({ type }: ValueShape): boolean => type.json === true;

/** Whether a literal without type beside it is JSON; what samples show to be a document is. */
const mayBeJson = (value: ValueShape): boolean => isJsonMember(value) || guess(value).name === 'document';

/**
 * A literal without type as the JSON that it is beside a member of a document; one that is no JSON stays text, as does `'10'` beside a field
 * whose scalars are texts.
 */
function asJson(value: BoundExpression, areTexts: boolean): BoundExpression {
  if (value.kind !== 'constant' || !value.untyped || typeof value.value !== 'string') return value;
  if (areTexts && !isMarkedJson(value.value)) return value;
  try {
    return { ...value, value: readJson(value.value), type: documentType, untyped: false };
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    return value;
  }
}

/** As `cast`, except that a literal beside a merely sampled type keeps its text. */
function adopt(value: BoundExpression, target: SqlType): BoundExpression {
  if (target.name === 'unknown') return value;
  if (value.kind === 'constant' && value.untyped && target.name === 'text')
    return { ...value, untyped: false };
  return cast(value, target);
}

/** A literal without type beside something typed becomes a value of that type: `d >= '2024-01-31'`. */
export function meet(
  left: BoundExpression,
  right: BoundExpression,
): readonly [BoundExpression, BoundExpression] {
  return [settle(left, right), settle(right, left)];
}

function settle(value: BoundExpression, other: BoundExpression): BoundExpression {
  if (value.kind !== 'constant' || !value.untyped || isUntyped(other)) return value;
  if (isJsonMember(other)) return asJson(value, other.type.texts === true);
  if (other.type.name === 'unknown') return value;
  if (other.type.name !== 'text') return cast(value, plain(other.type));
  // Trailing blanks do not count beside char(n).
  return isBlankPadded(other.type)
    ? { ...value, value: String(value.value).replace(/ +$/, ''), untyped: false }
    : { ...value, untyped: false };
}

/** GENERATE_SERIES counts instants, from a date on as well, and a step written as a text is an interval. */
export function seriesArguments(name: string, args: readonly BoundExpression[]): readonly BoundExpression[] {
  if (name !== 'GENERATE_SERIES') return args;
  const ends = args.slice(0, 2).map(({ type }) => type.name);
  const zoned = ends.includes('timestamptz') || (ends.includes('date') && !ends.includes('timestamp'));
  if (!zoned && !ends.includes('timestamp')) return args;
  const instant: SqlType = { name: zoned ? 'timestamptz' : 'timestamp' };
  return args.map((arg, index) => {
    if (index < 2) return arg.type.name === instant.name ? arg : cast(arg, instant);
    return index === 2 && isUntyped(arg) ? cast(arg, { name: 'interval' }) : arg;
  });
}

const addsUp: readonly string[] = ['SUM', 'AVG', 'PERCENTILE_CONT'];

/** Times of day as intervals, where an aggregate adds values up. */
export const summands = (
  aggregate: string,
  values: readonly BoundExpression[],
): readonly BoundExpression[] =>
  addsUp.includes(aggregate)
    ? values.map((value) => (value.type.name === 'time' ? cast(value, { name: 'interval' }) : value))
    : values;

/** What tells a value from others: an interval is equal to another of the same length, whatever it is made of. */
export const identity = (value: BoundExpression): BoundExpression =>
  value.type.name === 'interval'
    ? {
        kind: 'field',
        operand: value,
        name: 'span',
        type: { name: 'long' },
        nullable: value.nullable,
        span: value.span,
      }
    : value;

/** A type without modifiers: a literal compared with varchar(3) is not cut to three characters. */
const plain = (type: SqlType): SqlType =>
  type.element ? { name: type.name, element: type.element } : { name: type.name };
