import type { BoundExpression, ComparisonOperator } from '../../analysis/bound.ts';
import { logical } from '../../analysis/compare-rows.ts';
import { columnsOf } from '../../analysis/walk.ts';
import * as shape from '../../analysis/shape.ts';
import type { PlanNode } from '../plan-node.ts';
import { rewrite } from '../plan-walk.ts';
import type { Rule } from '../rule.ts';
import { conjuncts, isVolatile } from '../conditions.ts';

/**
 * What is asked of the day, the month or the year of a declared instant is asked of the instant as a range first, which an index
 * can serve: `at::date = d` is `at >= d AND at < d + 1`. Of a field that nobody declared DATE_TRUNC is: a text may become a date otherwise.
 */
export const dateRanges: Rule = {
  name: 'date-ranges',
  needs: ['filter'],
  apply: (root) => rewrite(root, ranged),
};

function ranged(node: PlanNode): PlanNode {
  if (node.kind !== 'filter') return node;
  const all = conjuncts(node.predicate);
  const ranges = all.map(rangeOf);
  if (ranges.every((each) => each === undefined)) return node;
  const conditions = all.flatMap((each, index) => ranges[index] ?? [each]);
  return { ...node, predicate: logical('AND', conditions, node.predicate.span) };
}

const mirrored: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  ...{ '=': '=', '<>': '<>', '<': '>', '<=': '>=', '>': '<', '>=': '<=' },
};

function rangeOf(condition: BoundExpression): readonly BoundExpression[] | undefined {
  if (condition.kind !== 'comparison' || condition.operator === '<>') return undefined;
  const { left, right, operator } = condition;
  if (!isPart(left) && !isPart(right)) return undefined;
  const isLimit = (each: BoundExpression) => columnsOf(each).size === 0 && !isVolatile(each);
  if (isLimit(right)) return rangeOfPart(left, operator, right, condition);
  return isLimit(left) ? rangeOfPart(right, mirrored[operator], left, condition) : undefined;
}

const isPart = ({ kind }: BoundExpression): boolean => kind === 'cast' || kind === 'call';

function rangeOfPart(
  value: BoundExpression,
  operator: ComparisonOperator,
  limit: BoundExpression,
  condition: BoundExpression,
): readonly BoundExpression[] | undefined {
  if (value.kind === 'cast' && !value.try) return rangeOfDays(value, operator, limit);
  if (value.kind !== 'call') return undefined;
  const [part, instant] = value.args;
  if (value.row.name === 'YEAR') return isInstant(part) ? rangeOfYears(part, operator, limit) : undefined;
  if (value.args.length !== 2 || part?.kind !== 'constant' || !instant) return undefined;
  const unit = String(part.value).toLowerCase();
  // What is no instant has no beginning of a day: of a field that nobody declared the range asks for instants too.
  if (!isInstant(instant) && !(value.row.name === 'DATE_TRUNC' && isUndeclared(instant))) return undefined;
  switch (value.row.name) {
    case 'DATE_TRUNC': {
      const range = rangeOfUnit(instant, unit, operator, limit);
      return range && [...range, condition];
    }
    case 'EXTRACT':
    case 'DATE_PART':
      return unit === 'year' ? rangeOfYears(instant, operator, limit) : undefined;
    default:
      return undefined;
  }
}

/** Whether it is an instant in every document that has it. */
const isInstant = (value: BoundExpression | undefined): value is BoundExpression =>
  value?.kind === 'column' &&
  value.mayBeArray !== true &&
  ['timestamp', 'timestamptz'].includes(value.type.name);

/** Whether it is a field, also one within another, that may hold anything. */
const isUndeclared = (value: BoundExpression): boolean =>
  (value.kind === 'column' || (value.kind === 'field' && isUndeclared(value.operand))) &&
  value.type.name === 'unknown';

/** A day is all the instants before the next: the range says as much as the cast. */
function rangeOfDays(
  { operand, type }: Extract<BoundExpression, { kind: 'cast' }>,
  operator: ComparisonOperator,
  day: BoundExpression,
): readonly BoundExpression[] | undefined {
  if (type.name !== 'date' || day.type.name !== 'date' || !isInstant(operand)) return undefined;
  return between(operand, operator, day, plus(day, shape.constant(1, shape.intType, day.span), day.type));
}

function rangeOfYears(
  instant: BoundExpression,
  operator: ComparisonOperator,
  limit: BoundExpression,
): readonly BoundExpression[] | undefined {
  const year = limit.kind === 'constant' ? Number(limit.value) : Number.NaN;
  if (!Number.isInteger(year) || year < 1000 || year > 9998) return undefined;
  const newYear = (of: number) => shape.cast(shape.literal(`${of}-01-01`, limit.span), { name: 'date' });
  return between(instant, operator, newYear(year), newYear(year + 1));
}

const units = ['minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'];

/** What begins at the limit or later lies there; what begins before it, or at it, may go on for as long as the unit. */
function rangeOfUnit(
  instant: BoundExpression,
  unit: string,
  operator: ComparisonOperator,
  limit: BoundExpression,
): readonly BoundExpression[] | undefined {
  if (!units.includes(unit) || !['date', 'timestamp', 'timestamptz'].includes(limit.type.name))
    return undefined;
  const words = unit === 'quarter' ? '3 months' : `1 ${unit}`;
  const length = shape.cast(shape.literal(words, limit.span), { name: 'interval' });
  const type = limit.type.name === 'date' ? ({ name: 'timestamp' } as const) : limit.type;
  const wider = operator === '>' ? '>=' : operator === '<' ? '<=' : operator;
  return between(instant, wider, limit, plus(limit, length, type));
}

/** `value` compared with all from `from` to before `to`. */
function between(
  value: BoundExpression,
  operator: ComparisonOperator,
  from: BoundExpression,
  to: BoundExpression,
): readonly BoundExpression[] {
  const is = (by: ComparisonOperator, limit: BoundExpression) =>
    shape.comparison(by, value, limit, limit.span);
  switch (operator) {
    case '=':
      return [is('>=', from), is('<', to)];
    case '>=':
      return [is('>=', from)];
    case '>':
      return [is('>=', to)];
    case '<':
      return [is('<', from)];
    default:
      return [is('<', to)];
  }
}

function plus(
  value: BoundExpression,
  length: BoundExpression,
  type: BoundExpression['type'],
): BoundExpression {
  return {
    kind: 'operator',
    operator: '+',
    operands: [value, length],
    span: value.span,
    type,
    nullable: value.nullable,
  };
}
