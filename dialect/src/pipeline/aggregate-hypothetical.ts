import type { BoundExpression, BoundSortKey } from '../analysis/bound.ts';
import { logical } from '../analysis/compare-rows.ts';
import { condition, meet } from '../analysis/shape.ts';
import { mapOperands } from '../analysis/walk.ts';
import { cond } from '../functions/expression.ts';
import type { MongoExpression } from '../functions/function-row.ts';
import { ofRow } from './accumulator.ts';
import type { Accumulated, AggregateInput } from './accumulator.ts';
import { lower, whenTrue } from './lower.ts';

/** RANK and its kin over WITHIN GROUP: the place that a row with the given values would have among those of the group. */
export function hypothetical(input: AggregateInput): Accumulated | undefined {
  const { aggregate, c, layout, filter, name } = input;
  const { row, withinGroup: keys } = aggregate;
  if (row.category !== 'window' || keys.length === 0) return undefined;
  const pairs = keys.map((key, index) => pairOf(key, fromKeys(input, aggregate.args[index]) ?? key.value));
  const known = input.keys?.before ?? layout;
  const before = whenTrue(c, lexical(pairs), known);
  const counted = (test: MongoExpression): MongoExpression =>
    filter === undefined ? test : { $and: [filter, test] };
  const count = (part: string, test: MongoExpression) => ({
    name: name(part),
    accumulator: { $sum: cond(counted(test), 1, 0) },
    empty: 0,
  });
  const field = (part = '') => `$${name(part)}`;
  switch (row.name) {
    case 'RANK':
      return { accumulators: [count('', before)], result: { $toLong: { $add: [field(), 1] } } };
    case 'DENSE_RANK': {
      const values = keys.map((key) => ({ $ifNull: [lower(c, key.value, layout).expression, null] }));
      const accumulator = { $addToSet: cond(counted(before), values, '$$REMOVE') };
      return {
        accumulators: [{ name: name(), accumulator, empty: [] }],
        result: { $toLong: { $add: [{ $size: field() }, 1] } },
      };
    }
    case 'PERCENT_RANK': {
      const all = { $max: [field('n'), 1] };
      return {
        accumulators: [count('', before), count('n', true)],
        result: { $divide: [{ $toDouble: field() }, all] },
      };
    }
    case 'CUME_DIST': {
      const upTo = { $or: [before, whenTrue(c, together(pairs), known)] };
      const share = [{ $toDouble: { $add: [field(), 1] } }, { $add: [field('n'), 1] }];
      return { accumulators: [count('', upTo), count('n', true)], result: { $divide: share } };
    }
    default:
      return undefined;
  }
}

/** The given value, where it speaks of the group's keys, as it stands in a row. */
function fromKeys(input: AggregateInput, given: BoundExpression | undefined): BoundExpression | undefined {
  const { keys } = input;
  if (!given || !keys) return given;
  const change = (value: BoundExpression): BoundExpression =>
    value.kind === 'column' && keys.before.has(ofRow(value.id))
      ? { ...value, id: ofRow(value.id) }
      : mapOperands(value, change);
  return change(given);
}

interface Pair {
  /** Whether the row's key comes before the given value. */
  readonly before: BoundExpression;
  readonly equal: BoundExpression;
}

function pairOf(key: BoundSortKey, given: BoundExpression): Pair {
  const { span } = given;
  const [left, right] = meet(key.value, given);
  const boolean = { type: { name: 'boolean' }, nullable: false, span } as const;
  const isNull = (operand: BoundExpression): BoundExpression => ({
    kind: 'test',
    test: 'NULL',
    operand,
    ...boolean,
  });
  const not = (operand: BoundExpression): BoundExpression => ({ kind: 'not', operand, ...boolean });
  const less: BoundExpression = {
    kind: 'comparison',
    operator: key.descending ? '>' : '<',
    left,
    right,
    span,
    ...condition([left, right]),
  };
  const byNull = key.nullsFirst ? [isNull(left), not(isNull(right))] : [not(isNull(left)), isNull(right)];
  return {
    before: logical('OR', [less, logical('AND', byNull, span)], span),
    equal: not({ kind: 'distinctFrom', left, right, ...boolean }),
  };
}

/** The first pair that differs decides. */
function lexical([first, ...rest]: readonly Pair[]): BoundExpression {
  if (!first) throw new TypeError('A sort order has at least one key.');
  if (rest.length === 0) return first.before;
  const { span } = first.before;
  return logical('OR', [first.before, logical('AND', [first.equal, lexical(rest)], span)], span);
}

const together = (pairs: readonly Pair[]): BoundExpression =>
  logical(
    'AND',
    pairs.map((pair) => pair.equal),
    pairs[0]?.equal.span ?? { start: 0, end: 0 },
  );
