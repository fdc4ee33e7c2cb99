import type { ValueOperator } from '../../syntax/ast/query.ts';
import { coerceUntyped, meet } from '../constant.ts';
import { isJson } from '../json-key.ts';
import { isMarkedJson } from '../json-values.ts';
import type { LoweredArgument, LoweringContext } from '../lowering.ts';
import { isInstant } from '../type-rules.ts';
import { documentType, doubleType, intervalType } from '../values.ts';

/** The operands with a literal that has no type converted to what the operator wants beside the other. Throws SqlError. */
export function meetOperands(
  operator: ValueOperator,
  left: LoweredArgument,
  right: LoweredArgument,
  context: LoweringContext,
): readonly [LoweredArgument, LoweredArgument] {
  switch (operator) {
    case '+':
      // What is added to a timestamp is an interval.
      if (right.untyped && isInstant(left.type)) return [left, coerceUntyped(right, intervalType, true)];
      if (left.untyped && isInstant(right.type)) return [coerceUntyped(left, intervalType, true), right];
      return meet(left, right, context.now);
    case '*':
    case '/':
      // An interval is multiplied and divided by a number.
      if (right.untyped && left.type.name === 'interval')
        return [left, coerceUntyped(right, doubleType, true)];
      if (left.untyped && right.type.name === 'interval')
        return [coerceUntyped(left, doubleType, true), right];
      return meet(left, right, context.now);
    case '||': {
      if ([left, right].some(({ type }) => type.json))
        return [coerceUntyped(left, documentType, true), coerceUntyped(right, documentType, true)];
      const container = [left, right].find(({ type, likely }) =>
        ['array', 'document'].includes((likely ?? type).name),
      );
      if (!container) return [left, right];
      const [l, r] = meet(left, right, context.now);
      return [writtenJson(l), writtenJson(r)];
    }
    case '-':
      return isJson(left) || left.likely?.name === 'array' ? [left, right] : meet(left, right, context.now);
    case '~':
    case '~*':
    case '!~':
    case '!~*':
    case '->':
    case '->>':
    case '#>':
    case '#>>':
    case '?':
      return [left, right];
    default:
      return meet(left, right, context.now);
  }
}

/** A literal beside an array that samples show: an object, an array or a text in quotes is JSON, anything else an element as it is. */
const writtenJson = (argument: LoweredArgument): LoweredArgument =>
  isMarkedJson(String(argument.constant)) ? coerceUntyped(argument, documentType, false) : argument;
