import assert from 'node:assert/strict';
import { updateDocument } from '../../../../server/src/documents.ts';
import type { DocumentInput } from '../../../../server/src/documents.ts';
import { codeActions } from '../../../../server/src/features/code-actions.ts';
import { diagnostics } from '../../../../server/src/features/diagnostics.ts';
import { model, shop } from '../check.ts';

function lint(text: string, settings: DocumentInput['lint'] = {}): readonly string[] {
  const document = updateDocument({ uri: 'file:///lint.qlsql', text, catalog: shop, lint: settings });
  return diagnostics(document)
    .filter(({ code }) => code.startsWith('QL6'))
    .map(({ code, severity }) => `${code} ${severity}`);
}

describe('server: lint', () => {
  it('tells of habits at their own severity', () => {
    assert.deepEqual(lint('DELETE FROM orders;\nSELECT total FROM orders LIMIT 5;'), [
      'QL6001 warning',
      'QL6003 hint',
    ]);
  });

  it('says nothing of a statement with an error', () => {
    assert.deepEqual(lint('DELETE FROM orders SELECT'), []);
  });

  it('is as severe as the settings say', () => {
    assert.deepEqual(lint('DELETE FROM orders', { QL6001: 'error' }), ['QL6001 error']);
    assert.deepEqual(lint('DELETE FROM orders', { 'write-without-where': 'off' }), []);
  });

  it('is silent where a comment before, in or behind the statement says so', () => {
    const other = ';\nDELETE FROM users;';
    for (const text of [
      `-- qlsql:ignore QL6001\nDELETE FROM orders${other}`,
      `DELETE -- qlsql:ignore QL6003, QL6001\nFROM orders${other}`,
      `DELETE FROM orders; -- qlsql:ignore QL6001${other.slice(1)}`,
    ])
      assert.deepEqual(lint(text), ['QL6001 warning'], text);
    assert.deepEqual(lint(`DELETE FROM orders${other} -- qlsql:ignore-file QL6001`), []);
  });

  it('never silences an error', () => {
    const found = diagnostics(model('SELECT 1 FROM nowhere; -- qlsql:ignore QL2001'));
    assert.deepEqual(
      found.map(({ code }) => code),
      ['QL2001'],
    );
  });

  it('looks at the file as a whole', () => {
    const file = 'DROP CONNECTION_POOL read_pool;\nUSE CONNECTION_POOL read_pool;';
    assert.deepEqual(lint(file), ['QL6032 warning']);
  });

  it('offers what mends a habit', () => {
    const text = 'SELECT total FROM orders WHERE status = NULL';
    const actions = codeActions(model(text), { start: 36, end: 36 });
    assert.deepEqual(
      actions.map(({ title }) => title),
      ['Write IS NULL'],
    );
  });

  it('writes the index that a statement wants: equality, sort, range', () => {
    const fix = (text: string): string | undefined => {
      const [action] = codeActions(model(text), { start: 0, end: text.length }).filter(({ title }) =>
        /INDEX/.test(title),
      );
      return action?.title;
    };
    assert.equal(
      fix(
        'SELECT 1 FROM orders o WHERE o.total > 5 AND 3 = o.customer_id ORDER BY o.status DESC, o.total LIMIT 3',
      ),
      'Write CREATE INDEX ON orders (customer_id, status DESC, total)',
    );
    assert.equal(
      fix('SELECT 1 FROM orders ORDER BY total DESC LIMIT 3'),
      'Write CREATE INDEX ON orders (total DESC)',
    );
    assert.equal(
      fix(
        'SELECT 1 FROM orders WHERE total IN (1, 2) AND customer_id BETWEEN 1 AND 2 AND status IS NOT NULL',
      ),
      'Write CREATE INDEX ON orders (total, customer_id)',
    );
    assert.equal(fix("SELECT 1 FROM orders WHERE status = 'open' AND total > 5"), undefined);
  });
});
