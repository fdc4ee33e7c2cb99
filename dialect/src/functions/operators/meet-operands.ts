import type { ValueOperator } from '../../syntax/ast/query.ts';
import { coerceUntyped, meet } from '../constant.ts';
import type { LoweredArgument, LoweringContext } from '../lowering.ts';
import { isInstant } from '../type-rules.ts';
import { doubleType, intervalType } from '../values.ts';

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
      const container = [left, right].find(({ type, likely }) =>
        ['array', 'document'].includes((likely ?? type).name),
      );
      return container ? meet(left, right, context.now) : [left, right];
    }
    case '-':
      return (left.likely ?? left.type).name === 'document' ? [left, right] : meet(left, right, context.now);
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
