import assert from 'node:assert/strict';
import { withRows } from '../../../../dialect/src/index.ts';

describe('withRows', () => {
  const rows = new Map([['t_1', [{ c1: 1 }]]]);

  it('starts from the rows of a step', () => {
    const read = withRows({ source: { kind: 'step', name: 't_1' }, pipeline: [] }, rows);
    assert.deepEqual(read.source, { kind: 'rows', rows: [{ c1: 1 }] });
  });

  it('puts them where a join or a union reads them', () => {
    const pipeline = [{ $lookup: { pipeline: [{ $documents: { $step: 't_1' } }], as: 'x' } }];
    const read = withRows({ source: { kind: 'rows', rows: [] }, pipeline }, rows);
    assert.deepEqual(read.pipeline, [
      { $lookup: { pipeline: [{ $documents: { $literal: [{ c1: 1 }] } }], as: 'x' } },
    ]);
  });

  it('names the collection that holds them, where they are many', () => {
    const many = new Map([['t_1', { collection: 'spilled' }]]);
    const pipeline = [
      { $lookup: { let: { v: '$a' }, pipeline: [{ $documents: { $step: 't_1' } }, { $limit: 1 }], as: 'x' } },
      { $unionWith: { pipeline: [{ $documents: { $step: 't_1' } }] } },
    ];
    assert.deepEqual(withRows({ source: { kind: 'step', name: 't_1' }, pipeline }, many), {
      source: { kind: 'collection', collection: 'spilled' },
      pipeline: [
        { $lookup: { from: 'spilled', let: { v: '$a' }, pipeline: [{ $limit: 1 }], as: 'x' } },
        { $unionWith: { coll: 'spilled', pipeline: [] } },
      ],
    });
  });

  it('leaves literals and values alone', () => {
    const at = new Date(0);
    const pipeline = [{ $set: { a: { $literal: { $step: 't_1' } }, at } }];
    assert.deepEqual(withRows({ source: { kind: 'rows', rows: [] }, pipeline }, rows).pipeline, pipeline);
  });
});
