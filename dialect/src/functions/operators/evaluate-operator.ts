import type { SqlType } from '../../catalog/types.ts';
import type { ValueOperator } from '../../syntax/ast/query.ts';
import { evaluateWithout } from '../json-edit.ts';
import { SqlError } from '../values.ts';
import { evaluateArithmetic } from './evaluate-arithmetic.ts';
import { evaluateComparison } from './evaluate-comparison.ts';
import { evaluateConcatenation } from './concatenation.ts';
import { evaluateContainerOperator, isContainerOperator } from './containers.ts';
import { evaluateRegex } from './pattern.ts';

/** `left operator right` over constants, NULL included; `returns` is what operatorType gave. Throws SqlError. */
export function evaluateOperator(
  operator: ValueOperator,
  left: unknown,
  right: unknown,
  leftType: SqlType,
  rightType: SqlType,
  returns: SqlType,
): unknown {
  if (operator === 'AND')
    return left === false || right === false ? false : left === null || right === null ? null : true;
  if (operator === 'OR')
    return left === true || right === true ? true : left === null || right === null ? null : false;
  if (operator === '||') return evaluateConcatenation(left, right, leftType, rightType, returns);
  if (left === null || right === null) return null;
  if (isContainerOperator(operator)) return evaluateContainerOperator(operator, left, right, leftType);
  switch (operator) {
    case '=':
    case '<>':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return evaluateComparison(operator, left, right, leftType, rightType);
    case '~':
    case '~*':
    case '!~':
    case '!~*':
      return evaluateRegex(operator, String(left), String(right));
    case '&':
    case '|':
    case '#':
    case '<<':
    case '>>':
      return evaluateBits(operator, left, right, returns);
    case '-':
      if (leftType.name === 'document') return evaluateWithout(left, right);
      return evaluateArithmetic(operator, left, right, leftType, rightType, returns);
    case '+':
    case '*':
    case '/':
    case '%':
    case '^':
      return evaluateArithmetic(operator, left, right, leftType, rightType, returns);
  }
}

function evaluateBits(
  operator: '&' | '|' | '#' | '<<' | '>>',
  left: unknown,
  right: unknown,
  returns: SqlType,
): unknown {
  const [a, b] = [wholeNumber(operator, left), wholeNumber(operator, right)];
  // As processors do, a shift looks at the last bits of its width only.
  const shift = BigInt.asUintN(returns.name === 'int' ? 5 : 6, b);
  const compute = (): bigint => {
    switch (operator) {
      case '&':
        return a & b;
      case '|':
        return a | b;
      case '#':
        return a ^ b;
      case '<<':
        return a << shift;
      case '>>':
        return a >> shift;
    }
  };
  if (returns.name !== 'int') return BigInt.asIntN(64, compute());
  return Number(BigInt.asIntN(returns.precision === 16 ? 16 : 32, compute()));
}

function wholeNumber(operator: string, value: unknown): bigint {
  const text = String(value).trim();
  if (!/^[+-]?\d+$/.test(text)) throw new SqlError(`${operator} takes whole numbers, not ${text}`);
  return BigInt(text);
}

/** `-x`, `+x`, `~x` and NOT over a constant. */
export function evaluateUnary(operator: 'NOT' | '-' | '+' | '~', value: unknown, type: SqlType): unknown {
  if (value === null) return null;
  switch (operator) {
    case 'NOT':
      return value !== true;
    case '+':
      return value;
    case '~':
      return typeof value === 'bigint' ? -value - 1n : -Number(value) - 1;
    case '-': {
      if (type.name === 'double') return -Number(value);
      if (type.name === 'interval') {
        return evaluateArithmetic('*', value, -1, type, { name: 'int' }, type);
      }
      if (type.name === 'decimal' || type.name === 'int' || type.name === 'long') {
        return evaluateArithmetic('-', 0, value, { name: 'int' }, type, type);
      }
      throw new SqlError('only numbers and intervals have a sign');
    }
  }
}
