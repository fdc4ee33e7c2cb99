import type { SqlType } from '../catalog/types.ts';
import { coerceUntyped } from './constant.ts';
import { lowerToText } from './casts/lower-to-text.ts';
import { bind, literal, unfolded, unlessNull } from './expression.ts';
import type { FunctionParameter, FunctionSignature, MongoExpression } from './function-row.ts';
import type {
  LoweredArgument,
  LoweringContext,
  Resolution,
  ScalarFunction,
  SqlFunction,
} from './lowering.ts';
import { parameterAt, resolveCall } from './resolve.ts';
import { isInstant, isNumber, isOpen } from './type-rules.ts';
import {
  arrayOf,
  decimalType,
  doubleType,
  intervalType,
  nullType,
  SqlError,
  textType,
  timestamptzType,
  unknownType,
} from './values.ts';

export interface CoercedArguments {
  readonly args: readonly LoweredArgument[];
  readonly returns: SqlType;
}

/** The type that a literal without one takes as an argument; undefined where it stays text. */
function literalType(
  parameter: FunctionParameter,
  signature: FunctionSignature,
  args: readonly LoweredArgument[],
): SqlType | undefined {
  switch (parameter.type) {
    case 'number':
      return args.find((each) => isNumber(each.type))?.type ?? doubleType;
    case 'integer':
      return decimalType;
    case 'boolean':
      return { name: 'boolean' };
    case 'datetime':
      return args.find((each) => isInstant(each.type))?.type ?? timestamptzType;
    case 'interval':
      return intervalType;
    case 'sameAsFirst': {
      const known = args.find((each) => !each.untyped && !isOpen(each.type));
      return known?.type;
    }
    case 'array': {
      const known = args.find((each) => each.type.name === 'array');
      const element = args.find(
        (each, index) => parameterAt(signature, index)?.ofArray && !each.untyped && !isOpen(each.type),
      );
      return known?.type ?? arrayOf(element?.type ?? textType);
    }
    case 'document':
    case 'json':
      return { name: 'document' };
    case 'any':
    case 'text':
      return undefined;
  }
}

/** The arguments as the signature wants them: literals without a type get one. Throws SqlError where one does not fit. */
export function coerceArguments(
  row: ScalarFunction,
  args: readonly LoweredArgument[],
  context: LoweringContext,
): CoercedArguments {
  const resolution = resolveUntyped(row, args);
  if (!resolution.ok) throw new SqlError(`${row.name} takes ${resolution.expected}`);
  const { signature } = resolution;
  const converted = args.map((arg, index) => coerced(arg, signature, index, args, context.now));
  return { args: converted, returns: signature.returns(converted.map((arg) => arg.type)) };
}

/** The first argument that is a literal without a type and cannot become what the signature wants there, and why. */
export function faultyLiteral(
  row: SqlFunction,
  args: readonly LoweredArgument[],
): { readonly argument: number; readonly message: string } | undefined {
  const resolution = resolveUntyped(row, args);
  if (!resolution.ok) return undefined;
  for (const [argument, arg] of args.entries()) {
    try {
      coerced(arg, resolution.signature, argument, args, undefined);
    } catch (error) {
      if (!(error instanceof SqlError)) throw error;
      return { argument, message: error.message };
    }
  }
  return undefined;
}

/** The signature that takes the arguments, literals without a type as whatever it wants. */
function resolveUntyped(row: SqlFunction, args: readonly LoweredArgument[]): Resolution {
  // A literal without a type is a text where a signature wants one: SUBSTRING(s, 'pattern') is not SUBSTRING(s, 2).
  const asText = resolveCall(
    row,
    args.map((arg) => arg.type),
  );
  if (asText.ok) return asText;
  return resolveCall(
    row,
    args.map((arg) => (arg.untyped ? nullType : arg.type)),
  );
}

/** A literal as an element of the array beside it: of the type that is certain, else of the one that samples show where it fits. */
function asElement(
  arg: LoweredArgument,
  args: readonly LoweredArgument[],
  now: Date | undefined,
): LoweredArgument {
  const certain = args.find((each) => each.type.name === 'array')?.type.element;
  const likely = args.find((each) => each.likely?.name === 'array')?.likely?.element;
  const element = certain ?? likely;
  return element && !isOpen(element)
    ? coerceUntyped(arg, element, certain !== undefined, now)
    : { ...arg, untyped: false };
}

function coerced(
  arg: LoweredArgument,
  signature: FunctionSignature,
  index: number,
  args: readonly LoweredArgument[],
  now: Date | undefined,
): LoweredArgument {
  const parameter = parameterAt(signature, index);
  if (!arg.untyped || !parameter) return arg;
  if (parameter.ofArray) return asElement(arg, args, now);
  const to = literalType(parameter, signature, args);
  if (parameter.type === 'sameAsFirst' || parameter.type === 'any') {
    const first =
      parameter.type === 'any' && signature.parameters.some((each) => each.type === 'sameAsFirst');
    const known = first ? args.find((each) => !each.untyped && !isOpen(each.type))?.type : to;
    return known ? coerceUntyped(arg, known, true, now) : { ...arg, untyped: false };
  }
  return to ? coerceUntyped(arg, to, true, now) : { ...arg, untyped: false };
}

// A `text` parameter takes any value by its text.
function asText(
  arg: LoweredArgument,
  parameter: FunctionParameter | undefined,
  context: LoweringContext,
): LoweredArgument {
  if (parameter?.type !== 'text' || ['text', 'null', 'time'].includes(arg.type.name)) return arg;
  if (arg.type.name === 'unknown' && arg.likely?.name === 'text') return arg;
  // A text in JSON is taken for what it says, not for its quotes.
  const bare = arg.type.json ? { ...arg, type: unknownType } : arg;
  return { expression: lowerToText(bare, context), type: textType, nullable: arg.nullable };
}

/** Where samples of a field that nobody declared are texts, each row would give NULL for want of a date. */
function refuseLikelyText(
  row: ScalarFunction,
  { type, likely }: LoweredArgument,
  parameter: FunctionParameter | undefined,
  context: LoweringContext,
): void {
  const isTime = parameter?.type === 'datetime' || parameter?.type === 'interval';
  if (isTime && type.name === 'unknown' && likely?.name === 'text')
    context.refuse(`${row.name} takes no text here: cast it to a date, a time or an interval.`);
}

const isKnownNull = ({ constant, expression }: LoweredArgument): boolean =>
  constant === null || (expression as { readonly $literal?: unknown } | null)?.$literal === null;

/** A call as an expression. What cannot be lowered is told to the context, and NULL stands in its place. */
export function lowerCall(
  row: ScalarFunction,
  args: readonly LoweredArgument[],
  context: LoweringContext,
): MongoExpression {
  const { lower } = row;
  try {
    const coercedCall = coerceArguments(row, args, context);
    const resolution = resolveCall(
      row,
      coercedCall.args.map((arg) => arg.type),
    );
    const signature = resolution.ok ? resolution.signature : undefined;
    const converted = coercedCall.args.map((arg, index) => {
      const parameter = signature && parameterAt(signature, index);
      refuseLikelyText(row, arg, parameter, context);
      return asText(arg, parameter, context);
    });
    if (!lower) {
      context.refuse(`${row.name} works on constants only: MongoDB has nothing to compute it for each row.`);
      return literal(null);
    }
    if (row.nulls !== 'own' && converted.some(isKnownNull)) return literal(null);
    const { returns } = coercedCall;
    const built = (operands: readonly LoweredArgument[]): MongoExpression =>
      bind(
        context,
        operands.map((arg) => arg.expression),
        (...it) => {
          const bound = operands.map((arg, index) => ({ ...arg, expression: it[index] }));
          const body = lower({ args: bound, it, returns, context });
          return row.nulls === 'strict' ? unlessNull(bound, body) : body;
        },
      );
    return unfolded(context, converted, built);
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    context.refuse(`${error.message}.`);
    return literal(null);
  }
}
