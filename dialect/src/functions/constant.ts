import type { SqlType } from '../catalog/types.ts';
import { evaluateCast } from './casts/evaluate-cast.ts';
import { literal } from './expression.ts';
import type { LoweredArgument } from './lowering.ts';
import { fromBson, nullType, SqlError, textType, toBson } from './values.ts';

/** A constant of a type, from its value while folding. */
export function constantOf(value: unknown, type: SqlType): LoweredArgument {
  const bson = toBson(value, type);
  return { expression: literal(bson), type, nullable: bson === null, constant: bson };
}

export const nullConstant = (type: SqlType = nullType): LoweredArgument => ({
  expression: literal(null),
  type,
  nullable: true,
  constant: null,
});

export const isNullConstant = (argument: LoweredArgument): boolean => argument.constant === null;

/** A constant's value in the form it has while folding. */
export const valueOf = (argument: LoweredArgument): unknown => fromBson(argument.constant, argument.type);

const epoch = new Date(0);

/**
 * A string literal without a type as the type of what it meets. It stays text beside text; where the other's type was only seen in
 * samples and the text does not fit it, it stays text too.
 */
export function coerceUntyped(
  argument: LoweredArgument,
  to: SqlType,
  certain: boolean,
  now = epoch,
): LoweredArgument {
  if (!argument.untyped || typeof argument.constant !== 'string') return argument;
  if (to.name === 'text' || to.name === 'unknown' || to.name === 'null') {
    return to.name === 'text' ? { ...argument, untyped: false } : argument;
  }
  try {
    return constantOf(evaluateCast(argument.constant, textType, to, now), to);
  } catch (error) {
    if (!certain && error instanceof SqlError) return argument;
    throw error;
  }
}

/** Both operands, the untyped one converted to the other's type. */
export function meet(
  left: LoweredArgument,
  right: LoweredArgument,
  now?: Date,
): readonly [LoweredArgument, LoweredArgument] {
  if (left.untyped && !right.untyped) return [beside(left, right, now), right];
  if (right.untyped && !left.untyped) return [left, beside(right, left, now)];
  return [left, right];
}

function beside(literalArgument: LoweredArgument, other: LoweredArgument, now?: Date): LoweredArgument {
  if (other.type.name !== 'unknown') return coerceUntyped(literalArgument, other.type, true, now);
  return other.likely ? coerceUntyped(literalArgument, other.likely, false, now) : literalArgument;
}
