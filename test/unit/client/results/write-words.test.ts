import assert from 'node:assert/strict';
import { writeWords } from '../../../../client/src/results/write-words.ts';

describe('the question before a write', () => {
  it('tells how many documents, and some of them', () => {
    assert.deepEqual(
      writeWords({
        connection: 'prod',
        effects: [{ verb: 'UPDATE', place: 'orders' }],
        changes: [{ collection: 'orders', count: 1204, samples: ['update {"_id":1}: {"$set":{"a":2}}'] }],
      }),
      {
        title: 'UPDATE orders on prod?',
        detail: '1,204 documents of orders:\nupdate {"_id":1}: {"$set":{"a":2}}\nand 1,203 more',
        yes: 'Write 1,204 Documents',
      },
    );
  });

  it('has no samples where nothing matches, and none of statements about the catalogue', () => {
    const effects = [{ verb: 'DROP COLLECTION', place: 'orders' }];
    assert.deepEqual(writeWords({ connection: 'prod', effects, changes: [] }), {
      title: 'DROP COLLECTION orders on prod?',
      detail: '',
      yes: 'Run It',
    });
    const none = { collection: 'orders', count: 0, samples: [] };
    assert.equal(
      writeWords({ connection: 'prod', effects, changes: [none] }).detail,
      '0 documents of orders',
    );
  });

  it('cuts long documents', () => {
    const samples = [`insert {"a":"${'x'.repeat(500)}"}`];
    const { detail, yes } = writeWords({
      connection: 'prod',
      effects: [],
      changes: [{ collection: 'c', count: 1, samples }],
    });
    assert.ok(detail.length < 200 && detail.endsWith('…'));
    assert.equal(yes, 'Write 1 Document');
  });
});
