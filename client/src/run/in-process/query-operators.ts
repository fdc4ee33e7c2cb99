import { bsonType, compareBson, rank } from './bson-order.ts';

// mingo compares what JavaScript compares. These predicates of $match know decimals, and MongoDB's brackets of types.

type Predicate = (document: unknown) => boolean;
export type QueryOperator = (path: string, value: unknown, options: unknown) => Predicate;

/** The values that a path leads to: each through arrays, an array itself besides its elements; missing is undefined. */
export function valuesAt(value: unknown, path: readonly string[]): readonly unknown[] {
  const [name, ...rest] = path;
  if (name === undefined) return Array.isArray(value) ? [...(value as unknown[]), value] : [value];
  if (Array.isArray(value)) {
    const at = /^\d+$/.test(name) ? valuesAt(value[Number(name)], rest) : [];
    return [...at, ...value.flatMap((each) => (isDocument(each) ? valuesAt(each, path) : []))];
  }
  return isDocument(value) ? valuesAt(value[name], rest) : [undefined];
}

/** Whether two values are equal as a query has it: missing is null. */
export function equal(a: unknown, b: unknown): boolean {
  return compareBson(a ?? null, b ?? null) === 0;
}

function some(test: (value: unknown, wanted: unknown) => boolean): QueryOperator {
  return (path, wanted) => {
    const names = path.split('.');
    return (document) => valuesAt(document, names).some((value) => test(value, wanted));
  };
}

const not =
  (operator: QueryOperator): QueryOperator =>
  (...given) => {
    const holds = operator(...given);
    return (document) => !holds(document);
  };

/** An order among values of one type; nothing is before or after a value of another. */
function ordered(holds: (order: number) => boolean): QueryOperator {
  return some((value, wanted) => {
    const [a, b] = [value ?? null, wanted ?? null];
    if (rank(a) !== rank(b) && !isLimit(b)) return false;
    if (isNaN(a) || isNaN(b)) return isNaN(a) && isNaN(b) && holds(0);
    return holds(compareBson(a, b));
  });
}

const isOfType = (value: unknown, name: unknown): boolean =>
  name === 'number' ? rank(value) === rank(0) : bsonType(value) === name;

/** NaN of any kind of number. */
const isNaN = (value: unknown): boolean => isOfType(value, 'number') && String(value) === 'NaN';

const $eq = some(equal);
const $in = some((value, wanted) =>
  (wanted as readonly unknown[]).some((one) =>
    one instanceof RegExp ? typeof value === 'string' && one.test(value) : equal(value, one),
  ),
);

export const queryOperators: Readonly<Record<string, QueryOperator>> = {
  $eq,
  $ne: not($eq),
  $in,
  $nin: not($in),
  $lt: ordered((order) => order < 0),
  $lte: ordered((order) => order <= 0),
  $gt: ordered((order) => order > 0),
  $gte: ordered((order) => order >= 0),
  $type: some((value, names) => [names].flat().some((name) => isOfType(value, name))),
};

/** MinKey and MaxKey stand before and behind values of every type. */
function isLimit(value: unknown): boolean {
  const { _bsontype: type } = (value ?? {}) as { readonly _bsontype?: string };
  return type === 'MinKey' || type === 'MaxKey';
}

function isDocument(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !('_bsontype' in value) && !(value instanceof Date);
}
