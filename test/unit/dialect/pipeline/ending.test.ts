import assert from 'node:assert/strict';
import { ending } from '../../../../dialect/src/pipeline/ending.ts';

describe('the end of a pipeline', () => {
  const match = { stage: { $match: { a: 1 } } };

  it('computes the columns in the $project', () => {
    const set = { stage: { $set: { x: { $add: ['$a', 1] }, y: '$b', z: { $literal: 1 } } } };
    assert.deepEqual(ending([match, set], { _id: 0, a: 1, one: '$x', y: 1, none: { $literal: null } }), {
      stages: [match],
      last: { _id: 0, a: 1, one: { $add: ['$a', 1] }, y: '$b', none: { $literal: null } },
    });
  });

  it('stays as it is where a computed field is read twice, in part or by an expression, or is no expression', () => {
    const set = { stage: { $set: { x: { $add: ['$a', 1] }, within: { v: '$a' }, yes: true } } };
    for (const project of [
      { one: '$x', two: '$x' },
      { part: '$x.v' },
      { read: { $getField: { field: { $literal: 'x.y' }, input: '$x' } } },
      { within: 1 },
      { sure: '$yes' },
    ])
      assert.deepEqual(ending([match, set], project), { stages: [match, set], last: project });
    assert.deepEqual(ending([match], { a: 1 }), { stages: [match], last: { a: 1 } });
  });
});
