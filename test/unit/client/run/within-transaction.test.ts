import assert from 'node:assert/strict';
import { mongoshText } from '../../../../dialect/src/pipeline-code/mongosh.ts';
import { withinTransaction } from '../../../../client/src/run/within-transaction.ts';
import { Decimal128, Long, ObjectId } from 'bson';

describe('pipelines within a transaction', () => {
  it('have the rows of unions gathered, those of unions inside them too', () => {
    const match = { $match: { a: 1 } };
    const union = (...pipeline: object[]) => ({ $unionWith: { coll: 't', pipeline } });
    const gathered = (...parts: readonly (readonly object[])[]) => [
      { $facet: { rows: [{ $match: {} }] } },
      ...parts.map((pipeline, index) => ({ $lookup: { from: 't', pipeline, as: `p${index}` } })),
      { $project: { rows: { $concatArrays: ['$rows', ...parts.map((_, index) => `$p${index}`)] } } },
      { $unwind: '$rows' },
      { $replaceWith: '$rows' },
    ];
    assert.deepEqual(withinTransaction([match, union(), union(match, union()), match]), [
      match,
      ...gathered([], [match, ...gathered([])]),
      match,
    ]);
  });
});

describe('pipelines as mongosh has them', () => {
  it('print names that need quotes, and BSON values as constructors', () => {
    const text = mongoshText({
      source: { kind: 'collection', database: 'shop', collection: 'order-lines' },
      pipeline: [
        { $match: { 'a.b': new Decimal128('1.50'), c: Long.fromString('5'), d: null, e: [true, 'x"y'] } },
        { $match: { at: new Date(0), id: new ObjectId('507f1f77bcf86cd799439011') } },
      ],
    });
    assert.equal(
      text,
      [
        'db.getSiblingDB("shop").getCollection("order-lines").aggregate([',
        '  { $match: { "a.b": NumberDecimal("1.50"), c: NumberLong("5"), d: null, e: [true, "x\\"y"] } },',
        '  { $match: { at: ISODate("1970-01-01T00:00:00.000Z"), id: ObjectId("507f1f77bcf86cd799439011") } }',
        '])',
      ].join('\n'),
    );
  });
});
