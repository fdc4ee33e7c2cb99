import assert from 'node:assert/strict';
import { analyze, compile, parseStatement, plan, print } from '../../../../dialect/src/index.ts';
import { shop } from '../shop-catalog.ts';

function explained(sql: string): string {
  const { statement } = parseStatement(sql);
  const bound = statement && analyze(statement, shop).bound;
  const command = bound && compile(plan(bound)).command;
  assert.equal(command?.kind, 'explain', sql);
  return [...command.plan, ...command.rules].join('\n');
}

const query =
  "SELECT c.name FROM customers c JOIN orders o ON o.customer_id = c.id WHERE o.status = 'paid' AND o.total > 5";

describe('EXPLAIN', () => {
  it('tells no rules unless asked', () => {
    assert.doesNotMatch(explained(`EXPLAIN ${query}`), /rule/);
    assert.doesNotMatch(explained(`EXPLAIN (VERBOSE FALSE) ${query}`), /rule/);
  });

  it('tells with VERBOSE which rule changed which part of the plan', () => {
    for (const options of ['VERBOSE', '(VERBOSE)', '(VERBOSE TRUE, FORMAT JSON)', 'ANALYZE VERBOSE']) {
      const text = explained(`EXPLAIN ${options} ${query}`);
      const [, pushed = ''] = text.split('rule push-filters\n');
      assert.equal(
        pushed.split('\nrule')[0],
        [
          '  before',
          '    filter ((status = "paid") AND (total > 5))',
          '      inner join on (customer_id = id)',
          '        scan customers',
          '        scan orders',
          '  after',
          '    inner join on (customer_id = id)',
          '      scan customers',
          '      filter ((status = "paid") AND (total > 5))',
          '        scan orders',
        ].join('\n'),
      );
    }
  });

  it('keeps VERBOSE when it is printed', () => {
    const { statement } = parseStatement(`EXPLAIN VERBOSE ${query}`);
    assert.ok(statement);
    assert.match(print(statement), /^EXPLAIN \(VERBOSE\) SELECT/);
  });
});
