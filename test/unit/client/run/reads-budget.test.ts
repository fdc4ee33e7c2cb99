import assert from 'node:assert/strict';
import { readsBudget } from '../../../../client/src/run/reads-budget.ts';
import { parseStatement } from '../../../../dialect/src/index.ts';

const reads = (sql: string): boolean => readsBudget(parseStatement(sql).statement ?? assert.fail(sql));

describe('whether a statement reads the budget of sockets', () => {
  it('is so where it shows it, or asks its table', () => {
    assert.ok(reads('SHOW BUDGET'));
    assert.ok(reads('SELECT * FROM Connection_Pool_Budget()'));
    assert.ok(reads('SELECT 1 WHERE EXISTS (SELECT 1 FROM CONNECTION_POOL_BUDGET() b)'));
  });

  it('is not so of what is only called like it', () => {
    assert.ok(!reads('SHOW TABLES'));
    assert.ok(!reads('SELECT connection_pool_budget, COUNT(*) FROM budget GROUP BY 1'));
  });
});
