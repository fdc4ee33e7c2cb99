import type { BoundSortKey } from '../analysis/bound.ts';
import type { SqlType } from '../catalog/types.ts';
import { lowerToText } from '../functions/casts/lower-to-text.ts';
import { bind, cond, fromText, isNotNull, isNull, literal, nanAsText } from '../functions/expression.ts';
import type { MongoExpression } from '../functions/function-row.ts';
import { lowerOperator } from '../functions/index.ts';
import type { LoweredArgument } from '../functions/lowering.ts';
import { unknownType } from '../functions/values.ts';
import type { Accumulated, AggregateInput } from './accumulator.ts';
import type { Document } from './command.ts';
import { spreadOfArray } from './aggregate-spread.ts';
import type { Compiler } from './compiler.ts';
import type { Layout } from './layout.ts';
import { lower } from './lower.ts';
import { sortPlan } from './sort.ts';

/** Aggregates that need all values of the group at once: they are gathered, put in order, and made one value. */
export function overArray(input: AggregateInput): Accumulated | undefined {
  const { aggregate, name } = input;
  if (aggregate.withinGroup.length > 0) return ordered(input);
  const arg = valueOf(input);
  if (!arg) return undefined;
  const keepsNull = keepingNull.includes(aggregate.row.name);
  const gathered = gather(input, arg, keepsNull);
  const values = gathered.values;
  const result = finish(input, arg, values);
  if (result === undefined) return undefined;
  return { accumulators: [{ name: name(), accumulator: gathered.accumulator, empty: [] }], result };
}

const keepingNull: readonly string[] = ['ARRAY_AGG', 'JSON_AGG', 'JSONB_AGG'];

/** Whether each row brings its own separator. */
const separates = (
  { row }: AggregateInput['aggregate'],
  [, separator]: readonly LoweredArgument[],
): boolean =>
  (row.name === 'STRING_AGG' || row.name === 'GROUP_CONCAT') &&
  separator !== undefined &&
  separator.constant === undefined;

/** What is gathered of a row: the value, the name and the value of a field, or a text and what goes before it. */
function valueOf({ aggregate, args, c }: AggregateInput): LoweredArgument | undefined {
  const [arg, value] = args;
  if (arg && value && separates(aggregate, args)) {
    const field = { t: arg.expression, s: { $ifNull: [lowerToText(value, c.lowering), ''] } };
    return { ...arg, expression: arg.nullable ? cond(isNull(arg.expression), null, field) : field };
  }
  if (aggregate.row.name !== 'JSON_OBJECT_AGG' || !arg || !value) return arg;
  const field = { k: lowerToText(arg, c.lowering), v: { $ifNull: [value.expression, null] } };
  return { expression: field, type: aggregate.type, nullable: false };
}

/** The accumulator that gathers, and the expression over its field that gives the values in order. */
function gather(
  input: AggregateInput,
  arg: LoweredArgument,
  keepsNull: boolean,
): { accumulator: Document; values: MongoExpression } {
  const { aggregate, filter, name } = input;
  const field = `$${name()}`;
  const tests = [
    ...(filter === undefined ? [] : [filter]),
    ...(!keepsNull && arg.nullable ? [isNotNull(arg.expression)] : []),
  ];
  const test = tests.length > 1 ? { $and: tests } : tests[0];
  const present = (value: MongoExpression): MongoExpression =>
    test === undefined ? value : cond(test, value, '$$REMOVE');
  const value = arg.nullable ? { $ifNull: [arg.expression, null] } : arg.expression;
  if (aggregate.distinct) {
    const descending = aggregate.orderBy[0]?.descending === true;
    const nullsFirst = aggregate.orderBy[0] ? aggregate.orderBy[0].nullsFirst : false;
    const sorted = (values: MongoExpression): MongoExpression => ({
      $sortArray: { input: values, sortBy: descending ? -1 : 1 },
    });
    const known = { $filter: { input: field, as: 'each', cond: isNotNull('$$each') } };
    const nulls = { $filter: { input: field, as: 'each', cond: isNull('$$each') } };
    const values = keepsNull
      ? { $concatArrays: nullsFirst ? [nulls, sorted(known)] : [sorted(known), nulls] }
      : sorted(field);
    return { accumulator: { $addToSet: present(value) }, values };
  }
  if (aggregate.orderBy.length === 0 && test !== undefined && input.frame) {
    // A row that leaves the frame takes the first value with it, whether or not it brought one: so each brings one.
    const known = { $filter: { input: field, as: 'each', cond: isNotNull('$$each') } };
    return {
      accumulator: { $push: cond(test, { v: value }, null) },
      values: { $map: { input: known, as: 'each', in: '$$each.v' } },
    };
  }
  if (aggregate.orderBy.length === 0) return { accumulator: { $push: present(value) }, values: field };
  const keys = keyed(input, aggregate.orderBy);
  const sorted = { $sortArray: { input: field, sortBy: keys.sortBy } };
  return {
    accumulator: { $push: present({ v: value, ...keys.fields }) },
    values: { $map: { input: sorted, as: 'each', in: '$$each.v' } },
  };
}

/** Sort keys as fields beside the value, and the order by them. */
function keyed(
  { c, layout }: AggregateInput,
  keys: readonly BoundSortKey[],
): { fields: Document; sortBy: Document } {
  const fields: Document = {};
  const sortBy: Document = {};
  keys.forEach((key, index) => {
    // As sort keys that are computed, whatever they are: the fields stand beside the value, not at the document's root.
    const plan = sortPlan(c, [key], layout, `o${index}`);
    for (const [path, direction] of Object.entries(plan.sort)) {
      const short = `k${Object.keys(sortBy).length}`;
      fields[short] = path in plan.set ? plan.set[path] : { $ifNull: [`$${path}`, null] };
      sortBy[short] = direction;
    }
  });
  return { fields, sortBy: Object.keys(sortBy).length > 0 ? sortBy : { v: 1 } };
}

/** An aggregate of values that stand in an array already: a frame from which some rows were taken away. */
export function arrayResult(
  c: Compiler,
  aggregate: AggregateInput['aggregate'],
  args: readonly LoweredArgument[],
  layout: Layout,
  values: MongoExpression,
): MongoExpression | undefined {
  const [arg] = args;
  if (!arg) return aggregate.row.name === 'COUNT' ? { $size: values } : undefined;
  if (separates(aggregate, args)) return undefined;
  const input: AggregateInput = {
    c,
    aggregate,
    args,
    layout,
    name: (part = '') => part,
    frame: { mayBeEmpty: true },
  };
  const known = keepingNull.includes(aggregate.row.name)
    ? values
    : { $filter: { input: values, as: 'each', cond: isNotNull('$$each') } };
  return finish(input, arg, known);
}

const orNull = (values: MongoExpression, value: MongoExpression): MongoExpression =>
  cond({ $eq: [values, []] }, null, value);

function finish(
  input: AggregateInput,
  arg: LoweredArgument,
  values: MongoExpression,
): MongoExpression | undefined {
  const { aggregate, args, c } = input;
  const { row, type } = aggregate;
  const each: LoweredArgument = { expression: '$$this', type: arg.type, nullable: false };
  const sofar: LoweredArgument = { expression: '$$value', type, nullable: false };
  switch (row.name) {
    case 'ARRAY_AGG':
    case 'JSON_AGG':
    case 'JSONB_AGG':
      return { $let: { vars: { all: values }, in: orNull('$$all', '$$all') } };
    case 'COUNT':
      return { $size: values };
    case 'SUM':
    case 'AVG': {
      if (arg.type.name === 'interval') return intervals(input, values);
      const numbers =
        type.name === 'decimal' && arg.type.name !== 'decimal'
          ? { $map: { input: values, as: 'each', in: { $toDecimal: '$$each' } } }
          : values;
      return {
        $let: {
          vars: { all: numbers },
          in: orNull('$$all', { [row.name === 'SUM' ? '$sum' : '$avg']: '$$all' }),
        },
      };
    }
    case 'MIN':
    case 'MAX': {
      const operator = row.name === 'MIN' ? '$min' : '$max';
      if (arg.type.name !== 'double') return { [operator]: values };
      const ordered = { $map: { input: values, as: 'each', in: nanAsText('$$each') } };
      return fromText({ [operator]: ordered }, c.lowering);
    }
    case 'BOOL_AND':
      return { $min: values };
    case 'BOOL_OR':
      return { $max: values };
    case 'ANY_VALUE':
      return { $arrayElemAt: [values, 0] };
    case 'STRING_AGG':
    case 'GROUP_CONCAT': {
      const separator = args[1];
      if (separates(aggregate, args)) {
        const next = { $concat: ['$$value', '$$this.s', '$$this.t'] };
        return {
          $reduce: { input: values, initialValue: null, in: cond(isNull('$$value'), '$$this.t', next) },
        };
      }
      const between = separator ? String(separator.constant ?? '') : ',';
      const text = { $concat: ['$$value', literal(between), '$$this'] };
      return { $reduce: { input: values, initialValue: null, in: cond(isNull('$$value'), '$$this', text) } };
    }
    case 'JSON_OBJECT_AGG':
      return { $let: { vars: { all: values }, in: orNull('$$all', { $arrayToObject: '$$all' }) } };
    case 'BIT_AND':
    case 'BIT_OR':
    case 'BIT_XOR': {
      const operator = row.name === 'BIT_AND' ? '&' : row.name === 'BIT_OR' ? '|' : '#';
      const next = lowerOperator(operator, [sofar, each], type, c.lowering);
      return { $reduce: { input: values, initialValue: null, in: cond(isNull('$$value'), '$$this', next) } };
    }
    default:
      return spreadOfArray(row.name, values, type.name);
  }
}

/** Intervals are summed part by part. */
function intervals({ aggregate, c }: AggregateInput, values: MongoExpression): MongoExpression {
  const interval = { name: 'interval' } as const;
  const side = (expression: MongoExpression): LoweredArgument => ({
    expression,
    type: interval,
    nullable: false,
  });
  const total = {
    $reduce: {
      input: values,
      initialValue: null,
      in: cond(
        isNull('$$value'),
        '$$this',
        lowerOperator('+', [side('$$value'), side('$$this')], interval, c.lowering),
      ),
    },
  };
  if (aggregate.row.name === 'SUM') return total;
  const count: LoweredArgument = {
    expression: { $toDouble: { $size: '$$all' } },
    type: { name: 'double' },
    nullable: false,
  };
  const mean = lowerOperator('/', [side('$$total'), count], interval, c.lowering);
  return { $let: { vars: { all: values }, in: orNull('$$all', { $let: { vars: { total }, in: mean } }) } };
}

/** MODE, PERCENTILE_CONT and PERCENTILE_DISC: over the values in the order that WITHIN GROUP gives. */
function ordered(input: AggregateInput): Accumulated | undefined {
  const { aggregate, args, name, filter, c, layout } = input;
  const [key] = aggregate.withinGroup;
  if (!key || aggregate.withinGroup.length > 1) return undefined;
  const value = lower(c, key.value, layout);
  const tests = [...(filter === undefined ? [] : [filter]), isNotNull(value.expression)];
  const accumulator = {
    $push: cond(tests.length > 1 ? { $and: tests } : tests[0], value.expression, '$$REMOVE'),
  };
  const way = { $sortArray: { input: `$${name()}`, sortBy: key.descending ? -1 : 1 } };
  const sorted = value.type.name === 'double' ? nanLast(c, way, key.descending) : way;
  const made = (result: MongoExpression): Accumulated => ({
    accumulators: [{ name: name(), accumulator, empty: [] }],
    result: { $let: { vars: { all: sorted }, in: orNull('$$all', result) } },
  });
  const { row } = aggregate;
  if (row.name === 'MODE') return made(mode());
  if (row.name !== 'PERCENTILE_DISC' && row.name !== 'PERCENTILE_CONT') return undefined;
  const [share] = args;
  if (!share) return undefined;
  const pick = row.name === 'PERCENTILE_DISC' ? discrete : continuous(c, value.type);
  const one = (each: MongoExpression): MongoExpression => {
    const as = c.lowering.fresh('share');
    const size = { $size: '$$all' };
    return { $let: { vars: { [as]: each }, in: cond(isNull(`$$${as}`), null, pick(`$$${as}`, size)) } };
  };
  // As many values as shares, in arrays as these stand in.
  const through = (each: MongoExpression, type: SqlType): MongoExpression => {
    if (type.name !== 'array') return one(each);
    const as = c.lowering.fresh('shares');
    const inner = { $map: { input: each, as, in: through(`$$${as}`, type.element ?? unknownType) } };
    return cond(isNull(each), null, inner);
  };
  return made(through(share.expression, share.type));
}

/** Doubles in order, with NaN at the opposite end from MongoDB's. */
function nanLast(c: Compiler, sorted: MongoExpression, descending: boolean): MongoExpression {
  return bind(c.lowering, [sorted], (all) => {
    const those = (operator: '$eq' | '$ne') => ({
      $filter: { input: all, as: 'each', cond: { [operator]: ['$$each', Number.NaN] } },
    });
    const end = { [descending ? '$last' : '$first']: all };
    const turned = {
      $concatArrays: descending ? [those('$eq'), those('$ne')] : [those('$ne'), those('$eq')],
    };
    return cond({ $eq: [end, Number.NaN] }, turned, all);
  });
}

type Pick = (share: MongoExpression, size: MongoExpression) => MongoExpression;

/** The first value whose place in the order reaches the share. */
const discrete: Pick = (share, size) => ({
  $arrayElemAt: [
    '$$all',
    { $toInt: { $max: [0, { $subtract: [{ $ceil: { $multiply: [share, size] } }, 1] }] } },
  ],
});

/** Between the two values around the share's place, in proportion: numbers as doubles, intervals part by part. */
const continuous =
  (c: Compiler, type: SqlType): Pick =>
  (share, size) => {
    const place = { $multiply: [share, { $subtract: [size, 1] }] };
    const at = (index: MongoExpression): MongoExpression => {
      const element = { $arrayElemAt: ['$$all', { $toInt: index }] };
      return type.name === 'interval' ? element : { $toDouble: element };
    };
    const side = (expression: MongoExpression, of: SqlType): LoweredArgument => ({
      expression,
      type: of,
      nullable: false,
    });
    const within = (): MongoExpression => {
      if (type.name !== 'interval')
        return { $add: ['$$low', { $multiply: ['$$part', { $subtract: ['$$high', '$$low'] }] }] };
      const between = lowerOperator('-', [side('$$high', type), side('$$low', type)], type, c.lowering);
      const part = lowerOperator(
        '*',
        [side(between, type), side('$$part', { name: 'double' })],
        type,
        c.lowering,
      );
      return lowerOperator('+', [side('$$low', type), side(part, type)], type, c.lowering);
    };
    const part = { $toDouble: { $subtract: [place, { $floor: place }] } };
    return {
      $let: { vars: { low: at({ $floor: place }), high: at({ $ceil: place }), part }, in: within() },
    };
  };

/** The most frequent value, the first of them in the order. */
const mode = (): MongoExpression => ({
  $let: {
    vars: {
      best: {
        $reduce: {
          input: '$$all',
          initialValue: { value: null, count: 0, last: null, run: 0 },
          in: {
            $let: {
              vars: { run: cond({ $eq: ['$$this', '$$value.last'] }, { $add: ['$$value.run', 1] }, 1) },
              in: {
                last: '$$this',
                run: '$$run',
                count: { $max: ['$$run', '$$value.count'] },
                value: cond({ $gt: ['$$run', '$$value.count'] }, '$$this', '$$value.value'),
              },
            },
          },
        },
      },
    },
    in: '$$best.value',
  },
});
