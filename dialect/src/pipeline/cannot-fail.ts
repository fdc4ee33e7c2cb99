import type { BoundExpression } from '../analysis/bound.ts';
import { some } from '../analysis/walk.ts';
import type { MongoExpression } from '../functions/function-row.ts';

// A write that the server does by itself has no reading before it: were a value's computation to fail at the tenth document, nine would
// be changed. What is not known never to fail is tried first.

const always = new Set([
  ...['$ifNull', '$cond', '$switch', '$literal', '$let', '$type', '$isArray', '$isNumber', '$mergeObjects'],
  ...['$eq', '$ne', '$lt', '$lte', '$gt', '$gte', '$and', '$or', '$not', '$cmp', '$min', '$max'],
]);
const ofNumbers = new Set([
  '$add',
  '$subtract',
  '$multiply',
  '$abs',
  '$floor',
  '$ceil',
  '$toDecimal',
  '$toDouble',
]);
const ofTexts = new Set(['$concat', '$toLower', '$toUpper', '$trim', '$ltrim', '$rtrim', '$strLenCP']);
const numbers: readonly string[] = ['int', 'long', 'double', 'decimal'];

/** Whether a lowered value can be computed for every document that its columns' certain types allow. */
export function cannotFail(value: BoundExpression, lowered: MongoExpression): boolean {
  const columns: BoundExpression[] = [];
  const opaque = some(value, (each) => {
    if (each.kind === 'column' || each.kind === 'field') columns.push(each);
    return each.kind === 'call' && each.row.volatile === true;
  });
  if (opaque) return false;
  const all = (types: readonly string[]) =>
    columns.every((column) => types.includes(column.type.name) && column.mayBeArray !== true);
  const safe = new Set(always);
  if (all(numbers)) for (const each of ofNumbers) safe.add(each);
  if (all(['text'])) for (const each of ofTexts) safe.add(each);
  return usesOnly(lowered, safe);
}

function usesOnly(value: MongoExpression, safe: ReadonlySet<string>): boolean {
  if (Array.isArray(value)) return value.every((each) => usesOnly(each, safe));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return true;
  return Object.entries(value).every(
    ([name, inner]) =>
      name === '$literal' || ((!name.startsWith('$') || safe.has(name)) && usesOnly(inner, safe)),
  );
}

/** Whether a filter speaks in query operators alone, which never fail; `$expr` computes. */
export function isPureQuery(filter: MongoExpression): boolean {
  if (Array.isArray(filter)) return filter.every(isPureQuery);
  if (typeof filter !== 'object' || filter === null || Object.getPrototypeOf(filter) !== Object.prototype)
    return true;
  return Object.entries(filter).every(([name, inner]) => name !== '$expr' && isPureQuery(inner));
}
