import assert from 'node:assert/strict';
import { Decimal128, ObjectId } from 'bson';
import { copyText } from '../../../../client/src/results/copy-text.ts';
import { collectionRead } from '../../../../client/src/results/edit-target.ts';

const names = ['id', 'note', 'tags'];
const rows = [
  [new ObjectId('65f0c0ffee65f0c0ffee65f0'), 'say "hi", all', ['a', 'b']],
  [null, 'two\nlines', undefined],
];

describe('copied text', () => {
  it('is a single value as it is', () => {
    assert.equal(copyText(['note'], [['two\nlines']], 'text'), 'two\nlines');
  });

  it('is tab-separated where there are several values', () => {
    assert.equal(
      copyText(names, rows, 'text'),
      `65f0c0ffee65f0c0ffee65f0\t"say ""hi"", all"\t['a', 'b']\n\t"two\nlines"\t`,
    );
  });

  it('is CSV with a header and quotes where they are needed', () => {
    assert.equal(
      copyText(names, rows, 'csv'),
      'id,note,tags\r\n65f0c0ffee65f0c0ffee65f0,"say ""hi"", all","[""a"",""b""]"\r\n,"two\nlines",\r\n',
    );
  });

  it('is a table of Markdown', () => {
    assert.equal(
      copyText(
        names,
        [
          [1, 'a|b', undefined],
          [null, 'two\nlines', { c: 1 }],
        ],
        'markdown',
      ),
      '| id | note | tags |\n| --- | --- | --- |\n| 1 | a\\|b |  |\n|  | two<br>lines | {"c":1} |\n',
    );
  });

  it('is an INSERT on the collection that the statement reads', () => {
    const collection = collectionRead(
      'SELECT o.id, note, "order" FROM (shop.orders AS o JOIN x ON x.id = o.id)',
    );
    const day = new Date('2024-02-29T12:00:00Z');
    const values = [rows[0]?.[0], "it's", day];
    assert.equal(
      copyText(['_id', 'note', 'order'], [values, [1.5, undefined, { a: ["b'c"] }]], 'insert', collection),
      `INSERT INTO shop.orders (_id, note, "order") VALUES
  (OBJECTID '65f0c0ffee65f0c0ffee65f0', 'it''s', TIMESTAMPTZ '2024-02-29T12:00:00.000Z'),
  (1.5, NULL, CAST('{"a":["b''c"]}' AS JSONB));
`,
    );
    assert.equal(collectionRead('SHOW COLLECTIONS'), undefined);
  });

  it('is JSON that keeps BSON types, leaves missing fields away and numbers repeated names', () => {
    const text = copyText(['a', 'a', 'b'], [[Decimal128.fromString('1.10'), null, undefined]], 'json');
    assert.deepEqual(JSON.parse(text), [{ a: { $numberDecimal: '1.10' }, a_2: null }]);
  });
});
