import assert from 'node:assert/strict';
import { parameterTypes } from '../../../../dialect/src/analysis/parameter-types.ts';
import { parseStatement } from '../../../../dialect/src/index.ts';
import { shop } from '../shop-catalog.ts';

const cases: readonly [string, Readonly<Record<string, string>>][] = [
  ['SELECT id FROM orders WHERE total > $1 AND status = :status', { $1: 'decimal', ':status': 'text' }],
  ['SELECT id FROM orders WHERE $1 = id LIMIT $2 OFFSET :skip', { $1: 'int', $2: 'long', ':skip': 'long' }],
  ['SELECT id FROM customers WHERE since BETWEEN :from AND @to', { ':from': 'date', '@to': 'date' }],
  ['SELECT id FROM orders WHERE status IN ($1, $2)', { $1: 'text', $2: 'text' }],
  ['SELECT id FROM customers WHERE name LIKE $1 OR city ILIKE :c', { $1: 'text', ':c': 'text' }],
  ['SELECT CAST($1 AS timestamp), :free', { $1: 'timestamp' }],
  ['SELECT id FROM customers WHERE :tag = ANY (tags)', { ':tag': 'text' }],
  ['WITH c AS (SELECT id FROM customers WHERE since > $1) SELECT id FROM c', { $1: 'date' }],
  ['INSERT INTO orders (id, total) VALUES ($1, $2)', { $1: 'int', $2: 'decimal' }],
  ['UPDATE orders SET total = $2 WHERE id = $1', { $1: 'int', $2: 'decimal' }],
  ['DELETE FROM orders WHERE id = @id', { '@id': 'int' }],
  ['SELECT $1', {}],
  ['SELECT nothing FROM nowhere.orders WHERE a = $1', {}],
];

describe('the types of parameters', () => {
  for (const [sql, types] of cases)
    it(sql, () => {
      const { statement } = parseStatement(sql);
      assert.ok(statement);
      const found = Object.entries(parameterTypes(statement, shop)).map(([name, { name: type }]) => [
        name,
        type,
      ]);
      assert.deepEqual(Object.fromEntries(found), types);
    });
});
