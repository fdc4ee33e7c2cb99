import assert from 'node:assert/strict';
import { BSON, ObjectId } from 'bson';
import { PoolError } from '../../../../client/src/pools/pool-error.ts';
import { operationOf, planActions } from '../../../../client/src/run/write-actions.ts';
import type { RowAction } from '../../../../client/src/run/write-actions.ts';
import type { WriteStep } from '../../../../dialect/src/index.ts';

const step: WriteStep = {
  kind: 'write',
  name: 's',
  collection: 'c',
  read: { source: { kind: 'collection', collection: 'c' }, pipeline: [] },
  branches: [
    { action: 'insert', fields: ['a', 'address.city', 'address.zip'] },
    { action: 'update', fields: ['a', 'b.c'] },
    { action: 'delete', fields: [] },
    { action: 'nothing', fields: [] },
  ],
  idFields: ['id'],
  onDuplicate: 'insert',
  once: false,
};

/** A row's action; its own branch has the values. */
function row(b: number | null, i: unknown, values: readonly unknown[], k: RowAction['k'] = []): RowAction {
  const v = step.branches.map((_, index) => (index === b ? values : []));
  return { b, i, v, k, r: { row: i } };
}

/** What rows come to: operations in order, and rows of RETURNING. */
function planWrite(step: WriteStep, rows: readonly RowAction[]) {
  const planned = planActions(step, rows, new Set());
  return {
    operations: planned.flatMap(({ action }) => operationOf(step, action) ?? []),
    returning: planned.flatMap(({ row }): Record<string, unknown>[] => (row ? [row] : [])),
  };
}

/** Documents as text gives them back: without a prototype of their own they are equal to no literal. */
const plain = (value: unknown): unknown => JSON.parse(BSON.EJSON.stringify(value));

describe('write actions', () => {
  it('become operations in order, with dotted names as nested fields', () => {
    const { operations, returning } = planWrite(step, [
      row(0, null, [1, 'Basel', 4051]),
      row(1, 'x', [2, 3]),
      row(2, 'y', []),
      row(3, 'z', []),
      row(null, 'w', []),
    ]);
    const id = returning[0]?.['id'];
    assert.ok(id instanceof ObjectId);
    assert.deepEqual(plain(operations), [
      { insertOne: { document: { _id: { $oid: String(id) }, a: 1, address: { city: 'Basel', zip: 4051 } } } },
      {
        updateOne: {
          filter: { _id: 'x' },
          update: [{ $set: { a: { $literal: 2 }, 'b.c': { $literal: 3 } } }],
        },
      },
      { deleteOne: { filter: { _id: 'y' } } },
    ]);
    assert.deepEqual(returning, [{ row: null, id }, { row: 'x' }, { row: 'y' }]);
  });

  it('set plain fields without a pipeline', () => {
    const branches = [{ action: 'update', fields: ['a', 'b'] }] as const;
    const { operations } = planWrite({ ...step, branches }, [row(0, 'x', ['$b', null])]);
    assert.deepEqual(plain(operations), [
      { updateOne: { filter: { _id: 'x' }, update: { $set: { a: '$b', b: null } } } },
    ]);
  });

  it('reach into no object but the document, whatever the fields are called', () => {
    const fields = ['__proto__', 'constructor.x', 'toString.__proto__.y'];
    const { operations } = planWrite({ ...step, idFields: [], branches: [{ action: 'insert', fields }] }, [
      row(0, null, [1, 2, 3]),
    ]);
    const [operation] = operations as { insertOne: { document: object } }[];
    assert.ok(operation);
    const { _id, ...rest } = BSON.deserialize(BSON.serialize(operation.insertOne.document));
    assert.ok(_id);
    assert.equal(
      JSON.stringify(rest),
      '{"__proto__":1,"constructor":{"x":2},"toString":{"__proto__":{"y":3}}}',
    );
    assert.equal('x' in Object, false);
  });

  it('are told apart by the document that they change; an insertion is like no other', () => {
    const rows = [row(1, 5, [1, 1]), row(2, 5, []), row(0, null, [1]), row(0, null, [1])];
    const ids = planActions(step, rows, new Set()).map(({ action }) => String(action._id));
    assert.deepEqual([ids[0], ids[1], new Set(ids).size], ['5', '5', 3]);
  });

  it('skip or refuse a second row with the same key, by any of the keys', () => {
    const rows = [
      row(0, null, [1], [[1], ['a']]),
      row(0, null, [2], [[2], ['a']]),
      row(0, null, [3], [[3], ['b']]),
    ];
    assert.equal(planWrite(step, rows).operations.length, 3);
    assert.equal(planWrite({ ...step, onDuplicate: 'skip' }, rows).operations.length, 2);
    assert.throws(
      () => planWrite({ ...step, onDuplicate: 'fail' }, rows),
      (error) => error instanceof PoolError && error.code === 'QL5031' && error.message.includes('["a"]'),
    );
  });
});
