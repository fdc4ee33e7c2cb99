import type { BoundFrame, BoundWindow } from '../analysis/bound.ts';
import type { SetFunction } from '../functions/lowering.ts';
import type { MongoExpression } from '../functions/function-row.ts';
import { cond, isNotNull, isNull } from '../functions/expression.ts';
import type { LoweredArgument } from '../functions/lowering.ts';
import { raise } from '../functions/raise.ts';
import { accumulate } from './aggregate.ts';
import { arrayResult } from './aggregate-array.ts';
import type { Document } from './command.ts';
import type { Compiler } from './compiler.ts';
import type { Layout } from './layout.ts';
import { lower, whenTrue } from './lower.ts';
import { besidesExcluded } from './window-excluded.ts';
import { frameOf } from './window-frame.ts';
import type { Frame } from './window-frame.ts';
import { drifts, fromTheEnd, isMoving } from './window-moving.ts';
import type { WindowField, WindowOutputs, WindowRows } from './window-outputs.ts';
import { valueAtPlace } from './window-place.ts';

const whole = { documents: ['unbounded', 'unbounded'] };

/** One window function over rows that are numbered. */
export function windowFunction(
  c: Compiler,
  window: BoundWindow,
  layout: Layout,
  rows: WindowRows,
): WindowOutputs {
  const field = (part = '') => c.name(`${window.id}${part}`);
  const args = window.args.map((arg) => lower(c, arg, layout));
  c.place = window.span;
  const total: WindowField = { output: { [field('t')]: { $sum: 1, window: whole } } };
  switch (window.row.name) {
    case 'ROW_NUMBER':
      return { needs: ['number'], fields: [], result: rows.number };
    case 'RANK':
      return { needs: ['peer'], fields: [], result: rows.rank };
    case 'DENSE_RANK':
      return { needs: ['peer'], fields: [], result: rows.peer };
    case 'PERCENT_RANK': {
      const last = { $subtract: [`$${field('t')}`, 1] };
      const share = { $divide: [{ $subtract: [rows.rank, 1] }, last] };
      return { needs: ['peer'], fields: [total], result: { $toDouble: cond({ $gt: [last, 0] }, share, 0) } };
    }
    case 'CUME_DIST': {
      const upTo = { [field('u')]: { $sum: 1, window: { range: ['unbounded', 0] } } };
      const share = { $toDouble: { $divide: [`$${field('u')}`, `$${field('t')}`] } };
      return {
        needs: ['peer'],
        fields: [total, { output: upTo, sortBy: { [bare(rows.peer)]: 1 } }],
        result: share,
      };
    }
    case 'NTILE':
      return { needs: ['number'], fields: [total], result: ntile(rows.number, `$${field('t')}`, args[0]) };
    case 'LAG':
    case 'LEAD':
      return shifted(window, args, rows, field());
    default:
      return framed(c, window, args, layout, rows, field);
  }
}

const bare = (path: string): string => path.slice(1);

function ntile(number: string, total: string, buckets: LoweredArgument | undefined): MongoExpression {
  if (!buckets || buckets.constant === null) return null;
  const whole = (a: MongoExpression, b: MongoExpression) => ({ $toInt: { $floor: { $divide: [a, b] } } });
  const count = counted('NTILE', buckets);
  const before = { $subtract: [number, 1] };
  const value = {
    $let: {
      vars: { size: whole(total, count), rest: { $mod: [total, count] } },
      in: {
        $let: {
          vars: { edge: { $multiply: ['$$rest', { $add: ['$$size', 1] }] } },
          in: cond(
            { $lt: [before, '$$edge'] },
            { $add: [whole(before, { $add: ['$$size', 1] }), 1] },
            { $add: ['$$rest', whole({ $subtract: [before, '$$edge'] }, { $max: ['$$size', 1] }), 1] },
          ),
        },
      },
    },
  };
  return buckets.nullable ? cond(isNull(buckets.expression), null, value) : value;
}

/** A number that must be at least 1, as is checked beforehand of one that is written out. */
function counted(name: string, { expression, constant, nullable }: LoweredArgument): MongoExpression {
  if (constant !== undefined && Number(String(constant)) >= 1) return expression;
  const small = { $lt: [expression, 1] };
  const fails = nullable ? { $and: [isNotNull(expression), small] } : small;
  return cond(fails, raise('argument', `The argument of ${name} must be at least 1`), expression);
}

/** LAG and LEAD: the value is wrapped, so that a NULL there is told from no row there. */
function shifted(
  window: BoundWindow,
  args: readonly LoweredArgument[],
  rows: WindowRows,
  field: string,
): WindowOutputs {
  const [value, offset, otherwise] = args;
  if (!value || offset?.constant === null) return { needs: [], fields: [], result: null };
  const sortBy = { [bare(rows.number)]: 1 };
  const back = window.row.name === 'LAG';
  const orElse = (row: MongoExpression, found: MongoExpression): MongoExpression =>
    otherwise ? cond(isNull(row), otherwise.expression, found) : found;
  if (offset && offset.constant === undefined) {
    const output = { [field]: { $push: { v: value.expression }, window: whole } };
    const place = { [back ? '$subtract' : '$add']: [rows.number, { $toLong: offset.expression }] };
    // A place before the first row would count from the last.
    const row = cond(
      { $gt: ['$$place', 0] },
      { $arrayElemAt: [`$${field}`, { $subtract: ['$$place', 1] }] },
      null,
    );
    const at = { $let: { vars: { row }, in: orElse('$$row', '$$row.v') } };
    const result = cond(isNull('$$place'), null, at);
    return {
      needs: ['number'],
      fields: [{ output, sortBy }],
      result: { $let: { vars: { place }, in: result } },
    };
  }
  const steps = offset?.constant === undefined ? 1 : Number(String(offset.constant));
  const output = {
    [field]: { $shift: { output: { v: value.expression }, by: back ? -steps : steps, default: null } },
  };
  return { needs: ['number'], fields: [{ output, sortBy }], result: orElse(`$${field}`, `$${field}.v`) };
}

/** Functions over a frame: FIRST_VALUE and its like, and every aggregate. */
function framed(
  c: Compiler,
  window: BoundWindow,
  args: readonly LoweredArgument[],
  layout: Layout,
  rows: WindowRows,
  field: (part?: string) => string,
): WindowOutputs {
  const placed = valueAtPlace(window, args, rows, field);
  if (placed) return placed;
  const found = frameOf(c, window, layout, rows, field('k'));
  if (!found) return { needs: [], fields: [] };
  const anew = drifts(window, args);
  const frame = (anew ? fromTheEnd(found, field('k')) : undefined) ?? found;
  if (window.frame.exclude && window.row.category === 'aggregate') {
    const whole = accumulate(c, aggregateOf(window), layout, undefined, { frame: { mayBeEmpty: true } });
    const besides = besidesExcluded(window, whole, found, rows, anew);
    if (besides) return besides;
  }
  if (window.frame.exclude || frame.gather) return gathered(c, window, args, layout, rows, field, frame);
  const [value] = args;
  const over = (output: Document) => overFrame(frame, output);
  const given = value ? { v: value.expression } : null;
  switch (window.row.name) {
    case 'FIRST_VALUE':
      return { ...over({ [field()]: { $first: given } }), result: `$${field()}.v` };
    case 'LAST_VALUE':
      return { ...over({ [field()]: { $last: given } }), result: `$${field()}.v` };
    case 'NTH_VALUE':
      return { ...over({ [field()]: { $push: given } }), result: nth(`$${field()}`, args[1]) };
    default: {
      if (window.row.category !== 'aggregate') {
        c.report('QL4001', window.span, [`The window function ${window.row.name}`]);
        return { needs: [], fields: [] };
      }
      if (anew && value && isMoving(frame)) {
        const counts = window.filter ? whenTrue(c, window.filter, layout) : true;
        const pushed = { $push: cond(counts, { $ifNull: [value.expression, null] }, null) };
        const result = arrayResult(c, aggregateOf(window), args, layout, `$${field()}`);
        return { ...over({ [field()]: pushed }), ...(result === undefined ? {} : { result }) };
      }
      const rowsOfFrame = { mayBeEmpty: !holdsItsRow(window.frame) };
      const made = accumulate(c, aggregateOf(window), layout, undefined, { frame: rowsOfFrame });
      const output = Object.fromEntries(made.accumulators.map((each) => [each.name, each.accumulator]));
      return { ...over(output), ...(made.result === undefined ? {} : { result: made.result }) };
    }
  }
}

/** Whether each row is sure to be in its own frame. */
const holdsItsRow = ({ unit, start, end, exclude }: BoundFrame): boolean =>
  !exclude &&
  !start.type.endsWith('following') &&
  !end.type.endsWith('preceding') &&
  (unit !== 'RANGE' || (!start.offset && !end.offset));

/** Outputs over a frame; rows that stand alone have theirs over all of their partition. */
const overFrame = (frame: Frame, output: Document): Omit<WindowOutputs, 'result'> => ({
  needs: frame.needs,
  ...(frame.set ? { set: frame.set } : {}),
  ...(frame.alone === undefined ? {} : { settle: settled(output, frame.alone) }),
  fields: [
    ...(frame.alone === undefined
      ? []
      : [{ output: peersOnly(output, frame.alone), partition: frame.partition }]),
    {
      output: Object.fromEntries(
        Object.entries(output).map(([key, each]) => [key, { ...(each as Document), window: frame.window }]),
      ),
      ...(frame.sortBy ? { sortBy: frame.sortBy } : {}),
      ...(frame.partition === undefined ? {} : { partition: frame.partition }),
    },
  ],
});

/** The same outputs over the whole partition, under other names; the values of rows that do not stand alone need not be gathered there. */
const peersOnly = (output: Document, alone: MongoExpression): Document =>
  Object.fromEntries(
    Object.entries(output).map(([key, each]) => {
      const { $push: pushed, ...others } = each as Document;
      const own = pushed === undefined ? others : { $push: { $cond: [alone, pushed, '$$REMOVE'] } };
      return [`${key}z`, { ...own, window: whole }];
    }),
  );

const settled = (output: Document, alone: MongoExpression): Document =>
  Object.fromEntries(Object.keys(output).map((key) => [key, cond(alone, `$${key}z`, `$${key}`)]));

const aggregateOf = (window: BoundWindow) => ({
  ...window,
  row: window.row as SetFunction,
  distinct: false,
  orderBy: [],
  withinGroup: [],
});

/** Where NTH_VALUE looks, from 0; undefined where it is NULL. */
function placeOf(position: LoweredArgument | undefined): MongoExpression | undefined {
  if (!position || position.constant === null) return undefined;
  return { $subtract: [{ $toInt: counted('NTH_VALUE', position) }, 1] };
}

function nth(values: string, position: LoweredArgument | undefined): MongoExpression {
  const place = placeOf(position);
  if (place === undefined) return null;
  const element = { $arrayElemAt: [values, place] };
  return { $let: { vars: { element }, in: '$$element.v' } };
}

/** EXCLUDE, and frames that MongoDB has no window for: rows are gathered with their numbers, and those left out are taken away. */
function gathered(
  c: Compiler,
  window: BoundWindow,
  args: readonly LoweredArgument[],
  layout: Layout,
  rows: WindowRows,
  field: (part?: string) => string,
  frame: Frame,
): WindowOutputs {
  const [value] = args;
  const own = window.filter ? whenTrue(c, window.filter, layout) : true;
  const counts = window.row.category === 'aggregate' ? own : true;
  const { gather } = frame;
  const element = {
    n: rows.number,
    p: rows.peer,
    v: value?.expression ?? 1,
    ...(gather ? { k: { $ifNull: [gather.key, null] } } : {}),
  };
  // A row that leaves the frame takes the first element with it, whether or not it brought one: so each brings one.
  const pushed = counts === true ? element : cond(counts, element, null);
  const differs = { $ne: ['$$each.p', rows.peer] };
  const other = { $ne: ['$$each.n', rows.number] };
  const tests = {
    'CURRENT ROW': other,
    GROUP: differs,
    TIES: { $or: [differs, { $eq: ['$$each.n', rows.number] }] },
  } as const;
  const kept = [
    ...(counts === true ? [] : [isNotNull('$$each')]),
    ...(gather ? [gather.within] : []),
    ...(window.frame.exclude ? [tests[window.frame.exclude]] : []),
  ];
  const left = { $filter: { input: `$${field('x')}`, as: 'each', cond: { $and: kept } } };
  const over = overFrame(frame, { [field('x')]: { $push: pushed } });
  const base = { ...over, needs: ['number', 'peer'] as const };
  const ordered = { $sortArray: { input: left, sortBy: { n: 1 } } };
  const pick = (index: MongoExpression): MongoExpression => ({
    $let: { vars: { element: { $arrayElemAt: [ordered, index] } }, in: '$$element.v' },
  });
  const place = placeOf(args[1]);
  switch (window.row.name) {
    case 'FIRST_VALUE':
      return { ...base, result: pick(0) };
    case 'LAST_VALUE':
      return { ...base, result: pick(-1) };
    case 'NTH_VALUE':
      return { ...base, result: place === undefined ? null : pick(place) };
    default: {
      const result = arrayResult(c, aggregateOf(window), args, layout, {
        $map: { input: ordered, as: 'each', in: '$$each.v' },
      });
      if (result !== undefined) return { ...base, result };
      c.report('QL4001', window.span, [`${window.row.name} with EXCLUDE`]);
      return { needs: [], fields: [] };
    }
  }
}
