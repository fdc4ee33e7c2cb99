import { cond } from '../functions/expression.ts';
import type { MongoExpression } from '../functions/function-row.ts';
import { exactly, spreadOf } from './aggregate-spread.ts';
import type { Accumulated, AggregateInput } from './accumulator.ts';

/** Aggregates over pairs of numbers, (y, x) as SQL has them, from six sums over the pairs without NULL. Doubles would lose what
 * remains between large squares, so the sums are decimals. */
export function overPairs(input: AggregateInput): Accumulated | undefined {
  const { aggregate, args, name, filter } = input;
  const build = formulas[aggregate.row.name];
  const [y, x] = args;
  if (!build || !y || !x || aggregate.distinct) return undefined;
  const tests = args.map((arg) => ({ $gt: [arg.expression, null] }));
  const test = { $and: filter === undefined ? tests : [filter, ...tests] };
  const [dx, dy] = [x, y].map((arg) => exactly({ $toDouble: arg.expression }));
  const term = (part: string, value: MongoExpression) => ({
    name: name(part),
    accumulator: { $sum: cond(test, value, 0) },
    empty: 0,
  });
  const field = (part: string) => `$${name(part)}`;
  const accumulators = [
    term('n', 1),
    term('x', dx),
    term('y', dy),
    term('xx', { $multiply: [dx, dx] }),
    term('yy', { $multiply: [dy, dy] }),
    term('xy', { $multiply: [dx, dy] }),
  ];
  const n = field('n');
  const spread = (ab: string, a: string, b: string): MongoExpression =>
    spreadOf(field(ab), field(a), field(b), n);
  const result = build({
    n,
    sxx: spread('xx', 'x', 'x'),
    syy: spread('yy', 'y', 'y'),
    sxy: spread('xy', 'x', 'y'),
    x: field('x'),
    y: field('y'),
  });
  return { accumulators, result: aggregate.type.name === 'double' ? { $toDouble: result } : result };
}

interface Sums {
  readonly n: MongoExpression;
  readonly sxx: MongoExpression;
  readonly syy: MongoExpression;
  readonly sxy: MongoExpression;
  readonly x: MongoExpression;
  readonly y: MongoExpression;
}

const some = (n: MongoExpression, value: MongoExpression, least = 1) =>
  cond({ $gte: [n, least] }, value, null);
const over = (a: MongoExpression, b: MongoExpression) => ({ $divide: [a, b] });
const unlessZero = (divisor: MongoExpression, value: MongoExpression) =>
  cond({ $eq: [divisor, 0] }, null, value);

const formulas: Readonly<Record<string, (sums: Sums) => MongoExpression>> = {
  REGR_COUNT: ({ n }) => ({ $toLong: n }),
  REGR_SXX: ({ n, sxx }) => some(n, sxx),
  REGR_SYY: ({ n, syy }) => some(n, syy),
  REGR_SXY: ({ n, sxy }) => some(n, sxy),
  REGR_AVGX: ({ n, x }) => some(n, over(x, n)),
  REGR_AVGY: ({ n, y }) => some(n, over(y, n)),
  COVAR_POP: ({ n, sxy }) => some(n, over(sxy, n)),
  COVAR_SAMP: ({ n, sxy }) => some(n, over(sxy, { $subtract: [n, 1] }), 2),
  REGR_SLOPE: ({ n, sxx, sxy }) => some(n, unlessZero(sxx, over(sxy, sxx))),
  REGR_INTERCEPT: ({ n, sxx, sxy, x, y }) =>
    some(n, unlessZero(sxx, over({ $subtract: [y, { $multiply: [over(sxy, sxx), x] }] }, n))),
  REGR_R2: ({ n, sxx, syy, sxy }) =>
    some(
      n,
      unlessZero(sxx, cond({ $eq: [syy, 0] }, 1, over({ $multiply: [sxy, sxy] }, { $multiply: [sxx, syy] }))),
    ),
  CORR: ({ n, sxx, syy, sxy }) =>
    some(n, unlessZero(sxx, unlessZero(syy, over(sxy, { $sqrt: { $multiply: [sxx, syy] } })))),
};
