import type { SqlType } from '../catalog/types.ts';
import { canCast, itemType } from '../functions/casts/castable.ts';
import { typeText } from '../functions/casts/type-name.ts';
import { bracketOf } from '../functions/type-rules.ts';
import type { Binder } from './binder.ts';
import type { BoundCast, BoundExpression } from './bound.ts';

// Only types that are certain are held against one another: what samples showed proves nothing.

/** Tells of values beside one another that are never equal, whatever they are. */
export function checkCompared(value: BoundExpression, binder: Binder): void {
  switch (value.kind) {
    case 'comparison':
    case 'distinctFrom':
      return checkPair(value.left, value.right, binder);
    case 'in':
      for (const item of value.items) checkPair(value.operand, item, binder);
      return;
    case 'quantified': {
      const { operand, array } = value;
      if (array.type.element) checkPair(operand, { ...array, type: array.type.element }, binder);
      return;
    }
    case 'subquery':
      value.operands?.forEach((operand, index) => {
        const output = value.form === 'quantified' ? value.query.outputs[index] : undefined;
        if (output && differ(operand.type, output.type))
          binder.report('QL2052', output.span, [typeText(operand.type), typeText(output.type)]);
      });
      return;
    default:
      return;
  }
}

function checkPair(left: BoundExpression, right: BoundExpression, binder: Binder): void {
  if (!differ(left.type, right.type)) return;
  const [value, other] = left.kind === 'constant' ? [left, right] : [right, left];
  const text = value.kind === 'constant' && other.type.name === 'text' && numeral(value.value);
  const fixes = text
    ? [{ title: `Write '${text}'`, changes: [{ span: value.span, text: `'${text}'` }] }]
    : [];
  binder.report('QL2052', value.span, [typeText(other.type), typeText(value.type)], fixes);
}

/** A number as its literal is read. */
const numeral = (value: unknown): string | undefined =>
  typeof value === 'number' || typeof value === 'bigint' ? String(value) : undefined;

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
