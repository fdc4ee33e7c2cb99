import { fingerprint } from '../analysis/fingerprint.ts';
import { cond, fromText, isNotNull, nanAsText } from '../functions/expression.ts';
import type { MongoExpression } from '../functions/function-row.ts';
import { isJson, jsonIdentity } from '../functions/json-key.ts';
import type { LoweredArgument } from '../functions/lowering.ts';
import type { Document } from './command.ts';
import type { Compiler } from './compiler.ts';
import type { Layout } from './layout.ts';
import { lower, whenTrue } from './lower.ts';
import type { Accumulated, AggregateInput, Beside, FrameRows, GroupKeys } from './accumulator.ts';
import { overArray } from './aggregate-array.ts';
import { hypothetical } from './aggregate-hypothetical.ts';
import { overPairs } from './aggregate-pairs.ts';
import { spread } from './aggregate-spread.ts';

/** An aggregate over the rows of a group. `only` further limits the rows that count. */
export function accumulate(
  c: Compiler,
  aggregate: AggregateInput['aggregate'],
  layout: Layout,
  only?: MongoExpression,
  {
    frame,
    beside,
    keys,
  }: {
    readonly frame?: FrameRows;
    readonly beside?: Beside | undefined;
    readonly keys?: GroupKeys | undefined;
  } = {},
): Accumulated {
  const own = aggregate.filter ? whenTrue(c, aggregate.filter, layout) : true;
  // A row that counts for nothing has none of the columns that the filter reads.
  const filters = [only, own].filter((each) => each !== true && each !== undefined);
  const filter = filters.length > 1 ? { $and: filters } : filters[0];
  const placed = aggregate.withinGroup.length > 0 && keys ? keys.after : layout;
  const args = aggregate.args.map((arg) => single(lower(c, arg, placed)));
  c.place = aggregate.span;
  const [first] = args;
  // MongoDB's $sum and $avg pass over texts.
  if (
    ['SUM', 'AVG'].includes(aggregate.row.name) &&
    first?.type.name === 'unknown' &&
    first.likely?.name === 'text'
  )
    c.lowering.refuse(`${aggregate.row.name} takes no text: cast it to a number or an interval.`);
  const input: AggregateInput = {
    c,
    aggregate,
    layout,
    args,
    frame,
    beside,
    keys,
    name: (part = '') => c.name(`${aggregate.id}${part}`),
    filter,
  };
  return hypothetical(input) ?? native(input) ?? overPairs(input) ?? overArray(input) ?? refused(input);
}

/** An accumulator takes one expression: an array that is written out would be its list of arguments. */
const single = (arg: LoweredArgument): LoweredArgument =>
  Array.isArray(arg.expression) ? { ...arg, expression: { $concatArrays: [arg.expression] } } : arg;

function refused({ c, aggregate, name }: AggregateInput): Accumulated {
  c.report('QL4001', aggregate.span, [`The aggregate ${aggregate.row.name}`]);
  return { accumulators: [{ name: name(), accumulator: { $first: null }, empty: null }] };
}

/** The rows that count: those that pass the filter and whose value is not NULL. */
function counts(filter: MongoExpression | undefined, values: readonly LoweredArgument[]): MongoExpression {
  const tests = values.filter((value) => value.nullable).map((value) => isNotNull(value.expression));
  const all = filter === undefined ? tests : [filter, ...tests];
  if (all.length === 0) return true;
  return all.length === 1 ? all[0] : { $and: all };
}

/** 1 for the rows that count, 0 for others: a conversion costs less than a choice. */
const one = (test: MongoExpression): MongoExpression => {
  if (test === true) return 1;
  return typeof test === 'object' ? { $toInt: test } : cond(test, 1, 0);
};
const filtered = (filter: MongoExpression | undefined, value: MongoExpression): MongoExpression =>
  filter === undefined ? value : cond(filter, value, null);

/** Aggregates that MongoDB's accumulators compute as they are. */
function native(input: AggregateInput): Accumulated | undefined {
  const { c, aggregate, filter, args, name } = input;
  const [arg] = args;
  const alone = (accumulator: Document, empty: unknown = null): Accumulated => ({
    accumulators: [{ name: name(), accumulator, empty }],
  });
  if (aggregate.row.name === 'COUNT' && !aggregate.distinct) {
    if (!arg) return alone({ $sum: one(counts(filter, [])) }, 0);
    if (arg.constant === null) return alone({ $sum: 0 }, 0);
    return alone({ $sum: one(counts(filter, args)) }, 0);
  }
  if (arg && aggregate.row.name === 'COUNT' && !input.frame && arg.type.name !== 'interval') {
    const told = isJson(arg) ? jsonIdentity(c.lowering, arg.expression) : arg.expression;
    const set = { $addToSet: filtered(filter, told) };
    const known = { $filter: { input: `$${name()}`, as: 'each', cond: isNotNull('$$each') } };
    const certain = !arg.nullable && filter === undefined;
    return { ...alone(set, []), result: { $size: certain ? `$${name()}` : known } };
  }
  if (!arg || (aggregate.distinct && !idempotent.includes(aggregate.row.name))) return undefined;
  const value = filtered(filter, arg.expression);
  switch (aggregate.row.name) {
    case 'SUM':
      return sum(input, arg, filter);
    case 'AVG':
      if (arg.type.name === 'interval') return undefined;
      return alone({ $avg: filtered(filter, asNumeric(arg, aggregate.type.name)) });
    case 'MIN':
    case 'MAX': {
      const operator = aggregate.row.name === 'MIN' ? '$min' : '$max';
      if (arg.type.name !== 'double') return alone({ [operator]: value });
      const ordered = alone({ [operator]: filtered(filter, nanAsText(arg.expression)) });
      return { ...ordered, result: fromText(`$${name()}`, input.c.lowering) };
    }
    case 'BOOL_AND':
    case 'EVERY':
      return alone({ $min: value });
    case 'BOOL_OR':
      return alone({ $max: value });
    case 'ANY_VALUE': {
      // A column that the keys of the group determine is the same in every row.
      const determined = aggregate.args[0]?.kind === 'column' && aggregate.args[0].id === aggregate.id;
      return determined || (!arg.nullable && filter === undefined)
        ? alone({ $first: arg.expression })
        : undefined;
    }
    default:
      return spread(input, arg, value);
  }
}

const idempotent: readonly string[] = ['MIN', 'MAX', 'BOOL_AND', 'BOOL_OR', 'EVERY'];

/** The value as the type that the result has, so that what is summed or averaged is exact. */
function asNumeric(arg: LoweredArgument, type: string): MongoExpression {
  if (type === 'decimal' && arg.type.name !== 'decimal' && arg.type.name !== 'unknown')
    return { $toDecimal: arg.expression };
  if (type === 'double' && arg.type.name !== 'double' && arg.type.name !== 'unknown')
    return { $toDouble: arg.expression };
  return arg.expression;
}

/** The name of the accumulator that does this with the value. */
function doing(beside: Beside | undefined, operator: string, value: MongoExpression): string | undefined {
  const same = (other: MongoExpression) => other === value || fingerprint(other) === fingerprint(value);
  return beside?.find(({ accumulator }) => operator in accumulator && same(accumulator[operator]))?.name;
}

/**
 * SUM of nothing, or of NULLs only, is NULL, and 0 to MongoDB: where that may happen, something beside it tells. Another aggregate of the same
 * values does; else their number, or, before a $lookup, whether there is one: a conversion would keep the server from doing both in one go.
 */
function sum(
  { aggregate, name, frame, beside }: AggregateInput,
  arg: LoweredArgument,
  filter: MongoExpression | undefined,
): Accumulated | undefined {
  if (arg.type.name === 'interval') return undefined;
  const value = filtered(filter, asNumeric(arg, aggregate.type.name));
  const total = { name: name(), accumulator: { $sum: value }, empty: null };
  const test = counts(filter, [arg]);
  if ((test === true && !frame?.mayBeEmpty) || !aggregate.nullable) return { accumulators: [total] };
  const told = (test: MongoExpression) => cond(test, `$${name()}`, null);
  const number = { $sum: one(test) };
  if (frame?.mayBeEmpty) {
    const count = { name: name('n'), accumulator: number, empty: 0 };
    return { accumulators: [total, count], result: told({ $gt: [`$${name('n')}`, 0] }) };
  }
  const known = ['$max', '$min', '$avg']
    .map((operator) => doing(beside, operator, value))
    .find((each) => each !== undefined);
  if (known !== undefined) return { accumulators: [total], result: told(isNotNull(`$${known}`)) };
  // A number above 0 is as true as true is.
  const numbered = doing(beside, '$sum', number.$sum);
  if (numbered !== undefined) return { accumulators: [total], result: told(`$${numbered}`) };
  const any = { name: name('n'), accumulator: number, beforeLookup: { $max: test }, empty: 0 };
  return { accumulators: [total, any], result: told(`$${name('n')}`) };
}
