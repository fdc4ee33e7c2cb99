import { bind, cond } from '../expression.ts';
import type { MongoExpression } from '../function-row.ts';
import type { LoweringContext } from '../lowering.ts';

// Reals: doubles of 24 bits. BSON has none, so that they are doubles rounded to as many.

const exponentOf = (value: MongoExpression): MongoExpression => ({
  $floor: { $log: [{ $abs: value }, 2] },
});

/** Half of what lies between a real and the next: 2 to the power of its exponent less 24. The real is neither 0 nor infinite. */
export const halfStep = (value: MongoExpression): MongoExpression => ({
  $pow: [{ $toDouble: 2 }, { $subtract: [exponentOf(value), 24] }],
});

/** Whether a double is finite, but would not be with 24 bits and an exponent of 8. */
export const aboveSingle = (value: MongoExpression): MongoExpression => ({
  $and: [{ $gte: [{ $abs: value }, 2 ** 128 - 2 ** 103] }, { $lt: [{ $abs: value }, Infinity] }],
});

/** A double rounded to 24 bits, a tie to the even one. */
export function toSingle(double: MongoExpression, context: LoweringContext): MongoExpression {
  return bind(context, [double], (value) =>
    cond(
      {
        $and: [{ $gt: [{ $abs: value }, 0] }, { $lt: [{ $abs: value }, Infinity] }],
      },
      bind(context, [{ $multiply: [halfStep(value), 2] }], (step) => ({
        $multiply: [{ $round: [{ $divide: [value, step] }, 0] }, step],
      })),
      value,
    ),
  );
}
