import assert from 'node:assert/strict';
import * as dialect from '../../../dialect/src/index.ts';

describe('the dialect as a library', () => {
  it('gives the phases, what joins them, and nothing else', () => {
    assert.deepEqual(Object.keys(dialect).sort(), [
      'analyze',
      'compile',
      'emptyCatalog',
      'hasErrors',
      'inferFields',
      'isClosed',
      'parse',
      'parseStatement',
      'plan',
      'print',
      'printPlan',
      'split',
      'withRows',
    ]);
  });

  it('prints what it parsed so that it parses to the same text again', () => {
    const { statement } = dialect.parseStatement('select a, count(*) n from t where b > 1 group by a');
    assert.ok(statement);
    const text = dialect.print(statement);
    const again = dialect.parseStatement(text).statement;
    assert.ok(again);
    assert.equal(dialect.print(again), text);
    assert.match(text, /^SELECT a/);
  });
});
