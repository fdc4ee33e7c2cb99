import assert from 'node:assert/strict';
import { planLines } from '../../../../client/src/results/plan-lines.ts';

describe('the lines of a plan', () => {
  const sql = "SELECT a\nFROM t\nWHERE b =\n  'x (1)'\nORDER BY a";
  const clause = (line: string): string | undefined => {
    const [found] = planLines([line], sql);
    return found?.span && sql.slice(found.span.start, found.span.end);
  };

  it('know the clause that they come from, whatever its space', () => {
    assert.equal(clause('  {"$match":{}}  ← b = \'x (1)\''), "b =\n  'x (1)'");
    assert.equal(clause('  {"$sort":{}}  ← ORDER BY a'), 'ORDER BY a');
  });

  it('know the beginning of one that is cut', () => {
    assert.equal(clause('  {"$match":{}}  ← WHERE b = …'), 'WHERE b =');
  });

  it('know none where none is named, or it is not there', () => {
    assert.equal(clause('COLLSCAN: reads every document'), undefined);
    assert.equal(clause('  {}  ← HAVING c'), undefined);
    assert.equal(clause('  {}  ← '), undefined);
  });
});
