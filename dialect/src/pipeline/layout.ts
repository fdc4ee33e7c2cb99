import type { ColumnId } from '../analysis/bound.ts';
import type { MongoExpression } from '../functions/function-row.ts';

/** Where a column's value is: at a path of the pipeline's documents, or in a variable that a $lookup gave its pipeline or $filter its condition. */
export type Place =
  | { readonly kind: 'path'; readonly path: readonly string[] }
  | { readonly kind: 'variable'; readonly name: string; readonly path?: readonly string[] };

/** The places of columns, in the order in which these came. */
export interface Layout extends Iterable<readonly [ColumnId, Place]> {
  get(id: ColumnId): Place | undefined;
  has(id: ColumnId): boolean;
}

/** Places in front of those of another layout. Rows get columns at each step: were all copied each time, long joins would take long. */
class Layered implements Layout {
  readonly #below: Layout;
  readonly #own: ReadonlyMap<ColumnId, Place>;

  constructor(below: Layout, own: ReadonlyMap<ColumnId, Place>) {
    this.#below = below;
    this.#own = own;
  }

  get(id: ColumnId): Place | undefined {
    return this.#own.get(id) ?? this.#below.get(id);
  }

  has(id: ColumnId): boolean {
    return this.#own.has(id) || this.#below.has(id);
  }

  [Symbol.iterator](): Iterator<readonly [ColumnId, Place]> {
    const all = new Map(this.#below);
    for (const [id, place] of this.#own) all.set(id, place);
    return all.entries();
  }
}

export const at = (...path: readonly string[]): Place => ({ kind: 'path', path });

/** Whether the parts of a path may be written with dots: MongoDB reads `a.b` and `$a` its own way. */
export function isPlain(path: readonly string[]): boolean {
  for (const name of path) {
    if (name === '' || name.startsWith('$')) return false;
    for (let at = 0; at < name.length; at += 1) {
      const code = name.charCodeAt(at);
      if (code === 46 || code === 0) return false;
    }
  }
  return true;
}

/** A plain path as MongoDB writes it. Most have one part. */
export const dotted = (path: readonly string[]): string =>
  path.length === 1 ? (path[0] ?? '') : path.join('.');

/** The expression that reads a place. */
export function read(place: Place): MongoExpression {
  if (place.kind === 'variable') return fieldsOf(`$$${place.name}`, place.path ?? []);
  return readPath(place.path);
}

/** Fields inside a variable's value, one in the other. */
function fieldsOf(variable: string, path: readonly string[]): MongoExpression {
  if (isPlain(path)) return [variable, ...path].join('.');
  return path.reduce<MongoExpression>(
    (from, name) => ({ $getField: { field: { $literal: name }, input: from } }),
    variable,
  );
}

export function readPath(path: readonly string[]): MongoExpression {
  if (isPlain(path)) return `$${dotted(path)}`;
  let [input, rest]: [MongoExpression, readonly string[]] = ['$$ROOT', path];
  // The longest plain beginning stays a path, which indexes and projections understand.
  const plain = path.findIndex((name) => !isPlain([name]));
  if (plain > 0) [input, rest] = [`$${path.slice(0, plain).join('.')}`, path.slice(plain)];
  return rest.reduce<MongoExpression>(
    (from, name) => ({ $getField: { field: { $literal: name }, input: from } }),
    input,
  );
}

/** The layout with more columns. */
export const withPlaces = (layout: Layout, more: Iterable<readonly [ColumnId, Place]>): Layout =>
  inFront(new Map(more), layout);

/** The same where the places are found one by the other, and looked up meanwhile. */
export const inFront = (own: ReadonlyMap<ColumnId, Place>, below: Layout): Layout => new Layered(below, own);
