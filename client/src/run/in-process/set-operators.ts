import { equalValues } from './bson-order.ts';
import type { ExpressionOperator } from './operator.ts';
import { evaluated, strict } from './operator.ts';
import { valueKey } from './value-key.ts';

function arrayOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError(`${String(value)} is no array`);
  return value;
}

const byKey = (values: unknown): ReadonlyMap<string, unknown> =>
  new Map(arrayOf(values).map((value) => [valueKey(value), value]));

const kept = (values: unknown, keep: (key: string) => boolean): readonly unknown[] =>
  [...byKey(values)].flatMap(([key, value]) => (keep(key) ? [value] : []));

/** Operators on the elements of arrays by name, where mingo's own take decimals of one value for different elements. */
export const setOperators: Readonly<Record<string, ExpressionOperator>> = {
  $in: (document, expression, options) => {
    const [value, array] = evaluated(document, expression, options);
    return arrayOf(array).some((each) => equalValues(each, value));
  },
  $indexOfArray: (document, expression, options) => {
    const [array, value, start = 0, end = Infinity] = evaluated(document, expression, options);
    if (array === null || array === undefined) return null;
    return arrayOf(array).findIndex(
      (each, index) => index >= Number(start) && index < Number(end) && equalValues(each, value),
    );
  },
  $slice: strict('$slice', (array, from, count) => {
    const values = arrayOf(array);
    const at = Number(from);
    if (count === undefined) return at < 0 ? values.slice(at) : values.slice(0, at);
    const start = at < 0 ? Math.max(0, values.length + at) : at;
    return values.slice(start, start + Number(count));
  }),
  $setIsSubset: strict('$setIsSubset', (part, whole) => {
    const known = byKey(whole);
    return kept(part, (key) => !known.has(key)).length === 0;
  }),
  $setEquals: strict('$setEquals', (first, ...rest) => {
    const known = byKey(first);
    return rest.every((each) => {
      const other = byKey(each);
      return other.size === known.size && [...other.keys()].every((key) => known.has(key));
    });
  }),
  $setIntersection: strict('$setIntersection', (first, ...rest) => {
    const others = rest.map(byKey);
    return kept(first, (key) => others.every((other) => other.has(key)));
  }),
  $setDifference: strict('$setDifference', (first, second) => {
    const known = byKey(second);
    return kept(first, (key) => !known.has(key));
  }),
  $setUnion: strict('$setUnion', (...all) => [...byKey(all.flatMap(arrayOf)).values()]),
};
