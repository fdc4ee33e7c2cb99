import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { StatementKind } from '../../../../dialect/src/syntax/ast/index.ts';
import { complete } from '../../../../server/src/features/completion.ts';
import { diagnostics } from '../../../../server/src/features/diagnostics.ts';
import { documentSymbols } from '../../../../server/src/features/document-symbols.ts';
import { check, model } from '../check.ts';

/** One of each kind, in words that the page names it by: a kind that is added to the language is missed here by the compiler. */
const statements: Readonly<Record<StatementKind, string>> = {
  Query: 'SELECT total FROM orders',
  Insert: 'INSERT INTO orders (total) VALUES (1)',
  Update: 'UPDATE orders SET total = 1 WHERE total = 0',
  Delete: 'DELETE FROM orders WHERE total = 0',
  Merge: 'MERGE INTO orders USING users ON user_id = customer_id WHEN MATCHED THEN DELETE',
  Truncate: 'TRUNCATE orders',
  CreateCollection: 'CREATE COLLECTION parts (id int)',
  CreateIndex: 'CREATE INDEX ON orders (total)',
  CreateView: 'CREATE VIEW dear AS SELECT total FROM orders',
  DropObject: 'DROP COLLECTION orders',
  SetPoolOptions: "SET CONNECTION_POOL_OPTIONS = JSON_BUILD_OBJECT('maxPoolSize', 50)",
  CreatePool: 'CREATE CONNECTION_POOL p WITH (maxPoolSize = 50)',
  AlterPool: 'ALTER CONNECTION_POOL read_pool SET (maxPoolSize = 50)',
  DropPool: 'DROP CONNECTION_POOL read_pool',
  ControlPool: 'PAUSE CONNECTION_POOL read_pool',
  KillConnection: 'KILL CONNECTION 42',
  UsePool: 'USE CONNECTION_POOL read_pool',
  CreatePoolGroup: 'CREATE CONNECTION_POOL_GROUP g TYPE BATCH',
  AlterPoolGroup: 'ALTER CONNECTION_POOL_GROUP g SET (maxPoolSize = 5)',
  DropPoolGroup: 'DROP CONNECTION_POOL_GROUP IF EXISTS g',
  ApplyPoolChanges: 'APPLY CONNECTION_POOL CHANGES TO SAVED',
  CreateAlert: 'CREATE ALERT a ON CONNECTION_POOLS() WHEN (waiting_operations > 5)',
  AlterAlert: 'ALTER ALERT a SET (enabled = false)',
  DropAlert: 'DROP ALERT IF EXISTS a',
  SetVariable: 'SET @x = 1',
  SetSetting: 'SET statement_timeout = 5000',
  Show: 'SHOW CONNECTION_POOLS',
  Describe: 'DESCRIBE orders',
  Prepare: 'PREPARE q AS SELECT total FROM orders WHERE total > $1',
  Execute: 'EXECUTE q (1)',
  Deallocate: 'DEALLOCATE q',
  Transaction: 'BEGIN',
  Explain: 'EXPLAIN SELECT total FROM orders',
  Benchmark: 'BENCHMARK SELECT total FROM orders',
};

describe('server: every statement', () => {
  const page = readFileSync(path.join(import.meta.dirname, '../../../../docs/editor-features.md'), 'utf8');
  for (const [kind, sql] of Object.entries(statements)) {
    const [first = '', second = ''] = sql.split(' ');
    it(`${kind} is read, begun by completion, outlined and described`, () => {
      const document = model(`${sql};`);
      assert.equal(document.statements[0]?.parsed.statement?.kind, kind);
      assert.deepEqual(
        diagnostics(document).filter(({ severity }) => severity === 'error'),
        [],
      );
      const offered = check('‸', complete).answer?.suggestions.map(({ label }) => label.split(' ')[0]);
      assert.ok(offered?.includes(first), `${first} in ${offered?.join()}`);
      assert.equal(documentSymbols(document).length, 1);
      // `SET statement_timeout` and `SET @x` are named by their first word.
      const twoWords = /^(CREATE|ALTER|DROP|SET|KILL|APPLY|USE) [A-Z]/.test(sql);
      assert.ok(page.includes(twoWords ? `${first} ${second}` : first), `${first} ${second}`);
    });
  }
});
