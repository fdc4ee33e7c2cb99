import type { BoundExpression, BoundSortKey } from '../analysis/bound.ts';
import type { SqlType } from '../catalog/types.ts';
import { intervalPart } from '../functions/casts/lower-interval.ts';
import { cond, greatest, isNull, nanAsText, orderedArray, unlessNull } from '../functions/expression.ts';
import type { MongoExpression } from '../functions/function-row.ts';
import { isJson, jsonOrder } from '../functions/json-key.ts';
import type { LoweredArgument } from '../functions/lowering.ts';
import { documentType } from '../functions/values.ts';
import type { Document } from './command.ts';
import type { Compiler } from './compiler.ts';
import { isPlain } from './layout.ts';
import type { Layout } from './layout.ts';
import { lower, pathOf } from './lower.ts';

/** What $sort needs: fields computed for it, and the specification over them. */
export interface SortPlan {
  readonly set: Document;
  readonly sort: Document;
  /** The names of the computed fields. */
  readonly names: readonly string[];
}

/**
 * Sort keys as fields. MongoDB puts NULL first in ascending order and last in descending, SQL the other way round: where that matters, a
 * key's NULL becomes the greatest value there is. Arrays are wrapped, since $sort would take their smallest element for them.
 */
export function sortPlan(c: Compiler, keys: readonly BoundSortKey[], layout: Layout, hint: string): SortPlan {
  const set: Document = {};
  const sort: Document = {};
  keys.forEach((key, index) => {
    const whole = ordinary(c, key.value, layout);
    if (whole.constant !== undefined) return;
    // Intervals of one length are peers, whatever their parts.
    const isInterval = whole.type.name === 'interval';
    const inJson = key.value.kind !== 'row' && isJson(whole);
    const lowered = isInterval
      ? { ...whole, expression: intervalPart(whole.expression, 'span') }
      : inJson
        ? asOrdered(c, whole)
        : whole;
    const path = isInterval || inJson ? undefined : pathOf(key.value, layout);
    const field = path && isPlain(path) ? path.join('.') : undefined;
    const direction = key.descending ? -1 : 1;
    const made = c.stored ? single(key, lowered) : ranked(key, lowered, whole.expression);
    if (made.rank !== undefined) {
      const name = c.name(`${hint}${index}n`);
      set[name] = made.rank;
      sort[name] = 1;
    }
    if (field !== undefined && made.value === lowered.expression && !(field in sort)) sort[field] = direction;
    else {
      const name = c.name(`${hint}${index}k`);
      // A computed key is one for NULL and for a missing field: ranks tell them apart.
      const bare = field === undefined && made.value === lowered.expression && lowered.nullable;
      set[name] = bare ? { $ifNull: [made.value, null] } : made.value;
      sort[name] = direction;
    }
  });
  const [first, last] = [keys[0], keys.at(-1)];
  if (!first || !last || Object.keys(sort).length <= mostKeys) return { set, sort, names: Object.keys(set) };
  const folded = foldedKeys(c, { set, sort }, hint);
  if (Object.keys(folded.sort).length > mostKeys)
    c.report('QL4002', { start: first.value.span.start, end: last.value.span.end }, [tooManyKeys]);
  return { ...folded, names: Object.keys(folded.set) };
}

/** A value of JSON as the document that orders it. */
const asOrdered = (c: Compiler, value: LoweredArgument): LoweredArgument => ({
  ...value,
  type: documentType,
  expression: unlessNull([value], jsonOrder(c.lowering, value.expression)),
});

/** So many MongoDB sorts by. */
const mostKeys = 32;
const tooManyKeys = `MongoDB sorts by ${mostKeys} keys at most. Keys of one direction side by side count as one: order fewer of them the other way.`;

/** Keys of one direction side by side as one, a document of their values: MongoDB compares documents field by field. */
function foldedKeys(
  c: Compiler,
  { set, sort }: Omit<SortPlan, 'names'>,
  hint: string,
): Omit<SortPlan, 'names'> {
  const runs: { direction: unknown; values: MongoExpression[] }[] = [];
  for (const [name, direction] of Object.entries(sort)) {
    // A field that is missing would move the others to its place.
    const value = { $ifNull: [set[name] ?? `$${name}`, null] };
    const run = runs.at(-1);
    if (run && run.direction === direction) run.values.push(value);
    else runs.push({ direction, values: [value] });
  }
  const named = runs.map((run, index) => ({ ...run, name: c.name(`${hint}${index}d`) }));
  const numbered = (values: readonly MongoExpression[]): Document =>
    Object.fromEntries(values.map((value, index) => [`k${index}`, value]));
  return {
    set: Object.fromEntries(named.map(({ name, values }) => [name, numbered(values)])),
    sort: Object.fromEntries(named.map(({ name, direction }) => [name, direction])),
  };
}

/** A key's value; a row as one whose NULLs are above the other values of their columns. */
function ordinary(c: Compiler, value: BoundExpression, layout: Layout): LoweredArgument {
  if (value.kind !== 'row') return lower(c, value, layout);
  const items = value.items.map((item) => lower(c, item, layout).expression);
  const expression = Object.fromEntries(
    items.map((item, index) => [`f${index + 1}`, { $ifNull: [item, greatest] }]),
  );
  return { expression, type: value.type, nullable: false };
}

interface Key {
  /** What is sorted by before the value, ascending. */
  readonly rank?: MongoExpression;
  readonly value: MongoExpression;
}

const isNative = (key: BoundSortKey, { nullable }: LoweredArgument): boolean =>
  !nullable || key.nullsFirst !== key.descending;

/** The value as one that MongoDB's own order is SQL's for: NaN above all other numbers, NULL above everything where it is not below. */
function single(key: BoundSortKey, { type, expression, nullable }: LoweredArgument): Key {
  let value = wrapped(key, type, expression, nullable);
  if (type.name === 'double') value = nanAsText(expression);
  if (!isNative(key, { type, expression, nullable })) return { value: { $ifNull: [value, greatest] } };
  return { value: value === expression || !nullable ? value : { $ifNull: [value, null] } };
}

/** An array as a document, which $sort takes as it is. */
function wrapped(
  key: BoundSortKey,
  type: SqlType,
  value: MongoExpression,
  nullable: boolean,
): MongoExpression {
  const document = { v: orderedArray(value, type.element) };
  if (type.name === 'array') return nullable ? cond(isNull(value), null, document) : document;
  if (type.name !== 'unknown' || key.value.mayBeArray !== true) return value;
  return cond({ $isArray: [value] }, document, value);
}

/** The same with a number before the value, where the rows are sorted in process: there are no other types to put NULL into. */
function ranked(key: BoundSortKey, lowered: LoweredArgument, whole: MongoExpression): Key {
  const { type, expression, nullable } = lowered;
  const rank = rankOf(type.name, nullable, key, whole);
  const isArray = type.name === 'array' || (type.name === 'unknown' && key.value.mayBeArray === true);
  const value = isArray ? wrapped(key, type, expression, nullable) : expression;
  return { value, ...(rank === undefined ? {} : { rank }) };
}

/** Where NULL and NaN go among the other values, as a number to sort by; undefined where MongoDB's own order is SQL's. */
function rankOf(type: string, nullable: boolean, key: BoundSortKey, value: unknown): unknown {
  const nullsLast = !key.nullsFirst;
  // MongoDB's own place for NULL is below everything.
  const native = !nullable || nullsLast === key.descending;
  if (type === 'double') {
    // NaN is above all other numbers in SQL, below them in MongoDB.
    const nan = { $eq: [value, Number.NaN] };
    const nanRank = key.descending ? 1 : 3;
    const rank = cond(nan, nanRank, 2);
    return nullable ? cond(isNull(value), nullsLast ? 4 : 0, rank) : rank;
  }
  return native ? undefined : cond(isNull(value), nullsLast ? 1 : 0, nullsLast ? 0 : 1);
}
