import { readInterval } from '../functions/casts/interval-text.ts';
import { SqlError } from '../functions/values.ts';
import type { Span } from '../text/span.ts';
import type { Binder } from './binder.ts';
import type { BoundExpression } from './bound.ts';
import * as shape from './shape.ts';

export function bindLiteral(
  type: 'number' | 'string' | 'boolean' | 'null',
  text: string,
  span: Span,
): BoundExpression {
  switch (type) {
    case 'null':
      return shape.constant(null, shape.nullType, span);
    case 'boolean':
      return shape.constant(text.toLowerCase() === 'true', shape.booleanType, span);
    case 'string':
      return shape.literal(text, span);
    case 'number': {
      const digits = text.includes('_') ? text.replaceAll('_', '') : text;
      if (!/^\d+$/.test(digits)) return asNumber(digits, 'decimal', span);
      if (Number(digits) < 2 ** 31) return asNumber(digits, 'int', span);
      return asNumber(digits, BigInt(digits) < longEnd ? 'long' : 'decimal', span);
    }
  }
}

const longEnd = 2n ** 63n;

/** A number keeps its text until constants are folded, as it may not fit a JavaScript number. */
function asNumber(text: string, name: 'int' | 'long' | 'decimal', span: Span): BoundExpression {
  if (name === 'int') return shape.constant(Number(text), shape.intType, span);
  return shape.cast(shape.literal(text, span), { name });
}

/** `INTERVAL '90 days'`, and `INTERVAL 90 DAY`, whose field says what the number counts. */
export function bindInterval(
  text: string,
  unit: string | undefined,
  span: Span,
  binder: Binder,
): BoundExpression {
  const type = { name: 'interval' } as const;
  if (unit === undefined) return shape.cast(shape.literal(text, span), type);
  try {
    return shape.constant(readInterval(text, unit), type, span);
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    binder.report('QL2015', span, [error.message]);
    return shape.constant(null, type, span);
  }
}
