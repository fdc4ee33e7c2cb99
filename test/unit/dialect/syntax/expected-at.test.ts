import assert from 'node:assert/strict';
import { expectedAt } from '../../../../dialect/src/syntax/expected-at.ts';

/** What may follow at the mark `|`. */
function at(marked: string) {
  const offset = marked.indexOf('|');
  const { kinds, wants } = expectedAt(marked.replace('|', ''), offset);
  return { kinds: [...kinds].sort(), wants: [...wants].sort() };
}

function has(marked: string, kinds: readonly string[], wants: readonly string[] = []): void {
  const found = at(marked);
  for (const kind of kinds)
    assert.ok(found.kinds.includes(kind as never), `${kind} at ${marked}: ${found.kinds.join(' ')}`);
  assert.deepEqual(found.wants, [...wants].sort(), marked);
}

function hasNot(marked: string, kinds: readonly string[]): void {
  const found = at(marked);
  for (const kind of kinds) assert.ok(!found.kinds.includes(kind as never), `${kind} at ${marked}`);
}

describe('expectedAt', () => {
  it('gives the words that begin a statement', () => {
    has('|', ['SELECT', 'CREATE', 'USE', 'WITH'], ['statement']);
    has('SEL|', ['SELECT'], ['statement']);
    has('EXPLAIN |', ['SELECT', 'ANALYZE', '('], ['statement']);
  });

  it('gives what may follow in a query', () => {
    has('SELECT |', ['DISTINCT', 'CASE', 'NOT', '*'], ['expression']);
    has('SELECT a |', ['AS', 'FROM', 'WHERE', ',', 'UNION', 'ORDER', 'LIKE', 'BETWEEN']);
    has('SELECT a FROM |', ['LATERAL', '('], ['relation']);
    has('SELECT a FROM t |', ['AS', 'JOIN', 'LEFT', 'WHERE', 'GROUP', 'ORDER', 'LIMIT', 'UNION', ',']);
    has('SELECT a FROM t WHERE |', ['CASE', 'EXISTS', 'NOT'], ['expression']);
    has('SELECT a FROM t WHERE b |', ['AND', 'OR', 'IS', 'IN', 'GROUP', 'ORDER']);
    has('SELECT a FROM t WHERE b NOT |', ['IN', 'LIKE', 'BETWEEN', 'ILIKE']);
    has('SELECT a FROM t WHERE b IS |', ['NOT', 'NULL', 'MISSING', 'DISTINCT']);
    has('SELECT a FROM t GROUP |', ['BY']);
    has('SELECT a FROM t ORDER BY a |', ['ASC', 'DESC', 'NULLS', 'LIMIT', ',']);
    has('SELECT a FROM t JOIN u |', ['ON', 'USING', 'AS']);
    has('SELECT CASE WHEN a |', ['THEN', 'AND']);
    has('SELECT CASE WHEN a THEN b |', ['WHEN', 'ELSE', 'END']);
    has('SELECT CAST(a AS |', [], ['type']);
    has('SELECT a::|', [], ['type']);
    has('SELECT t.| FROM t', ['*'], ['column']);
  });

  it('does not go on behind a fault at the cursor', () => {
    hasNot('CREATE |', ['IF', 'ON', 'WITH']);
    hasNot('SELECT a FROM t WHERE |', ['GROUP', 'ORDER']);
    hasNot('SELECT a FROM t GROUP |', ['HAVING']);
  });

  it('works inside parentheses and in front of other text', () => {
    has('SELECT (| FROM t', ['SELECT', 'CASE'], ['expression']);
    has('SELECT f(a, | FROM t WHERE x', ['CASE'], ['expression']);
    has('SELECT a FROM t WHERE | ORDER BY b', ['EXISTS'], ['expression']);
    has('SELECT rank() OVER (| ) FROM t', ['PARTITION', 'ORDER', 'ROWS']);
  });

  it('knows pools, options and the other things of the dialect', () => {
    has('CREATE |', ['OR', 'CONNECTION_POOL', 'VIEW', 'INDEX', 'COLLECTION', 'ALERT']);
    has('CREATE CONNECTION_POOL |', ['IF'], ['name']);
    has('CREATE CONNECTION_POOL p |', ['ON', 'DATABASE', 'WITH']);
    has('CREATE CONNECTION_POOL p ON CONNECTION |', [], ['connection']);
    has('CREATE CONNECTION_POOL p WITH (|', [], ['option']);
    has('CREATE CONNECTION_POOL p WITH (a = 1, |', [], ['option']);
    has('ALTER CONNECTION_POOL |', [], ['pool']);
    has('USE CONNECTION_POOL |', [], ['pool', 'pool group']);
    has('ALTER CONNECTION_POOL_GROUP |', [], ['pool group']);
    has('CREATE CONNECTION_POOL_GROUP g TYPE |', ['READ_WRITE', 'TENANT', 'REGION', 'PRIORITY', 'BATCH']);
    has('APPLY CONNECTION_POOL CHANGES TO |', ['RUNNING', 'SAVED']);
    has('SHOW CONNECTION_POOL |', ['CHANGES'], ['pool']);
    has('SHOW |', ['CONNECTION_POOLS', 'CONNECTION_POOL', 'INDEXES', 'COLLECTIONS'], ['setting']);
    has('INSERT INTO t |', ['(', 'VALUES', 'SELECT', 'DEFAULT', 'AS']);
    has('INSERT INTO t (|', [], ['column']);
    has('UPDATE t SET |', ['('], ['column']);
    has('DROP INDEX |', ['IF'], ['index']);
    has('SELECT INTERVAL 5 |', [], ['unit']);
  });
});
