import type { SqlType } from '../catalog/types.ts';
import type { CallToEvaluate, ScalarFunction } from './lowering.ts';
import { isNumeric, numericFromNumber } from './numeric.ts';
import type { Numeric } from './numeric.ts';
import { signature } from './signature.ts';
import { decimalType, doubleType, toNumber, unknownType } from './values.ts';

/** numeric for numeric, unknown for unknown, else double: what most functions over numbers give. */
export function doubleOrNumeric(types: readonly SqlType[]): SqlType {
  if (types.some((type) => type.name === 'unknown')) return unknownType;
  if (types.some((type) => type.name === 'double')) return doubleType;
  return types.some((type) => type.name === 'decimal') ? decimalType : doubleType;
}

/** A result that was computed as a double, in the type that the call gives. */
export function fromDouble(value: number, { returns }: Pick<CallToEvaluate, 'returns'>): unknown {
  return returns.name === 'decimal' ? numericFromNumber(value) : value;
}

/** How a function of one number is computed from constants; where a numeric has no way of its own, as a double. */
export interface NumberComputation {
  readonly double: (value: number) => number;
  readonly numeric?: (value: Numeric) => Numeric;
}

/** A function of one number that MongoDB has as an operator. */
export function ofNumber(
  name: string,
  operator: string,
  compute: NumberComputation,
  documentation: string,
  example: readonly [argument: string, result: string],
  aliases: readonly string[] = [],
): ScalarFunction {
  return {
    name,
    ...(aliases.length > 0 ? { aliases } : {}),
    category: 'number',
    documentation,
    example: { sql: `${name}(${example[0]})`, result: example[1] },
    signatures: [signature('x number', doubleOrNumeric, 'double precision or numeric')],
    nulls: 'native',
    lower: ({ it: [value] }) => ({ [operator]: value }),
    evaluate: ([value], call) =>
      compute.numeric && isNumeric(value)
        ? compute.numeric(value)
        : fromDouble(compute.double(toNumber(value)), call),
  };
}
