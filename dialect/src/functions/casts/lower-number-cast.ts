import { Decimal128 } from 'bson';
import type { SqlType } from '../../catalog/types.ts';
import { bind, choose, cond, hasType, isNull } from '../expression.ts';
import type { MongoExpression } from '../function-row.ts';
import type { LoweredArgument, LoweringContext } from '../lowering.ts';
import { isJson } from '../json-key.ts';
import { awayFromZero, decimalOfDouble, decimalOfReal, roundDecimal } from '../rounding.ts';
import { isInteger, isOpen } from '../type-rules.ts';
import type { OnFailure } from './on-failure.ts';
import { aboveSingle, toSingle } from './single.ts';

/** A cast to int, long, double or decimal. */
export function lowerNumberCast(
  argument: LoweredArgument,
  to: SqlType,
  fail: OnFailure,
  context: LoweringContext,
): MongoExpression {
  const { type } = argument;
  if (type.name === to.name && sameDeclaration(type, to)) return argument.expression;
  if (
    to.name === 'double' &&
    to.precision === undefined &&
    (type.name === 'int' || type.name === 'long' || type.name === 'decimal')
  ) {
    return { $toDouble: argument.expression };
  }
  if (to.name === 'long' && type.name === 'int') return { $toLong: argument.expression };
  return bind(context, [argument.expression], (value) => {
    const convert = (from: SqlType): MongoExpression => convertFrom(value, from, to, fail, context);
    const fromJson = () => convertFrom(awayFromZero(context, value), { name: 'double' }, to, fail, context);
    if (!isOpen(type) && type.name !== 'document') {
      const body = convert(type);
      return argument.nullable && !nullByItself(type, to) ? cond(isNull(value), null, body) : body;
    }
    return choose(
      [
        [isNull(value), null],
        [hasType(value, 'string'), convert({ name: 'text' })],
        // JSON's numbers are numerics to SQL: a half is rounded away from zero.
        [
          hasType(value, 'double'),
          isJson(argument) && isInteger(to) ? fromJson() : convert({ name: 'double' }),
        ],
        [hasType(value, 'decimal'), convert({ name: 'decimal' })],
        [hasType(value, 'int', 'long'), convert({ name: 'long' })],
        [hasType(value, 'bool'), convert({ name: 'boolean' })],
      ],
      fail(value, type),
    );
  });
}

const sameDeclaration = (from: SqlType, to: SqlType): boolean =>
  to.precision === undefined || (from.precision === to.precision && from.scale === to.scale);

// $convert and arithmetic give NULL for NULL; a comparison inside does not.
const nullByItself = (from: SqlType, to: SqlType): boolean =>
  to.name !== 'decimal' && to.precision === undefined && from.name !== 'boolean' && from.name !== 'decimal';

function convertFrom(
  value: MongoExpression,
  from: SqlType,
  to: SqlType,
  fail: OnFailure,
  context: LoweringContext,
): MongoExpression {
  switch (to.name) {
    case 'int':
    case 'long':
      return toInteger(value, from, to, fail, context);
    case 'double':
      return to.precision === 24 && from.precision !== 24
        ? bind(context, [toDouble(value, from, fail)], (double) =>
            cond(aboveSingle(double), fail(value, from), toSingle(double, context)),
          )
        : toDouble(value, from, fail);
    default:
      return toDecimal(value, from, to, fail, context);
  }
}

const convertTo = (
  input: MongoExpression,
  to: 'int' | 'long' | 'double' | 'decimal',
  onError: MongoExpression,
): MongoExpression => ({ $convert: { input, to, onError, onNull: null } });

function toInteger(
  value: MongoExpression,
  from: SqlType,
  to: SqlType,
  fail: OnFailure,
  context: LoweringContext,
): MongoExpression {
  const bson = to.name === 'int' ? 'int' : 'long';
  const failed = fail(value, from);
  const ranged = (converted: MongoExpression): MongoExpression =>
    to.precision === 16
      ? bind(context, [converted], (int) =>
          cond({ $and: [{ $gte: [int, -32_768] }, { $lte: [int, 32_767] }] }, int, failed),
        )
      : converted;
  switch (from.name) {
    case 'int':
    case 'long':
      return ranged(convertTo(value, bson, failed));
    case 'boolean':
      return cond(value, 1, 0);
    case 'text':
      return ranged(convertTo({ $trim: { input: value } }, bson, failed));
    case 'double':
      return ranged(convertTo({ $round: [value, 0] }, bson, failed));
    case 'decimal':
      return ranged(convertTo(roundDecimal(context, value, 0), bson, failed));
    default:
      return failed;
  }
}

function toDouble(value: MongoExpression, from: SqlType, fail: OnFailure): MongoExpression {
  switch (from.name) {
    case 'double':
      return value;
    case 'int':
    case 'long':
    case 'decimal':
      return { $toDouble: value };
    case 'text':
      return convertTo({ $trim: { input: value } }, 'double', fail(value, from));
    default:
      return fail(value, from);
  }
}

function toDecimal(
  value: MongoExpression,
  from: SqlType,
  to: SqlType,
  fail: OnFailure,
  context: LoweringContext,
): MongoExpression {
  const failed = fail(value, from);
  const scaled = (decimal: MongoExpression): MongoExpression => {
    if (to.precision === undefined) return decimal;
    const { precision, scale = 0 } = to;
    const limit =
      precision < scale ? Decimal128.fromString(`1e${precision - scale}`) : 10 ** (precision - scale);
    return bind(context, [roundDecimal(context, decimal, scale)], (rounded) =>
      cond({ $lt: [{ $abs: rounded }, limit] }, rounded, failed),
    );
  };
  switch (from.name) {
    case 'decimal':
      return scaled(value);
    case 'int':
    case 'long':
      return scaled({ $toDecimal: value });
    case 'double':
      return scaled((from.precision === 24 ? decimalOfReal : decimalOfDouble)(context, value));
    case 'text':
      return scaled(convertTo({ $trim: { input: value } }, 'decimal', failed));
    default:
      return failed;
  }
}
