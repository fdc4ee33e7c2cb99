import type { SqlFunction } from './lowering.ts';
import { aggregateFunctions } from './aggregates.ts';
import { arrayAssignmentFunctions } from './array-assignment.ts';
import { arrayShapeFunctions } from './array-shape.ts';
import { arrayFunctions } from './arrays.ts';
import { clockFunctions } from './clock.ts';
import { conditionalFunctions } from './conditional.ts';
import { conversionFunctions } from './conversion.ts';
import { dateTruncFunctions } from './date-trunc.ts';
import { dateFieldFunctions } from './datetime-fields.ts';
import { dateMakingFunctions } from './datetime-make.ts';
import { dateFunctions } from './datetime.ts';
import { documentFunctions } from './documents.ts';
import { documentEditFunctions } from './json-edit.ts';
import { formatFunctions } from './format.ts';
import { intervalFunctions } from './interval.ts';
import { numberFunctions } from './number.ts';
import { patternFunctions } from './regexp.ts';
import { randomFunctions } from './random.ts';
import { roundingFunctions } from './rounding-functions.ts';
import { systemFunctions } from './system.ts';
import { tableFunctions } from './tables.ts';
import { textFunctions } from './text.ts';
import { textPartFunctions } from './text-parts.ts';
import { sizePretty } from './size-pretty.ts';
import { specialFunctions } from './special-functions.ts';
import { trigonometricFunctions } from './trigonometry.ts';
import { windowFunctions } from './windows.ts';

export { castType } from './casts/type-name.ts';
export { faultyLiteral, lowerCall } from './call.ts';
export { lowerCast } from './casts/lower-cast.ts';
export { faultyOperand, foldCall, foldCast, foldComparison, foldOperator, meetTypes } from './fold.ts';
export { lowerComparison, lowerDistinct } from './operators/comparison.ts';
export { lowerOperator } from './operators/lower-operator.ts';
export { negatedType, operatorType, typeOfOperands } from './operators/operator-type.ts';
export type { OperandType } from './operators/operator-type.ts';
export { parameterAt, resolveCall, signatureText } from './resolve.ts';

/** Every function of SQL, without the pool functions: see pool-functions.ts for those. */
export const functions: readonly SqlFunction[] = [
  ...textFunctions,
  ...textPartFunctions,
  ...formatFunctions,
  sizePretty,
  ...patternFunctions,
  ...numberFunctions,
  ...roundingFunctions,
  ...randomFunctions,
  ...trigonometricFunctions,
  ...specialFunctions,
  ...clockFunctions,
  ...dateTruncFunctions,
  ...dateFunctions,
  ...dateFieldFunctions,
  ...dateMakingFunctions,
  ...intervalFunctions,
  ...arrayShapeFunctions,
  ...arrayFunctions,
  ...arrayAssignmentFunctions,
  ...documentFunctions,
  ...documentEditFunctions,
  ...conditionalFunctions,
  ...conversionFunctions,
  ...systemFunctions,
  ...aggregateFunctions,
  ...windowFunctions,
  ...tableFunctions,
];

const byName = new Map<string, SqlFunction>(
  functions.flatMap((row) => [row.name, ...(row.aliases ?? [])].map((name) => [name, row] as const)),
);

/** The function of a name or alias, in any case. */
export const findFunction = (name: string): SqlFunction | undefined => byName.get(name.toUpperCase());

/** Every name and alias, in upper case, for completion and did-you-mean. */
export const functionNames = (): readonly string[] => [...byName.keys()];
