import type { Span } from '../text/span.ts';
import type { Binder } from './binder.ts';
import type { BoundExpression } from './bound.ts';
import * as shape from './shape.ts';

type Unified = NonNullable<ReturnType<typeof shape.unify>>;

/** `unify`, with a problem where the types have nothing in common. */
export function unifyOrTell(
  what: string,
  values: readonly BoundExpression[],
  span: Span,
  binder: Binder,
): Unified {
  const unified = shape.unify(values);
  if (unified) return unified;
  const names = [
    ...new Set(values.filter((value) => !shape.isUntyped(value)).map((value) => value.type.name)),
  ];
  binder.report('QL2016', span, [what, names.join(' and '), '']);
  return { values, type: shape.unknownType };
}
