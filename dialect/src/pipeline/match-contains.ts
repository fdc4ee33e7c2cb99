import type { BoundExpression } from '../analysis/bound.ts';
import type { Document } from './command.ts';
import type { Compiler } from './compiler.ts';
import { isPlain } from './layout.ts';
import type { Layout } from './layout.ts';
import { lower, pathOf } from './lower.ts';

/** What query operators say of a containment; where that is not all of it, an expression has the last word. */
export interface ContainsMatch {
  readonly query: Document;
  readonly exact: boolean;
}

/**
 * `@>`, `<@` and `&&` of a field and a constant: an index of an array has its elements, one of a document’s field the values there. Undefined
 * where query operators have nothing to say.
 */
export function containsMatch(
  c: Compiler,
  { operator, operands: [left, right] }: Extract<BoundExpression, { kind: 'operator' }>,
  layout: Layout,
): ContainsMatch | undefined {
  if (!left || !right) return undefined;
  switch (operator) {
    case '@>':
      return contains(c, left, right, layout);
    case '<@':
      return contains(c, right, left, layout);
    case '&&':
      return overlaps(c, left, right, layout) ?? overlaps(c, right, left, layout);
    default:
      return undefined;
  }
}

type Contains = (
  c: Compiler,
  whole: BoundExpression,
  part: BoundExpression,
  layout: Layout,
) => ContainsMatch | undefined;

const contains: Contains = (c, whole, part, layout) => {
  const path = pathOf(whole, layout);
  const { constant } = lower(c, part, layout);
  if (!path || !isPlain(path)) return undefined;
  if (isElements(constant)) return ofElements(whole, path, { $all: constant });
  if (!isFields(constant)) return undefined;
  const parts = fieldsOf(path, constant);
  if (parts.length === 0) return undefined;
  return { query: parts.length === 1 ? (parts[0] ?? {}) : { $and: parts }, exact: false };
};

const overlaps: Contains = (c, whole, part, layout) => {
  const path = pathOf(whole, layout);
  const { constant } = lower(c, part, layout);
  if (!path || !isPlain(path) || !Array.isArray(constant)) return undefined;
  const present = constant.filter((each) => each !== null);
  return isElements(present) ? ofElements(whole, path, { $in: present }) : undefined;
};

/** A constant among the elements of a field. */
export function elementMatch(
  whole: BoundExpression,
  constant: unknown,
  layout: Layout,
): ContainsMatch | undefined {
  const path = pathOf(whole, layout);
  if (!path || !isPlain(path) || constant === undefined || !isElements([constant])) return undefined;
  return ofElements(whole, path, { $eq: constant });
}

function ofElements(whole: BoundExpression, path: readonly string[], asked: Document): ContainsMatch {
  const exact = isDirect(whole);
  const guard = exact && whole.type.name !== 'array' ? { $type: 'array' } : {};
  return { query: { [path.join('.')]: { ...asked, ...guard } }, exact };
}

/** Whether no array is on the way to a field: a dotted name would mean that one’s elements too. */
const isDirect = (value: BoundExpression): boolean =>
  value.kind !== 'field' ||
  (value.operand.mayBeArray !== true && value.operand.type.name !== 'array' && isDirect(value.operand));

/** Elements that query operators find one by one; an array among them would mean the whole field too. */
const isElements = (value: unknown): value is readonly unknown[] =>
  Array.isArray(value) && value.length > 0 && value.every((each) => each !== null && !Array.isArray(each));

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !('_bsontype' in value) &&
  !(value instanceof Date);

/** What must hold of the fields below a path where a document there has these, each by itself. */
function fieldsOf(path: readonly string[], fields: Readonly<Record<string, unknown>>): readonly Document[] {
  return Object.entries(fields).flatMap(([name, value]): readonly Document[] => {
    const at = [...path, name];
    if (!isPlain(at)) return [];
    if (isFields(value)) return fieldsOf(at, value);
    if (!Array.isArray(value)) return [{ [at.join('.')]: { $eq: value } }];
    return isElements(value) ? [{ [at.join('.')]: { $all: value } }] : [];
  });
}
