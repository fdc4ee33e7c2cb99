import { Decimal128 } from 'bson';
import type { BoundFrameBound, BoundWindow } from '../analysis/bound.ts';
import type { SqlType } from '../catalog/types.ts';
import { intervalPart } from '../functions/casts/lower-interval.ts';
import { cond, isNull } from '../functions/expression.ts';
import type { MongoExpression } from '../functions/function-row.ts';
import { lowerOperator } from '../functions/index.ts';
import type { LoweredArgument } from '../functions/lowering.ts';
import { timeMs } from '../functions/operators/datetime.ts';
import { doubleType, isInterval, timestampType } from '../functions/values.ts';
import type { Interval } from '../functions/values.ts';
import type { Document } from './command.ts';
import type { Compiler } from './compiler.ts';
import type { Layout } from './layout.ts';
import { lower } from './lower.ts';
import type { WindowRows } from './window-outputs.ts';

/** A frame as MongoDB has it: over what order, from where to where. */
export interface Frame {
  readonly needs: readonly ('number' | 'peer')[];
  readonly window: Document;
  readonly sortBy?: Document;
  readonly set?: Document;
  readonly partition?: MongoExpression;
  /** True for rows whose frame is all of their partition instead: those without a sort key, which are each other's peers. */
  readonly alone?: MongoExpression;
  /**
   * Set for a frame that MongoDB has no window for: the partition's rows are gathered, each with this sort key, and those are kept for
   * which the test, over a row `$$each` with its key `k` and its group of peers `p`, holds.
   */
  readonly gather?: { readonly key: MongoExpression; readonly within: MongoExpression };
}

const whole = { documents: ['unbounded', 'unbounded'] };

/** The frame of a window function; undefined where it was refused. `key` names the field for a RANGE over values. */
export function frameOf(
  c: Compiler,
  window: BoundWindow,
  layout: Layout,
  rows: WindowRows,
  key: string,
): Frame | undefined {
  const { frame } = window;
  const { start, end, unit } = frame;
  const unbounded = start.type === 'unbounded preceding' && end.type === 'unbounded following';
  // Over the whole partition the order still decides what comes first, but not what is in it.
  const positional =
    window.row.category === 'window' || ['ARRAY_AGG', 'STRING_AGG', 'GROUP_CONCAT'].includes(window.row.name);
  if (unbounded && !positional) return { needs: [], window: whole };
  if (unbounded) return { needs: ['number'], window: whole, sortBy: { [rows.number.slice(1)]: 1 } };
  if ([start, end].some((bound) => bound.offset && lower(c, bound.offset, layout).constant === undefined))
    return gatheredFrame(c, window, layout, rows);
  if (unit === 'ROWS') {
    const ends = bounds(c, start, end, 'current');
    return ends && { needs: ['number'], window: { documents: ends }, sortBy: { [rows.number.slice(1)]: 1 } };
  }
  if (unit === 'GROUPS' || (!start.offset && !end.offset)) {
    const ends = bounds(c, start, end, 0);
    return (
      ends && { needs: ['number', 'peer'], window: { range: ends }, sortBy: { [rows.peer.slice(1)]: 1 } }
    );
  }
  return valueRange(c, window, layout, rows, key);
}

/** An offset that no row is at: for frames whose end lies before their start. */
const nowhere = 1e300;

type End = 'unbounded' | 'current' | number;

function bounds(
  c: Compiler,
  start: BoundFrameBound,
  end: BoundFrameBound,
  current: 'current' | 0,
): [End, End] | undefined {
  const one = (bound: BoundFrameBound): End | undefined => {
    switch (bound.type) {
      case 'unbounded preceding':
      case 'unbounded following':
        return 'unbounded';
      case 'current':
        return current;
      default: {
        const offset = bound.offset && lower(c, bound.offset, new Map());
        if (offset?.constant === undefined || offset.constant === null) {
          c.report('QL4005', bound.offset?.span ?? c.place, ['The offset of a frame']);
          return undefined;
        }
        const number = Number(String(offset.constant));
        return bound.type === 'preceding' ? -number : number;
      }
    }
  };
  const [from, to] = [one(start), one(end)];
  if (from === undefined || to === undefined) return undefined;
  const order = (end: End): number => (typeof end === 'number' ? end : 0);
  if (from !== 'unbounded' && to !== 'unbounded' && order(from) > order(to)) {
    const far = current === 0 ? nowhere : 2 ** 31 - 1;
    return [far, far];
  }
  return [from, to];
}

/**
 * RANGE with offsets, over the values of the one sort key as numbers, negated for descending order. Rows whose key is NULL are a partition of their own, in which all are peers.
 */
function valueRange(
  c: Compiler,
  window: BoundWindow,
  layout: Layout,
  rows: WindowRows,
  name: string,
): Frame | undefined {
  const [key] = window.orderBy;
  const { start, end } = window.frame;
  if (!key || window.orderBy.length > 1) {
    c.report('QL4002', window.span, ['RANGE with an offset needs exactly one ORDER BY key.']);
    return undefined;
  }
  const given = lower(c, key.value, layout);
  // Of a key without a known type an interval reaches along the instants: other values stand with NULL.
  const instants = given.type.name === 'unknown' && [start, end].some((bound) => isByInterval(c, bound));
  const lowered = instants ? { ...given, type: timestampType, nullable: true } : given;
  const instant = ['date', 'timestamp', 'timestamptz'].includes(lowered.type.name);
  const open = start.type.startsWith('unbounded') || end.type.startsWith('unbounded');
  const months = instant && !key.descending && inMonths(c, start) && inMonths(c, end);
  const one = (bound: BoundFrameBound): 'unbounded' | number | undefined => {
    if (bound.type.startsWith('unbounded')) return 'unbounded';
    if (bound.type === 'current' || !bound.offset) return 0;
    const { constant } = lower(c, bound.offset, layout);
    const size = isInterval(constant) ? sizeOf(constant, lowered.type, months) : Number(String(constant));
    if (size === undefined || !Number.isFinite(size)) return undefined;
    return bound.type === 'preceding' ? -size : size;
  };
  const [from, to] = [one(start), one(end)];
  if (from === undefined || to === undefined || (open && lowered.nullable))
    return gatheredFrame(c, window, layout, rows);
  const empty = typeof from === 'number' && typeof to === 'number' && from > to;
  const place = (end: 'unbounded' | number) =>
    end !== 'unbounded' && lowered.type.name === 'double' ? Decimal128.fromString(String(end)) : end;
  const number = months ? lowered.expression : measure(c, lowered);
  const directed = key.descending ? { $multiply: [number, -1] } : number;
  const absent = instants ? { $ne: [{ $type: lowered.expression }, 'date'] } : isNull(lowered.expression);
  return {
    needs: [],
    window: {
      range: empty ? [nowhere, nowhere] : [place(from), place(to)],
      ...(months ? { unit: 'month' } : {}),
    },
    sortBy: { [name]: 1 },
    set: { [name]: lowered.nullable ? cond(absent, months ? new Date(0) : 0, directed) : directed },
    ...(lowered.nullable ? { partition: absent, alone: absent } : {}),
  };
}

/** A sort key as a number that offsets add to: instants and times of day in milliseconds, intervals by their length. */
function measure(c: Compiler, { type, expression }: LoweredArgument): MongoExpression {
  switch (type.name) {
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      return { $toLong: expression };
    case 'time':
      return timeMs(expression, c.lowering);
    case 'interval':
      return intervalPart(expression, 'span');
    case 'double':
      // MongoDB adds doubles to the ends of ranges as decimals: 0 + 1.1 would be less than 1.1.
      return { $toDecimal: expression };
    default:
      return expression;
  }
}

/** Whether an end is none, or a whole number of months, which MongoDB counts over dates in ascending order. */
function inMonths(c: Compiler, bound: BoundFrameBound): boolean {
  if (!bound.offset) return true;
  const { constant } = lower(c, bound.offset, new Map());
  return isInterval(constant) && constant.months !== 0 && constant.days === 0 && constant.ms === 0;
}

const isByInterval = (c: Compiler, { offset }: BoundFrameBound): boolean =>
  offset !== undefined && isInterval(lower(c, offset, new Map()).constant);

/** How far an interval reaches along keys of the type; undefined where that depends on where it begins. */
function sizeOf(interval: Interval, { name }: SqlType, months: boolean): number | undefined {
  if (months) return interval.months;
  if (name === 'time') return interval.ms;
  return interval.months === 0 || name === 'interval' ? interval.span : undefined;
}

/**
 * A frame by looking at each row: where offsets are computed, RANGE over months that count backwards or beside days, or NULL keys in an
 * open frame.
 */
function gatheredFrame(
  c: Compiler,
  window: BoundWindow,
  layout: Layout,
  rows: WindowRows,
): Frame | undefined {
  const { start, end, unit } = window.frame;
  const [key] = window.orderBy;
  const test =
    unit === 'RANGE' && key
      ? byValue(c, lower(c, key.value, layout), key.descending, layout, rows)
      : byPlace(c, unit === 'ROWS' ? ['$$each.n', rows.number] : ['$$each.p', rows.peer], layout);
  return {
    needs: ['number', 'peer'],
    window: whole,
    gather: {
      key: unit === 'RANGE' && key ? lower(c, key.value, layout).expression : null,
      within: { $and: [test(start, true), test(end, false)] },
    },
  };
}

/** Whether a row, `$$each`, is behind the start or before the end of the current row's frame. */
type Within = (bound: BoundFrameBound, isStart: boolean) => MongoExpression;

/** By the rows' numbers, or those of their peers. */
function byPlace(c: Compiler, [each, own]: readonly [string, string], layout: Layout): Within {
  return (bound, isStart) => {
    if (bound.type.startsWith('unbounded')) return true;
    const offset = bound.offset && { $toLong: lower(c, bound.offset, layout).expression };
    const forward = bound.type === 'following';
    const limit = offset ? { [forward ? '$add' : '$subtract']: [own, offset] } : own;
    return { [isStart ? '$gte' : '$lte']: [each, limit] };
  };
}

/** By the values of the sort key. */
function byValue(
  c: Compiler,
  given: LoweredArgument,
  descending: boolean,
  layout: Layout,
  rows: WindowRows,
): Within {
  // Times and intervals are compared as numbers; instants are not, since months differ in length.
  const measured = ['time', 'interval'].includes(given.type.name);
  const own: LoweredArgument = {
    expression: measured ? measure(c, given) : given.expression,
    type: measured ? doubleType : given.type,
    nullable: false,
  };
  const each: LoweredArgument = { ...given, expression: '$$each.k' };
  const value = measured ? measure(c, each) : each.expression;
  return (bound, isStart) => {
    if (bound.type.startsWith('unbounded')) return true;
    const inOrder = { [isStart ? '$gte' : '$lte']: ['$$each.p', rows.peer] };
    if (!bound.offset) return inOrder;
    const written = lower(c, bound.offset, layout);
    const part = given.type.name === 'time' ? 'ms' : 'span';
    const offset: LoweredArgument = measured
      ? { expression: intervalPart(written.expression, part), type: doubleType, nullable: false }
      : written;
    const forward = (bound.type === 'following') !== descending;
    const type: SqlType = offset.type.name === 'interval' ? timestampType : doubleType;
    const limit = lowerOperator(forward ? '+' : '-', [own, offset], type, c.lowering);
    const compared = { [isStart === descending ? '$lte' : '$gte']: [value, limit] };
    const exact = !['double', 'decimal'].includes(given.type.name);
    const apart = [given.expression, '$$each.k'].flatMap((side) => [
      isNull(side),
      ...(exact ? [] : [{ $eq: [side, NaN] }]),
    ]);
    // NULL keys are peers of each other, and before or behind all others; NaN likewise. An infinite key less an infinite offset is NaN: no limit.
    const near = exact ? compared : { $or: [{ $eq: [limit, NaN] }, compared] };
    return cond({ $or: apart }, inOrder, near);
  };
}
