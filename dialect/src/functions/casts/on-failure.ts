import type { SqlType } from '../../catalog/types.ts';
import type { MongoExpression } from '../function-row.ts';

/** What a failing cast of a value of some type does: raise, naming it, or give NULL. */
export type OnFailure = (value: MongoExpression, from: SqlType) => MongoExpression;
