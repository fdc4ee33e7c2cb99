import assert from 'node:assert/strict';
import {
  collectionDescription,
  fieldDescription,
  indexDescription,
  serversDescription,
} from '../../../../client/src/connections/connection-rows.ts';
import type { FieldInfo, IndexInfo, TypeShare } from '../../../../dialect/src/index.ts';

const field = (seen: readonly TypeShare[], presence?: number): FieldInfo => ({
  name: 'total',
  type: { name: 'unknown' },
  certainty: 'sampled',
  nullable: true,
  mayBeArray: false,
  seen,
  ...(presence === undefined ? {} : { presence }),
});
const index: IndexInfo = {
  name: 'i',
  keys: [{ path: 'user_id', direction: 1 }],
  unique: false,
  sparse: false,
  partial: false,
};

describe('a row of the connections view', () => {
  it('tells the set of its servers and who is primary', () => {
    const set = { kind: 'replica set', name: 'rs0' } as const;
    assert.equal(serversDescription({ ...set, primary: 'b:27017' }), 'rs0 · primary b:27017');
    assert.equal(serversDescription({ ...set, primary: undefined }), 'rs0 · no primary');
    assert.equal(serversDescription({ kind: 'sharded cluster' }), 'sharded cluster');
  });

  it('tells how large a collection is', () => {
    const indexes = [index, index];
    const info = { name: 'orders', kind: 'collection', fields: [], closed: false, indexes } as const;
    assert.equal(collectionDescription({ ...info, estimatedCount: 1_234_567 }), '1.2M · 2 indexes');
    assert.equal(collectionDescription({ ...info, kind: 'view', indexes: [] }), 'view');
  });

  it('tells which types a field has, the most frequent first', () => {
    const mixed = [
      { type: { name: 'null' }, share: 0.004 },
      { type: { name: 'double' }, share: 0.996 },
    ] as const;
    assert.equal(fieldDescription(field(mixed)), 'double >99 %, null <1 %');
    assert.equal(fieldDescription(field([{ type: { name: 'text' }, share: 1 }], 0.5)), 'text · in 50 %');
    const array = { name: 'array', element: { name: 'int' } } as const;
    assert.equal(fieldDescription(field([{ type: array, share: 1 }])), 'int[]');
    const declared = { ...field(mixed, 0.9), type: { name: 'date' }, certainty: 'declared' } as const;
    assert.equal(fieldDescription(declared), 'date · in 90 %');
  });

  it('tells what an index is over', () => {
    const keys = [
      { path: 'user_id', direction: 1 },
      { path: 'total', direction: -1 },
      { path: 'words', direction: 'text' },
    ] as const;
    assert.equal(
      indexDescription({ ...index, keys, unique: true }),
      'user_id, total desc, words text · unique',
    );
  });
});
