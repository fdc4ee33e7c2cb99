import type { SqlType } from '../catalog/types.ts';
import { canCast, itemType } from '../functions/casts/castable.ts';
import { typeText } from '../functions/casts/type-name.ts';
import { bracketOf } from '../functions/type-rules.ts';
import type { Binder } from './binder.ts';
import type { BoundCast, BoundExpression } from './bound.ts';
import { asQuoted } from './number-as-text.ts';
import * as shape from './shape.ts';

// Only types that are certain are held against one another: what samples showed proves nothing.

const overlapping: ReadonlySet<string> = new Set(['@>', '<@', '&&']);
const searching: ReadonlySet<string> = new Set([
  'ARRAY_POSITION',
  'ARRAY_POSITIONS',
  'ARRAY_REMOVE',
  'ARRAY_REPLACE',
  'ARRAY_CONTAINS',
]);

/** Tells of values beside one another that are never equal, whatever they are. */
export function checkCompared(value: BoundExpression, binder: Binder): void {
  // Most are comparisons and columns: no list is made for these.
  if (value.kind === 'comparison') checkPair(value.left, value.right, binder);
  else if (value.kind !== 'column' && value.kind !== 'constant')
    for (const [left, right] of comparedPairs(value)) checkPair(left, right, binder);
}

/** The values that an expression compares with one another. */
export function comparedPairs(
  value: BoundExpression,
): readonly (readonly [BoundExpression, BoundExpression])[] {
  switch (value.kind) {
    case 'comparison':
    case 'distinctFrom':
      return [[value.left, value.right]];
    case 'in':
      return value.items.map((item) => [value.operand, item]);
    case 'operator': {
      const [left, right] = value.operands;
      const both = left?.type.name === 'array' && right?.type.name === 'array';
      return both && overlapping.has(value.operator) ? [[left, right]] : [];
    }
    case 'call': {
      const [array, element] = value.args;
      return searching.has(value.row.name) && array && element ? elementsBeside(array, element) : [];
    }
    case 'quantified':
      return elementsBeside(value.array, value.operand);
    case 'subquery': {
      const { outputs } = value.query;
      return (value.form === 'quantified' ? (value.operands ?? []) : []).flatMap((operand, index) => {
        const output = outputs[index];
        return output ? [[operand, shape.column(output.id, output, output.span)] as const] : [];
      });
    }
    default:
      return [];
  }
}

function elementsBeside(array: BoundExpression, value: BoundExpression) {
  const element = array.type.element ?? shape.unknownType;
  return [[value, { ...array, type: element, likely: array.likely?.element }] as const];
}

/** Tells of two values that are never equal, at the one that is written out. */
export function checkPair(left: BoundExpression, right: BoundExpression, binder: Binder): void {
  if (!differ(left.type, right.type)) return;
  const isLeft = left.kind === 'constant' || shape.numeral(left) !== undefined;
  const [value, other] = isLeft ? [left, right] : [right, left];
  const number = other.type.name === 'text' ? shape.numeral(value) : undefined;
  const fixes = number === undefined ? [] : [asQuoted(number, value.span)];
  binder.report('QL2052', value.span, [typeText(other.type), typeText(value.type)], fixes);
}

/** Whether no value of the one type is equal to one of the other. */
function differ(left: SqlType, right: SqlType): boolean {
  const [a, b] = [bracketOf(left), bracketOf(right)];
  if (!a || !b || vague.has(a) || vague.has(b)) return false;
  return a === 'array' && b === 'array' ? differ(itemType(left), itemType(right)) : a !== b;
}

/** What a document or a regular expression holds is not known from its type. */
const vague: ReadonlySet<string> = new Set(['document', 'other']);

/** Tells of a cast that no value survives; TRY_CAST is asked for it. */
export function checkCastable({ operand, type, try: attempt, span }: BoundCast, binder: Binder): void {
  if (attempt || canCast(operand.type, type)) return;
  binder.report('QL2050', span, [typeText(operand.type), typeText(type)]);
}
