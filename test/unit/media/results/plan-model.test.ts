import assert from 'node:assert/strict';
import type { Explained, ServerStep } from '../../../../client/src/messages/results.ts';
import { runText, sqlPieces, stepCells } from '../../../../media/results/plan-model.ts';

/** A plan of one part whose stages come from these words of a statement. */
function planOf(sql: string, clauses: readonly (string | undefined)[]): Explained {
  const stages = clauses.map((words) => {
    const start = words === undefined ? -1 : sql.indexOf(words);
    return start < 0 ? { text: '{}' } : { text: '{}', span: { start, end: start + (words?.length ?? 0) } };
  });
  return { logical: [], rules: [], parts: [{ title: 'Pipeline', where: 'on t', stages }] };
}

describe('plan of a statement', () => {
  it('cuts the statement where clauses of stages begin and end', () => {
    const sql = 'SELECT a FROM t WHERE b = 1 ORDER BY a';
    const pieces = sqlPieces(sql, planOf(sql, ['b = 1', undefined, 'a', 'b = 1 ORDER']));
    assert.deepEqual(
      pieces.filter(({ links }) => links.length > 0),
      [
        { text: 'a', links: ['0:2'] },
        { text: 'b = 1', links: ['0:0', '0:3'] },
        { text: ' ORDER', links: ['0:3'] },
      ],
    );
    assert.equal(pieces.map(({ text }) => text).join(''), sql);
  });

  it('shows the figures of a step where it ran', () => {
    const step: ServerStep = { name: 'COLLSCAN', depth: 0, stages: [] };
    assert.deepEqual(stepCells(step), ['', '', '', '']);
    const ran = { ...step, rowsIn: 20000, rowsOut: 1980, ms: 2.34, share: 0.456 };
    assert.deepEqual(stepCells(ran), ['20,000', '1,980', '2.3 ms', '46 %']);
    assert.equal(
      runText({ rows: 10, documentsExamined: 200, keysExamined: 200, ms: 1 }),
      '10 rows from 200 documents and 200 keys in 1 ms',
    );
  });
});
