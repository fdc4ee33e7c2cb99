import type { SqlType } from '../catalog/types.ts';
import type { ValueOperator } from '../syntax/ast/query.ts';
import { coerceArguments } from './call.ts';
import { evaluateCast } from './casts/evaluate-cast.ts';
import { printValue } from './casts/print-value.ts';
import { constantOf, isNullConstant, meet, nullConstant, valueOf } from './constant.ts';
import type { CallToEvaluate, Folded, LoweredArgument, LoweringContext, ScalarFunction } from './lowering.ts';
import type { ComparisonOperator } from './operators/comparison.ts';
import { evaluateComparison } from './operators/evaluate-comparison.ts';
import { evaluateOperator, evaluateUnary } from './operators/evaluate-operator.ts';
import { meetOperands } from './operators/meet-operands.ts';
import { parameterAt, resolveCall } from './resolve.ts';
import { isOpen } from './type-rules.ts';
import { documentType, LeftToRun, SqlError, textType, typeOfValue } from './values.ts';

// Computing with constants when the statement is compiled. Every façade here turns an SqlError into a sentence: nothing throws past it.

const epoch = new Date(0);

function attempt(compute: () => LoweredArgument): Folded {
  try {
    return { ok: true, value: compute() };
  } catch (error) {
    if (error instanceof SqlError) return { ok: false, message: error.message };
    throw error;
  }
}

/** The same where it may take too long for a compiler: undefined then. */
function attemptSoon(compute: () => LoweredArgument): Folded | undefined {
  try {
    return attempt(compute);
  } catch (error) {
    if (error instanceof LeftToRun) return undefined;
    throw error;
  }
}

/** A result whose type hung on what it was computed from. */
function settled(value: unknown, type: SqlType): LoweredArgument {
  if (value === null || value === undefined) return nullConstant(type);
  if (type.json) return constantOf(value, documentType);
  return constantOf(value, isOpen(type) ? typeOfValue(value) : type);
}

/** Why a literal without a type cannot stand beside the other operand; undefined where it can. */
export function faultyOperand(
  operator: ValueOperator | 'NOT',
  left: LoweredArgument,
  right: LoweredArgument,
  context: LoweringContext,
): string | undefined {
  const met = attempt(() => meetOperands(operator as ValueOperator, left, right, context)[0]);
  return met.ok ? undefined : met.message;
}

/** `operator` over one or two constants, or undefined where that is left to the one who runs it; `type` is what operatorType or negatedType gave. */
export function foldOperator(
  operator: ValueOperator | 'NOT' | '-' | '+' | '~',
  args: readonly LoweredArgument[],
  type: SqlType,
  context: LoweringContext,
): Folded | undefined {
  return attemptSoon(() => {
    const [first, second] = args as readonly [LoweredArgument, LoweredArgument | undefined];
    if (!second) {
      const unary = operator as 'NOT' | '-' | '+' | '~';
      return settled(evaluateUnary(unary, valueOf(first), first.type), type);
    }
    const [left, right] = meetOperands(operator as ValueOperator, first, second, context);
    const value = evaluateOperator(
      operator as ValueOperator,
      valueOf(left),
      valueOf(right),
      left.type,
      right.type,
      type,
    );
    return settled(value, type);
  });
}

/** A comparison of constants: NULL where one is. */
export function foldComparison(
  operator: ComparisonOperator,
  left: LoweredArgument,
  right: LoweredArgument,
  context: LoweringContext,
): boolean | null {
  const [l, r] = meetTypes(left, right, context);
  return evaluateComparison(operator, valueOf(l), valueOf(r), l.type, r.type);
}

/** Both sides of a comparison, a literal without a type converted to the other's. A literal that does not fit is told of. */
export function meetTypes(
  left: LoweredArgument,
  right: LoweredArgument,
  context: LoweringContext,
): readonly [LoweredArgument, LoweredArgument] {
  try {
    return meet(left, right, context.now);
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    context.refuse(`${error.message}.`);
    return [left, right];
  }
}

export function foldCast(
  argument: LoweredArgument,
  to: SqlType,
  context: LoweringContext,
  orNull = false,
): Folded {
  if (isNullConstant(argument)) return { ok: true, value: nullConstant(to) };
  const folded = attempt(() =>
    constantOf(evaluateCast(valueOf(argument), argument.type, to, context.now ?? epoch), to),
  );
  return !folded.ok && orNull ? { ok: true, value: nullConstant(to) } : folded;
}

/** The arguments with those for a parameter that is a text by theirs: it takes any value so. */
function texts(row: ScalarFunction, args: readonly LoweredArgument[]): readonly LoweredArgument[] {
  const resolution = resolveCall(
    row,
    args.map((argument) => argument.type),
  );
  if (!resolution.ok) return args;
  return args.map((argument, index) => {
    const isText = ['text', 'null', 'time', 'unknown'].includes(argument.type.name);
    if (isText || isNullConstant(argument) || parameterAt(resolution.signature, index)?.type !== 'text')
      return argument;
    return constantOf(printValue(valueOf(argument), argument.type), textType);
  });
}

/** A call whose arguments are all constants; undefined where it is left to the one who runs it. */
export function foldCall(
  row: ScalarFunction,
  args: readonly LoweredArgument[],
  context: LoweringContext,
): Folded | undefined {
  const { evaluate } = row;
  if (!evaluate) return { ok: false, message: `${row.name} cannot be computed from constants` };
  return attemptSoon(() => {
    const { args: converted, returns } = coerceArguments(row, args, context);
    if (row.nulls !== 'own' && converted.some(isNullConstant)) return nullConstant(returns);
    const given = texts(row, converted);
    const call: CallToEvaluate = {
      types: given.map((argument) => argument.type),
      returns,
      now: context.now ?? epoch,
    };
    return settled(evaluate(given.map(valueOf), call), returns);
  });
}
