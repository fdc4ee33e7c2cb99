import { cond } from './expression.ts';
import type { ScalarFunction } from './lowering.ts';
import { raise } from './raise.ts';
import { signature } from './signature.ts';
import { booleanType } from './values.ts';

/**
 * Whether TABLESAMPLE takes a document: by chance, or, with a seed, by a hash of its _id, which takes the same documents each time. It has
 * no name that a statement could call it by.
 */
export const sampled: ScalarFunction = {
  name: 'TABLESAMPLE',
  category: 'system',
  documentation: 'Whether a sample holds a document.',
  example: { sql: 'SELECT * FROM users TABLESAMPLE BERNOULLI (10)', result: 'a tenth of the users' },
  signatures: [signature('id any, percent number, [seed number]', booleanType)],
  nulls: 'own',
  volatile: true,
  lower: ({ args, it: [id, percent, seed] }) => {
    const place =
      seed === undefined
        ? { $multiply: [{ $rand: {} }, 100] }
        : {
            $divide: [{ $abs: { $mod: [{ $toHashedIndexKey: { id, seed } }, 1_000_000] } }, 10_000],
          };
    const taken = { $lt: [place, percent] };
    if (args[1]?.constant !== undefined) return taken;
    const text = { $convert: { input: percent, to: 'string', onNull: 'NULL' } };
    const inside = { $and: [{ $gte: [percent, 0] }, { $lte: [percent, 100] }] };
    return cond(inside, taken, raise('argument', 'a sample is of 0 to 100 percent, not of ', text));
  },
};
