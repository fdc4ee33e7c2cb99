import type { SqlType } from '../../catalog/types.ts';
import type { ValueOperator } from '../../syntax/ast/query.ts';
import {
  commonType,
  isInstant,
  isInteger,
  isNumber,
  isOpen,
  isText,
  numberType,
  plainType,
} from '../type-rules.ts';
import {
  arrayOf,
  booleanType,
  dateType,
  decimalType,
  documentType,
  doubleType,
  intType,
  intervalType,
  jsonType,
  nullType,
  quotientType,
  textType,
  timestampType,
  unknownType,
} from '../values.ts';

/** What is known of an operand: where its type is `unknown`, samples may have shown what is likely. */
export interface OperandType {
  readonly type: SqlType;
  readonly likely?: SqlType | undefined;
}

/**
 * The type that `left operator right` gives; what samples show tells `||` and `-` of documents and arrays from those of texts and numbers,
 * and what lies between two dates from a difference of numbers.
 */
export function typeOfOperands(
  operator: ValueOperator,
  left: OperandType,
  right: OperandType,
): SqlType | undefined {
  const isLikely = ({ type, likely }: OperandType) =>
    type.name === 'unknown' && likely !== undefined && isContainer(likely);
  const isJoined =
    operator === '||' &&
    (isLikely(left) || isLikely(right)) &&
    !isContainer(left.type) &&
    !isContainer(right.type);
  const isJson = ({ type }: OperandType) => type.json === true;
  const isReduced =
    operator === '-' &&
    (isLikely(left) || isJson(left)) &&
    (isText(right.type) || right.type.name === 'array' || isInteger(right.type));
  const isMerged =
    operator === '||' && [left, right].some(isJson) && [left, right].every(({ type }) => isOpen(type));
  if (isReduced || isMerged) return jsonType;
  if (isJoined) return unknownType;
  if (operator === '-' && isLikelyInstant(left) && isLikelyInstant(right)) return intervalType;
  return operatorType(operator, left.type, right.type);
}

/** Whether samples show dates, though nobody declared them. */
export const isLikelyInstant = ({ type, likely }: OperandType): boolean =>
  type.name === 'unknown' && likely !== undefined && isInstant(likely);

/**
 * The type that `left operator right` gives; undefined where PostgreSQL has no such operator. Operands may be `unknown` (a field) or
 * `null`. Comparisons are always boolean: values of different types are merely unequal.
 */
export function operatorType(operator: ValueOperator, left: SqlType, right: SqlType): SqlType | undefined {
  switch (operator) {
    case 'AND':
    case 'OR':
      return [left, right].every((type) => isOpen(type) || type.name === 'boolean') ? booleanType : undefined;
    case '=':
    case '<>':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return booleanType;
    case '~':
    case '~*':
    case '!~':
    case '!~*':
      return [left, right].every((type) => isOpen(type) || isText(type)) ? booleanType : undefined;
    case '+':
      return sumType(left, right) ?? sumType(right, left);
    case '-':
      return differenceType(left, right);
    case '*':
      return productType(left, right) ?? productType(right, left);
    case '/':
      return divisionType(left, right);
    case '%':
      return arithmetic(left, right);
    case '^':
      return powerType(left, right);
    case '&':
    case '|':
    case '#':
      return bitType(left, right);
    case '<<':
    case '>>':
      return [left, right].every((type) => isOpen(type) || isInteger(type)) ? left : undefined;
    case '||':
      return concatenationType(left, right);
    case '@>':
    case '<@':
    case '&&':
      return [left, right].every((type) => isOpen(type) || isContainer(type)) ? booleanType : undefined;
    case '?':
      return booleanType;
    case '->':
    case '#>':
      return isMember(operator, left, right) ? jsonType : undefined;
    case '->>':
    case '#>>':
      return isMember(operator, left, right) ? textType : undefined;
  }
}

/** Whether the right side can name something within the left: a place or a field, or with # a path of them. */
function isMember(operator: '->' | '->>' | '#>' | '#>>', left: SqlType, right: SqlType): boolean {
  if (!isOpen(left) && !isContainer(left)) return false;
  if (isOpen(right) || isText(right)) return true;
  return operator.startsWith('#') ? right.name === 'array' : isInteger(right);
}

const isContainer = (type: SqlType): boolean => type.name === 'array' || type.name === 'document';

function arithmetic(left: SqlType, right: SqlType): SqlType | undefined {
  if (left.name === 'null' && right.name === 'null') return nullType;
  if (left.name === 'null') return isNumber(right) || isOpen(right) ? plainType(right) : undefined;
  if (right.name === 'null') return isNumber(left) || isOpen(left) ? plainType(left) : undefined;
  const both = [left, right].every((type) => isOpen(type) || isNumber(type));
  return both ? numberType(left, right) : undefined;
}

/** Sums whose operands may be given in either order. */
function sumType(left: SqlType, right: SqlType): SqlType | undefined {
  const numberResult = arithmetic(left, right);
  if (numberResult) return numberResult;
  if (right.name === 'interval') {
    if (isOpen(left)) return left.name === 'null' ? nullType : timestampType;
    return shifted(left);
  }
  if (left.name === 'date' && (isInteger(right) || right.name === 'null')) return dateType;
  if (left.name === 'date' && right.name === 'unknown') return dateType;
  if ((left.name === 'date' || left.name === 'unknown') && right.name === 'time') return timestampType;
  if (isInstant(left) && right.name === 'null') return plainType(left);
  return undefined;
}

/** What adding an interval makes of a type. */
function shifted(type: SqlType): SqlType | undefined {
  switch (type.name) {
    case 'date':
      return timestampType;
    case 'timestamp':
    case 'timestamptz':
    case 'interval':
    case 'time':
      return plainType(type);
    default:
      return undefined;
  }
}

function differenceType(left: SqlType, right: SqlType): SqlType | undefined {
  const numberResult = arithmetic(left, right);
  if (numberResult) return numberResult;
  if (right.name === 'interval') {
    if (isOpen(left)) return left.name === 'null' ? nullType : timestampType;
    return shifted(left);
  }
  if (left.name === 'date') {
    if (right.name === 'date') return intType;
    if (isInteger(right) || right.name === 'null') return dateType;
    if (right.name === 'time') return timestampType;
  }
  if ((isInstant(left) || isOpen(left)) && (isInstant(right) || isOpen(right))) return intervalType;
  if (left.name === 'time' && right.name === 'time') return intervalType;
  if (left.name === 'unknown' && right.name === 'time') return timestampType;
  if (left.name === 'array' || (left.name === 'document' && !isDecimal(right))) return plainType(left);
  return undefined;
}

/** A member of a document is taken out by its place or name. */
const isDecimal = (type: SqlType): boolean => isNumber(type) && !isInteger(type);

function productType(left: SqlType, right: SqlType): SqlType | undefined {
  const numberResult = arithmetic(left, right);
  if (numberResult) return numberResult;
  return left.name === 'interval' && (isNumber(right) || isOpen(right)) ? intervalType : undefined;
}

function divisionType(left: SqlType, right: SqlType): SqlType | undefined {
  const numberResult = arithmetic(left, right);
  if (numberResult) return numberResult.name === 'decimal' ? quotientType : numberResult;
  return left.name === 'interval' && (isNumber(right) || isOpen(right)) ? intervalType : undefined;
}

function powerType(left: SqlType, right: SqlType): SqlType | undefined {
  const numberResult = arithmetic(left, right);
  if (!numberResult || isOpen(numberResult)) return numberResult;
  return numberResult.name === 'decimal' ? decimalType : doubleType;
}

function bitType(left: SqlType, right: SqlType): SqlType | undefined {
  return [left, right].every((type) => isOpen(type) || isInteger(type)) ? arithmetic(left, right) : undefined;
}

function concatenationType(left: SqlType, right: SqlType): SqlType | undefined {
  if (left.name === 'array' || right.name === 'array') {
    const elements = [left, right].map((type) =>
      type.name === 'array' ? (type.element ?? unknownType) : type,
    );
    return arrayOf(commonType(elements) ?? unknownType);
  }
  if (left.name === 'document' && (right.name === 'document' || isOpen(right))) return documentType;
  if (right.name === 'document' && isOpen(left)) return documentType;
  return textType;
}

/** The type of `-x`. */
export const negatedType = (type: SqlType): SqlType | undefined =>
  isNumber(type) || isOpen(type) || type.name === 'interval' ? plainType(type) : undefined;
