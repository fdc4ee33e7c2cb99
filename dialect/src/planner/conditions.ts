import type { BoundExpression } from '../analysis/bound.ts';
import { logical } from '../analysis/compare-rows.ts';
import { fingerprint } from '../analysis/fingerprint.ts';
import { some } from '../analysis/walk.ts';

/** The conditions that must all hold for one to hold. */
export function conjuncts(value: BoundExpression): readonly BoundExpression[] {
  return value.kind === 'logical' && value.operator === 'AND' ? value.operands : [value];
}

/** A condition as what must hold for it to be true, each by itself: to be true is what a filter asks of it anyway. */
export const whatIsTrue = (value: BoundExpression): readonly BoundExpression[] =>
  conjuncts(value).flatMap((each) =>
    each.kind === 'test' && each.test === 'TRUE'
      ? conjuncts(each.operand).flatMap(sharedApart)
      : sharedApart(each),
  );

/** What all sides of an OR ask for stands by itself: of `(a AND b) OR (a AND c)` that is `a`, beside `b OR c`; a join may look by it. */
function sharedApart(value: BoundExpression): readonly BoundExpression[] {
  if (value.kind !== 'logical' || value.operator !== 'OR') return [value];
  const parts = value.operands.map(conjuncts);
  if (parts.every((side) => side.length === 1)) return [value];
  const sides = parts.map((side) => new Map(side.map((each) => [fingerprint(each), each])));
  const [first = new Map<string, BoundExpression>(), ...others] = sides;
  const shared = new Map(
    [...first].filter(([text, each]) => !isVolatile(each) && others.every((side) => side.has(text))),
  );
  if (shared.size === 0) return [value];
  const rest = sides.map((side) => [...side].flatMap(([text, each]) => (shared.has(text) ? [] : [each])));
  const { span } = value;
  const either = logical(
    'OR',
    rest.map((side) => logical('AND', side, span)),
    span,
  );
  return rest.every((side) => side.length > 0) ? [...shared.values(), either] : [...shared.values()];
}

export const isVolatile = (value: BoundExpression): boolean =>
  some(value, (each) => each.kind === 'call' && each.row.volatile === true);
