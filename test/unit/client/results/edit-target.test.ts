import assert from 'node:assert/strict';
import { collectionRead, editTarget } from '../../../../client/src/results/edit-target.ts';

/** `orders: _id@0, total, address.city`, or why not. */
function read(text: string, ...columns: string[]): string {
  const found = editTarget(text, columns);
  if (!found.ok) return found.why;
  const { collection, idColumn, fields } = found.target;
  return `${collection}: _id@${idColumn} ${fields.map((field) => field ?? '-').join(' ')}`;
}

describe('what a result can be written back to', () => {
  it('is the collection that the statement reads, by field', () => {
    assert.equal(read('SELECT * FROM orders', '_id', 'total', 'select'), 'orders: _id@0 - total "select"');
    assert.equal(read('TABLE orders', 'total', '_id'), 'orders: _id@1 total -');
    assert.equal(
      read(
        'SELECT o._id, o.address.city AS town, total * 2, total FROM shop.orders o WHERE total > 1 ORDER BY 1 LIMIT 3;',
        '_id',
        'town',
        'column',
        'total',
      ),
      'shop.orders: _id@0 - address.city - total',
    );
    assert.equal(read('(SELECT _id, o FROM orders o)', '_id', 'o'), 'orders: _id@0 - o');
    assert.equal(read('SELECT _id FROM orders', '_id'), 'orders: _id@0 -');
    assert.equal(read('SELECT 1 AS one, *, 2 AS two FROM t', 'one', '_id', 'a', 'two'), 't: _id@1 - - a -');
  });

  it('is none where a row is not one document, and says why', () => {
    assert.match(read('SELECT total FROM orders', 'total'), /shows _id/);
    assert.match(read('SELECT o._id FROM orders o JOIN users u ON o.u = u._id', '_id'), /join/);
    assert.match(read('SELECT o._id FROM orders o, users u', '_id'), /join/);
    assert.match(read('SELECT _id, COUNT(*) FROM orders GROUP BY _id', '_id', 'count'), /GROUP BY/);
    assert.match(read('SELECT DISTINCT _id FROM orders', '_id'), /DISTINCT/);
    assert.match(read('SELECT _id FROM a UNION SELECT _id FROM b', '_id'), /UNION/);
    assert.match(read('WITH a AS (SELECT * FROM t) SELECT * FROM a', '_id', 'x'), /WITH/);
    assert.match(read('SELECT * FROM CONNECTION_POOLS()', '_id'), /not documents/);
    assert.match(read('SELECT * FROM (SELECT * FROM t) q', '_id'), /not documents/);
    assert.match(read('DELETE FROM orders RETURNING *', '_id', 'x'), /SELECT/);
    assert.match(read('SELECT *, * FROM t', '_id', 'a', '_id', 'a'), /shows _id/);
    assert.match(read('SELECT _id, total * 2 FROM orders', '_id', 'column'), /as it is/);
    assert.match(read('SELECT', ''), /./);
  });
});

describe('the collection that a query reads', () => {
  it('is the first that it names', () => {
    assert.equal(collectionRead('SELECT a FROM shop."my orders" o JOIN u ON true'), 'shop."my orders"');
    assert.equal(collectionRead('TABLE t'), 't');
  });

  it('is none where that is a query of its WITH, or no name', () => {
    assert.equal(collectionRead('WITH t AS (SELECT 1 AS a) SELECT a FROM T'), undefined);
    assert.equal(collectionRead('WITH t AS (SELECT 1 AS a) TABLE t'), undefined);
    assert.equal(collectionRead('SELECT * FROM (SELECT * FROM t) q'), undefined);
  });
});
