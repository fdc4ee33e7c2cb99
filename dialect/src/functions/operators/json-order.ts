import { cond, hasType } from '../expression.ts';
import type { MongoExpression } from '../function-row.ts';
import { isPlainObject } from '../json-values.ts';

// PostgreSQL's order of jsonb: null, texts, numbers, booleans, arrays, objects. Of arrays and objects those with fewer members come first,
// and an array without any that stands alone is less than all else.

const kinds = ['empty', 'null', 'string', 'number', 'boolean', 'array', 'object'] as const;

function rankOf(value: unknown, outermost: boolean): number {
  const kind = (): (typeof kinds)[number] => {
    if (value === null) return 'null';
    if (Array.isArray(value)) return outermost && value.length === 0 ? 'empty' : 'array';
    if (isPlainObject(value)) return 'object';
    if (typeof value === 'string') return 'string';
    return typeof value === 'boolean' ? 'boolean' : 'number';
  };
  return kinds.indexOf(kind());
}

/** Names in the order in which jsonb keeps them: shorter ones first. */
function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length - right.length || left.compare(right);
}

/** The values of an array, or the names and values of an object in turn. */
const membersOf = (value: object): readonly unknown[] =>
  Array.isArray(value) ? value : Object.entries(value).sort(byName).flat();

/** Negative, zero or positive as one JSON value is less than another, the same or greater; `scalars` compares two texts, numbers or booleans. */
export function compareJson(
  left: unknown,
  right: unknown,
  scalars: (left: unknown, right: unknown) => number,
  outermost = true,
): number {
  const order = rankOf(left, outermost) - rankOf(right, outermost);
  if (order !== 0 || left === null) return order;
  if (typeof left !== 'object' || (!Array.isArray(left) && !isPlainObject(left))) return scalars(left, right);
  const [a, b] = [membersOf(left), membersOf(right as object)];
  if (a.length !== b.length) return a.length - b.length;
  for (const [index, each] of a.entries()) {
    const member = compareJson(each, b[index], scalars, false);
    if (member !== 0) return member;
  }
  return 0;
}

/** The BSON types of each kind that a JSON value may be, from the least on. */
const typesInOrder: readonly (readonly string[])[] = [
  ['string'],
  ['int', 'long', 'double', 'decimal'],
  ['bool'],
  ['array'],
  ['object'],
];

/** A row's value before or behind a constant text, number or boolean of JSON; `plain` compares it where it is of the same kind. */
export function lowerBesideJson(
  side: 'before' | 'behind',
  value: MongoExpression,
  constant: unknown,
  plain: MongoExpression,
): MongoExpression {
  const rank = rankOf(constant, true) - kinds.indexOf('string');
  const others = side === 'before' ? typesInOrder.slice(0, rank) : typesInOrder.slice(rank + 1);
  const isOther = others.length > 0 ? hasType(value, ...others.flat()) : false;
  const isSame = { $and: [hasType(value, ...(typesInOrder[rank] ?? [])), plain] };
  return cond({ $eq: [value, []] }, side === 'before', { $or: [isOther, isSame] });
}
