import assert from 'node:assert/strict';
import { analyze, parseStatement } from '../../../../dialect/src/index.ts';
import type { Analysis } from '../../../../dialect/src/index.ts';
import { shop } from '../shop-catalog.ts';

function check(sql: string): Analysis {
  const { statement, problems } = parseStatement(sql);
  assert.deepEqual(problems, []);
  assert.ok(statement);
  return analyze(statement, shop);
}

const codes = (sql: string): readonly string[] => check(sql).problems.map((problem) => problem.code);

describe('analyze', () => {
  it('says what each name means', () => {
    const sql = 'SELECT o.total FROM orders o WHERE status = $1';
    const named = check(sql).references.map(({ span, kind, relation, type }) => [
      sql.slice(span.start, span.end),
      kind,
      relation ?? '',
      type?.name ?? '',
    ]);
    assert.deepEqual(named, [
      ['orders', 'relation', '', ''],
      ['status', 'column', 'orders', 'text'],
      ['$1', 'parameter', '', ''],
      ['total', 'column', 'orders', 'decimal'],
    ]);
  });

  it('lists what is visible in each SELECT', () => {
    const { scopes } = check('SELECT id AS n FROM (SELECT id FROM orders) t');
    assert.deepEqual(
      scopes.map((scope) => [scope.relations.map((relation) => relation.name), scope.aliases]),
      [
        [['orders'], []],
        [['t'], ['n']],
      ],
    );
  });

  it('takes a real column before a lateral alias of its name', () => {
    const { bound } = check('SELECT total AS id, id AS same FROM orders');
    assert.ok(bound?.kind === 'query' && bound.query.body.kind === 'select');
    const [first, second] = bound.query.body.items.map((item) => item.value);
    assert.ok(first?.kind === 'column' && second?.kind === 'column');
    assert.notEqual(first.id, second.id);
    assert.equal(second.type.name, 'int');
  });

  it('sees a later alias neither earlier nor in itself', () => {
    assert.deepEqual(codes('SELECT later + 1 AS a, id AS later FROM orders'), ['QL2002']);
    assert.deepEqual(codes('SELECT self + 1 AS self FROM orders'), ['QL2002']);
  });

  it('lets a key determine the other columns of its relation', () => {
    assert.deepEqual(codes('SELECT name FROM customers GROUP BY id'), []);
    assert.deepEqual(codes('SELECT name FROM customers GROUP BY city'), ['QL2010']);
  });

  it('warns of a field that no sample showed, and reads it', () => {
    const { bound, problems } = check('SELECT vlaue FROM events');
    assert.deepEqual(
      problems.map((problem) => [problem.code, problem.severity, problem.fixes?.[0]?.changes[0]?.text]),
      [['QL2003', 'warning', 'value']],
    );
    assert.ok(bound);
  });

  it('types what samples make likely without calling it certain', () => {
    const { bound } = check('SELECT value + 1 FROM events');
    assert.ok(bound?.kind === 'query');
    assert.equal(bound.query.outputs[0]?.type.name, 'unknown');
    assert.equal(bound.query.outputs[0]?.likely?.name, 'double');
  });

  it('names columns as PostgreSQL does', () => {
    const { bound } = check(
      "SELECT max(id), id + 1, id::bigint, CASE WHEN true THEN 1 END, 'a' FROM orders GROUP BY id",
    );
    assert.ok(bound?.kind === 'query');
    assert.deepEqual(
      bound.query.outputs.map((output) => output.name),
      ['max', '?column?', 'id', 'case', '?column?'],
    );
  });

  it('names a column after the type of a cast, or after CASE, where nothing else names it', () => {
    const { bound } = check(
      'SELECT true, 1::int::text, CASE WHEN true THEN 1 ELSE 2::bigint END, (CASE WHEN true THEN 1 END)::text, CASE WHEN true THEN 1 ELSE id END FROM orders',
    );
    assert.ok(bound?.kind === 'query');
    assert.deepEqual(
      bound.query.outputs.map((output) => output.name),
      ['?column?', 'text', 'case', 'text', 'id'],
    );
  });
});
