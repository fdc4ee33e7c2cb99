import type { BoundExpression, ColumnId } from './bound.ts';

/**
 * What an expression is, as text, whatever its place: equal texts are equal expressions. A subquery is bound anew wherever it is written,
 * so that the columns inside it are known by their order; `inside` has their numbers.
 */
export function fingerprint(value: unknown, inside?: ReadonlyMap<ColumnId, number>): string {
  if (typeof value !== 'object' || value === null) return plainText(value);
  if (Array.isArray(value)) return `[${value.map((each) => fingerprint(each, inside)).join(',')}]`;
  const kind = 'kind' in value ? value.kind : undefined;
  // A column's number says all of it.
  if (kind === 'column' && 'id' in value && 'nullable' in value && !inside) return `#${String(value.id)}`;
  if (kind === 'subquery' && 'query' in value && !inside) return fingerprint(value, numbered(value.query));
  // A function of the catalogue is its name.
  if ('signatures' in value && 'name' in value) return String(value.name);
  if ('_bsontype' in value) return `${String(value._bsontype)} ${String(value)}`;
  if (value instanceof Date) return `Date ${value.getTime()}`;
  if (value instanceof RegExp) return String(value);
  let text = '{';
  for (const key in value) {
    const inner: unknown = value[key as keyof typeof value];
    if (inner === undefined || silent.has(key) || (kind === 'scan' && key === 'keys')) continue;
    const number = idKeys.has(key) ? inside?.get(inner as ColumnId) : undefined;
    text += `${key}:${number === undefined ? fingerprint(inner, inside) : `#${number}`},`;
  }
  return `${text}}`;
}

/** Whether two expressions are equal, whatever their places. */
export function isSame(a: BoundExpression, b: BoundExpression): boolean {
  return a.kind === b.kind && fingerprint(a) === fingerprint(b);
}

function plainText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'bigint':
      return `${value}n`;
    default:
      return String(value);
  }
}

/** What does not tell one expression from another. */
const silent: ReadonlySet<string> = new Set([
  'span',
  'spans',
  'orderSpan',
  'limitSpan',
  'likely',
  'nullable',
  'stored',
]);

/** Where the number of a column stands. */
const idKeys: ReadonlySet<string> = new Set(['id', 'document', 'ordinality']);

/** The columns that are made inside a query, numbered in the order in which they are met. */
function numbered(query: unknown, into = new Map<ColumnId, number>()): ReadonlyMap<ColumnId, number> {
  if (typeof query !== 'object' || query === null) return into;
  if ('signatures' in query) return into;
  const read = 'kind' in query && query.kind === 'column';
  for (const [key, inner] of Object.entries(query)) {
    if (silent.has(key)) continue;
    if (typeof inner === 'object') numbered(inner, into);
    else if (idKeys.has(key) && !read && !into.has(inner as ColumnId)) into.set(inner as ColumnId, into.size);
  }
  return into;
}
