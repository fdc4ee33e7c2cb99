import { compareBson } from './bson-order.ts';
import { evaluate, strict } from './operator.ts';
import type { ExpressionOperator } from './operator.ts';
import { compareBy } from './sort.ts';
import type { SortKeys } from './sort.ts';

type Named = Readonly<Record<string, unknown>>;

const isDocument = (value: unknown): value is Named =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Operators on the parts of a document or an array by name: mingo reads a field of NULL from the document around it, sorts texts, and takes a list of one pair for the pair. */
export const partOperators: Readonly<Record<string, ExpressionOperator>> = {
  $arrayToObject: strict('$arrayToObject', (pairs) => {
    if (!Array.isArray(pairs)) throw new TypeError(`${String(pairs)} is no array`);
    return Object.fromEntries(
      pairs.map((pair: unknown) =>
        Array.isArray(pair) ? pair : [(pair as Named)['k'], (pair as Named)['v']],
      ),
    );
  }),
  $getField: (document, expression, options) => {
    const given = isDocument(expression) && 'field' in expression ? expression : { field: expression };
    const input = 'input' in given ? evaluate(document, given.input, options) : document;
    const name = String(evaluate(document, given.field, options));
    return isDocument(input) && Object.hasOwn(input, name) ? input[name] : undefined;
  },
  $sortArray: (document, expression, options) => {
    const { input, sortBy } = expression as Named;
    const array = evaluate(document, input, options) ?? null;
    if (array === null) return null;
    if (!Array.isArray(array)) throw new TypeError(`${String(array)} is no array`);
    if (isDocument(sortBy)) return [...(array as unknown[])].sort(compareBy(sortBy as SortKeys));
    return [...(array as unknown[])].sort((a, b) => compareBson(a, b) * Number(sortBy));
  },
};
