import type { FunctionDescription } from './function-row.ts';
import type { SqlFunction } from './lowering.ts';
import { aggregateFunctions } from './aggregates.ts';
import { tableFunctions } from './tables.ts';
import { textFunctions } from './text.ts';
import { windowFunctions } from './windows.ts';

export { castType, castTypeNames, typeText } from './casts/type-name.ts';
export { lowerCall } from './call.ts';
export { lowerCast } from './casts/lower-cast.ts';
export { lowerToText } from './casts/lower-to-text.ts';
export { lowerStoredInterval } from './casts/lower-interval.ts';
export { foldCall, foldCast, foldComparison, foldOperator, meetTypes } from './fold.ts';
export { lowerComparison, lowerDistinct } from './operators/comparison.ts';
export { lowerOperator } from './operators/lower-operator.ts';
export { negatedType, operatorType } from './operators/operator-type.ts';
export { raisedMessage } from './raise.ts';
export { resolveCall, signatureText } from './resolve.ts';

/** Every function of SQL, without the pool functions: see pool-functions.ts for those. */
export const functions: readonly SqlFunction[] = [
  ...textFunctions,
  ...aggregateFunctions,
  ...windowFunctions,
  ...tableFunctions,
];

const byName = new Map<string, SqlFunction>(
  functions.flatMap((row) => [row.name, ...(row.aliases ?? [])].map((name) => [name, row] as const)),
);

/** The function of a name or alias, in any case. */
export const findFunction = (name: string): SqlFunction | undefined => byName.get(name.toUpperCase());

export const allFunctions = (): readonly FunctionDescription[] => functions;

/** Every name and alias, in upper case, for completion and did-you-mean. */
export const functionNames = (): readonly string[] => [...byName.keys()];
