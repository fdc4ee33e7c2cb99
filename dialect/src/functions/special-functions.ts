import { Double } from 'bson';
import { inProcess, onServer } from './arithmetic.ts';
import type { Arithmetic } from './arithmetic.ts';
import { bind, cond, isFinite } from './expression.ts';
import type { ScalarFunction } from './lowering.ts';
import { raise } from './raise.ts';
import { signature } from './signature.ts';
import { doubleType, SqlError, toNumber } from './values.ts';

type Formula = <T>(m: Arithmetic<T>, x: T) => T;

/** A polynomial by its coefficients, the highest power first. */
function polynomial<T>(m: Arithmetic<T>, coefficients: readonly number[], x: T): T {
  const [highest = 0, ...rest] = coefficients;
  return rest.reduce<T>((sum, each) => m.add(m.multiply(sum, x), m.constant(each)), m.constant(highest));
}

// The coefficients of W. J. Cody, Rational Chebyshev approximations for the error function, Math. Comp. 23 (1969): numerator and
// denominator, for arguments near zero, up to four, and beyond.
const near = [
  [
    1.85777706184603153e-1, 3.1611237438705656, 1.13864154151050156e2, 3.77485237685302021e2,
    3.20937758913846947e3,
  ],
  [1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3],
] as const;
const middle = [
  [
    2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594, 6.61191906371416295e1,
    2.98635138197400131e2, 8.8195222124176909e2, 1.71204761263407058e3, 2.05107837782607147e3,
    1.23033935479799725e3,
  ],
  [
    1, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2, 1.62138957456669019e3,
    3.29079923573345963e3, 4.36261909014324716e3, 3.43936767414372164e3, 1.23033935480374942e3,
  ],
] as const;
const far = [
  [
    1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1,
    1.60837851487422766e-2, 6.58749161529837803e-4,
  ],
  [
    1, 2.56852019228982242, 1.87295284992346047, 5.27905102951428412e-1, 6.05183413124413191e-2,
    2.33520497626869185e-3,
  ],
] as const;
const nearEnd = 0.46875;

function ratio<T>(m: Arithmetic<T>, [over, under]: readonly (readonly number[])[], x: T): T {
  return m.divide(polynomial(m, over ?? [], x), polynomial(m, under ?? [], x));
}

/** The error function of an argument near zero. */
const nearError: Formula = (m, x) =>
  m.multiply(
    x,
    m.use(m.multiply(x, x), (square) => ratio(m, near, square)),
  );

/** Its complement for an argument above that. */
const farComplement: Formula = (m, x) => {
  const bell = m.exp(m.negate(m.multiply(x, x)));
  const beyond = () =>
    m.use(m.divide(m.constant(1), m.multiply(x, x)), (inverse) =>
      m.multiply(
        m.divide(bell, x),
        m.add(m.constant(1 / Math.sqrt(Math.PI)), m.negate(m.multiply(inverse, ratio(m, far, inverse)))),
      ),
    );
  return m.below(x, 4, () => m.multiply(bell, ratio(m, middle, x)), beyond);
};

const erf: Formula = (m, x) =>
  m.use(m.abs(x), (size) =>
    m.below(
      size,
      nearEnd,
      () => nearError(m, x),
      () =>
        m.below(
          x,
          0,
          () => m.add(farComplement(m, size), m.constant(-1)),
          () => m.add(m.constant(1), m.negate(farComplement(m, size))),
        ),
    ),
  );

const erfc: Formula = (m, x) =>
  m.use(m.abs(x), (size) =>
    m.below(
      size,
      nearEnd,
      () => m.add(m.constant(1), m.negate(nearError(m, x))),
      () =>
        m.below(
          x,
          0,
          () => m.add(m.constant(2), m.negate(farComplement(m, size))),
          () => farComplement(m, size),
        ),
    ),
  );

// C. Lanczos, A precision approximation of the gamma function, SIAM J. Numer. Anal. 1 (1964), with g = 7 and nine terms.
const lanczos = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];
/** Whole arguments up to this have a gamma that a double holds exactly. */
const exactEnd = 18.5;

const terms: Formula = (m, x) =>
  m.add(
    m.constant(0.99999999999980993),
    ...lanczos.map((each, index) => m.divide(m.constant(each), m.add(x, m.constant(index)))),
  );

/** From one half upwards. The power is taken in two halves, since the whole would outgrow a double before its product does. */
const positiveGamma: Formula = (m, x) =>
  m.use(m.add(x, m.constant(6.5)), (t) =>
    m.use(m.power(t, m.divide(m.add(x, m.constant(-0.5)), m.constant(2))), (half) =>
      m.multiply(m.constant(Math.sqrt(2 * Math.PI)), half, m.exp(m.negate(t)), half, terms(m, x)),
    ),
  );

const whole: (formula: Formula, exact: Formula) => Formula = (formula, exact) => (m, x) =>
  m.ifWhole(
    x,
    () =>
      m.below(
        x,
        exactEnd,
        () => exact(m, m.round(positiveGamma(m, x))),
        () => formula(m, x),
      ),
    () => formula(m, x),
  );

const sinOfPi: Formula = (m, x) => m.sin(m.multiply(m.constant(Math.PI), x));
const mirrored: Formula = (m, x) => m.add(m.constant(1), m.negate(x));

const gamma: Formula = (m, x) =>
  m.below(
    x,
    0.5,
    () => m.divide(m.constant(Math.PI), m.multiply(sinOfPi(m, x), positiveGamma(m, mirrored(m, x)))),
    () => whole(positiveGamma, (_, exact) => exact)(m, x),
  );

const positiveLogGamma: Formula = (m, x) =>
  m.use(m.add(x, m.constant(6.5)), (t) =>
    m.add(
      m.constant(0.5 * Math.log(2 * Math.PI)),
      m.multiply(m.add(x, m.constant(-0.5)), m.ln(t)),
      m.negate(t),
      m.ln(terms(m, x)),
    ),
  );

const logGamma: Formula = (m, x) =>
  m.below(
    x,
    0.5,
    () =>
      m.add(
        m.ln(m.divide(m.constant(Math.PI), m.abs(sinOfPi(m, x)))),
        m.negate(positiveLogGamma(m, mirrored(m, x))),
      ),
    () => whole(positiveLogGamma, (n, exact) => n.ln(exact))(m, x),
  );

/** Everywhere but for the arguments that have a limit of their own. */
interface Special {
  readonly name: string;
  readonly documentation: string;
  readonly example: readonly [argument: string, result: string];
  readonly formula: Formula;
  /** Whether whole numbers from zero down are out of range. */
  readonly poles: boolean;
  /** What infinite arguments give, from the negative one; undefined where that is out of range. */
  readonly limits: readonly [number | undefined, number | undefined];
}

function special({ name, documentation, example, formula, poles, limits }: Special): ScalarFunction {
  const outOfRange = `${name} is out of range for `;
  return {
    name,
    category: 'number',
    documentation,
    example: { sql: `${name}(${example[0]})`, result: example[1] },
    signatures: [signature('x number', doubleType)],
    nulls: 'strict',
    lower: ({ it: [value], context }) =>
      bind(context, [{ $toDouble: value }], (x) => {
        const fails = raise('range', outOfRange, { $toString: x });
        const limit = (result: number | undefined) => (result === undefined ? fails : new Double(result));
        const finite = bind(context, [formula(onServer(context), x)], (result) =>
          cond(isFinite(result), result, fails),
        );
        const pole = { $and: [{ $lte: [x, 0] }, { $eq: [x, { $floor: x }] }] };
        return {
          $switch: {
            branches: [
              { case: { $eq: [x, Number.NaN] }, then: x },
              { case: { $eq: [x, Number.NEGATIVE_INFINITY] }, then: limit(limits[0]) },
              { case: { $eq: [x, Number.POSITIVE_INFINITY] }, then: limit(limits[1]) },
              ...(poles ? [{ case: pole, then: fails }] : []),
            ],
            default: finite,
          },
        };
      }),
    evaluate: ([value]) => {
      const x = toNumber(value);
      if (Number.isNaN(x)) return x;
      const limit = Number.isFinite(x) ? undefined : limits[x < 0 ? 0 : 1];
      if (limit !== undefined) return limit;
      const result = poles && x <= 0 && Number.isInteger(x) ? Number.NaN : formula(inProcess, x);
      if (!Number.isFinite(result)) throw new SqlError(`${outOfRange}${x}`);
      return result;
    },
  };
}

/** The gamma and error functions, to some 14 digits. */
export const specialFunctions: readonly ScalarFunction[] = [
  special({
    name: 'GAMMA',
    documentation: 'The gamma function: of a whole number n, the factorial of n - 1.',
    example: ['6', '120'],
    formula: gamma,
    poles: true,
    limits: [undefined, Number.POSITIVE_INFINITY],
  }),
  special({
    name: 'LGAMMA',
    documentation: 'The natural logarithm of the absolute value of the gamma function.',
    example: ['1', '0'],
    formula: logGamma,
    poles: true,
    limits: [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
  }),
  special({
    name: 'ERF',
    documentation: 'The error function.',
    example: ['0', '0'],
    formula: erf,
    poles: false,
    limits: [-1, 1],
  }),
  special({
    name: 'ERFC',
    documentation: 'The complementary error function: 1 - ERF(x), without loss of digits for a large x.',
    example: ['0', '1'],
    formula: erfc,
    poles: false,
    limits: [2, 0],
  }),
];
