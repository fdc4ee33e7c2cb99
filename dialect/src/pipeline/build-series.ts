import type { BoundSeries } from '../analysis/bound.ts';
import { flattened } from '../functions/array-depth.ts';
import { cond, isNull, unfolded } from '../functions/expression.ts';
import type { MongoExpression } from '../functions/function-row.ts';
import { findFunction, lowerCall, lowerOperator } from '../functions/index.ts';
import { isScalar } from '../functions/lowering.ts';
import type { LoweredArgument } from '../functions/lowering.ts';
import { isInterval } from '../functions/values.ts';
import type { Interval } from '../functions/values.ts';
import type { SeriesNode } from '../planner/plan-node.ts';
import type { Document } from './command.ts';
import type { Built, Compiler, Stage } from './compiler.ts';
import { at, readPath, withPlaces } from './layout.ts';
import type { Layout, Place } from './layout.ts';
import { lower } from './lower.ts';
import { memberAs, partsOf } from './row-functions.ts';

/** Functions that give rows: their values as an array of each row, taken apart by $unwind. Several run side by side. */
export function buildSeries(c: Compiler, node: SeriesNode, outer: Layout): Built {
  const input = c.build(node.input, outer);
  const name = c.name(c.nameOf(node, 'u'));
  const index = `${name}i`;
  const arrays = node.series.map((series) =>
    series.args.length > 1 && series.function === 'UNNEST'
      ? series.args.map((arg) => arrayOf(c, lower(c, arg, input.layout)))
      : [valuesOf(c, series, input.layout, node.atMost)],
  );
  const flat = arrays.flat();
  const single = flat.length === 1;
  const zipped: MongoExpression = single
    ? flat[0]
    : { $zip: { inputs: flat.map((each) => ({ $ifNull: [each, []] })), useLongestLength: true } };
  const numbered = node.series.some((series) => series.ordinality !== undefined);
  const stages: Document[] = [
    { $set: { [name]: zipped } },
    {
      $unwind: {
        path: `$${name}`,
        preserveNullAndEmptyArrays: node.outer,
        ...(numbered ? { includeArrayIndex: index } : {}),
      },
    },
  ];
  const places: [number, Place][] = [];
  const set: Document = {};
  let position = 0;
  node.series.forEach((series, which) => {
    const width = arrays[which]?.length ?? 1;
    series.columns.forEach((column, at_) => {
      const field = series.fields && (series.fields[at_] ?? column.name);
      if (series.typed && field !== undefined) {
        set[c.name(column.id)] = memberAs(c, readPath([name, field]), column.type);
        places.push([column.id, at(c.name(column.id))]);
      } else if (single) places.push([column.id, field === undefined ? at(name) : at(name, field)]);
      else {
        const value = { $arrayElemAt: [`$${name}`, position + Math.min(at_, width - 1)] };
        set[c.name(column.id)] = field === undefined ? value : { $getField: { field, input: value } };
        places.push([column.id, at(c.name(column.id))]);
      }
    });
    position += width;
    if (series.ordinality !== undefined) {
      set[c.name(series.ordinality)] = { $add: [`$${index}`, 1] };
      places.push([series.ordinality, at(c.name(series.ordinality))]);
    }
  });
  if (Object.keys(set).length > 0) stages.push({ $set: set });
  const made = stages.map((stage): Stage => ({ stage, ...(node.origin ? { origin: node.origin } : {}) }));
  return { ...input, stages: [...input.stages, ...made], layout: withPlaces(input.layout, places) };
}

/** The array itself, NULL where the value is none. */
function arrayOf(c: Compiler, lowered: LoweredArgument): MongoExpression {
  const value = lowered.expression;
  // UNNEST takes arrays of arrays apart to the last.
  const all = flattened(c.lowering, value);
  return lowered.type.name === 'array' ? all : cond({ $isArray: [value] }, all, null);
}

function valuesOf(c: Compiler, series: BoundSeries, layout: Layout, atMost?: number): MongoExpression {
  const args = series.args.map((arg) => lower(c, arg, layout));
  c.place = series.span;
  const [first] = args;
  if (!first) return [];
  switch (series.function) {
    case 'UNNEST':
      return arrayOf(c, first);
    case 'VALUE':
      return [first.expression];
    case 'GENERATE_SERIES':
      return unfolded(c.lowering, args, (operands) => generated(c, series, operands, atMost));
    default: {
      const parts = partsOf(c, series, layout);
      if (parts !== undefined) return parts;
      c.report('QL4001', series.span, [`${series.function} in FROM`]);
      return [];
    }
  }
}

/** Whether it is an integer that $range takes, as far as can be told: those of 32 bits, with room for the end that it leaves out. */
const isCount = ({ type, constant }: LoweredArgument): boolean =>
  (type.name === 'int' || type.name === 'long') &&
  (constant === undefined || Math.abs(Number(String(constant))) < 2 ** 31 - 1);

/** GENERATE_SERIES(start, stop [, step [, zone]]): the stop is included. */
function generated(
  c: Compiler,
  series: BoundSeries,
  args: readonly LoweredArgument[],
  atMost?: number,
): MongoExpression {
  const [start, stop, step, given] = args;
  if (!start || !stop) return [];
  const nullable = args.filter((arg) => arg.nullable).map((arg) => isNull(arg.expression));
  const guarded = (values: MongoExpression): MongoExpression =>
    nullable.length > 0 ? cond(nullable.length === 1 ? nullable[0] : { $or: nullable }, [], values) : values;
  if (isCount(start) && isCount(stop) && (!step || isCount(step))) {
    const by = step?.expression ?? 1;
    const reached = { $add: [start.expression, { $multiply: [by, atMost] }] };
    const down: MongoExpression = { $subtract: [stop.expression, 1] };
    const up: MongoExpression = { $add: [stop.expression, 1] };
    const ends = (operator: '$min' | '$max', end: MongoExpression): MongoExpression =>
      atMost === undefined ? end : { [operator]: [end, reached] };
    const end = step ? cond({ $lt: [by, 0] }, ends('$max', down), ends('$min', up)) : ends('$min', up);
    return guarded({ $range: [start.expression, end, by] });
  }
  const type = series.columns[0]?.type ?? start.type;
  const span = (argument: LoweredArgument): MongoExpression =>
    argument.type.name === 'interval'
      ? { $getField: { field: 'span', input: argument.expression } }
      : argument.expression;
  const stepSize: MongoExpression = step ? span(step) : 1;
  const dates = step?.type.name === 'interval';
  // A month has no fixed length: a few values too many are made, and those past the stop are left out.
  const slack = dates ? 3 : 0;
  const distance: MongoExpression = { $subtract: [stop.expression, start.expression] };
  const all: MongoExpression = { $add: [{ $floor: { $divide: [distance, stepSize] } }, 1 + slack] };
  const count: MongoExpression = atMost === undefined ? all : { $min: [all, atMost] };
  const times = c.lowering.fresh('n');
  const counter: LoweredArgument = { expression: `$$${times}`, type: { name: 'int' }, nullable: false };
  const by: LoweredArgument = step ?? { expression: 1, type: { name: 'int' }, nullable: false, constant: 1 };
  const offset: LoweredArgument = {
    expression: lowerOperator('*', [by, counter], by.type, c.lowering),
    type: by.type,
    nullable: false,
  };
  const value = lowerOperator('+', [{ ...start, nullable: false }, offset], type, c.lowering);
  const range = { $range: [0, { $toInt: { $max: [0, count] } }] };
  const zone = given && hasPart(step, 'months', 'days') ? given : undefined;
  const values =
    zone || hasPart(step, 'months')
      ? stepByStep(c, start, by, zone, type, range)
      : { $map: { input: range, as: times, in: value } };
  const item = c.lowering.fresh('value');
  const within = cond(
    { $gt: [stepSize, 0] },
    { $lte: [`$$${item}`, stop.expression] },
    { $gte: [`$$${item}`, stop.expression] },
  );
  return guarded({ $filter: { input: values, as: item, cond: within } });
}

const hasPart = (step: LoweredArgument | undefined, ...parts: readonly ('months' | 'days')[]): boolean =>
  step?.type.name === 'interval' &&
  (!isInterval(step.constant) || parts.some((part) => Number((step.constant as Interval)[part]) !== 0));

const later = findFunction('DATE_ADD');

/**
 * Each value from the one before: a month after the 31st of January comes the 29th of February, and then the 29th of March. In a zone, a day
 * may have 23 hours.
 */
function stepByStep(
  c: Compiler,
  start: LoweredArgument,
  step: LoweredArgument,
  zone: LoweredArgument | undefined,
  type: LoweredArgument['type'],
  range: MongoExpression,
): MongoExpression {
  const name = c.lowering.fresh('last');
  const last: LoweredArgument = { expression: `$$${name}`, type, nullable: false };
  const by = { ...step, nullable: false };
  const next =
    zone && later && isScalar(later)
      ? lowerCall(later, [last, by, { ...zone, nullable: false }], c.lowering)
      : lowerOperator('+', [last, by], type, c.lowering);
  const following = { $let: { vars: { [name]: { $last: '$$value' } }, in: next } };
  return {
    $reduce: {
      input: range,
      initialValue: [start.expression],
      in: { $concatArrays: ['$$value', [following]] },
    },
  };
}
