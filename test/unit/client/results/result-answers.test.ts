import assert from 'node:assert/strict';
import { answer } from '../../../../client/src/results/result-answers.ts';

const run = {
  columnNames: ['n', 'a', 'b'],
  rowsHeld: [
    [1, 10, 100],
    [2, 20, 200],
  ],
};

describe('what the results view asks of the rows that are held', () => {
  it('a chart of the columns that were chosen, or of those that fit', () => {
    const axes = (wanted: { readonly x?: number; readonly y?: number }) => {
      const told = answer(run, { type: 'chart', tab: 7, ...wanted });
      assert.ok(told.type === 'chart' && told.tab === 7);
      return [told.chart.x, told.chart.y];
    };
    assert.deepEqual(axes({}), [0, 1]);
    assert.deepEqual(axes({ x: 2, y: 0 }), [2, 0]);
    assert.deepEqual(axes({ y: 2 }), [0, 2]);
  });

  it('JSON of so many rows from one on', () => {
    const told = answer(run, { type: 'json', tab: 7, from: 1, count: 5 });
    assert.ok(told.type === 'json');
    assert.deepEqual(
      told.texts.map((text) => JSON.parse(text) as unknown),
      [{ n: 2, a: 20, b: 200 }],
    );
  });

  it('JSON of a long row as far as it can be read, and how much more there is', () => {
    const rowsHeld = [['x'.repeat(5_000_000)]];
    const told = answer({ columnNames: ['t'], rowsHeld }, { type: 'json', tab: 7, from: 0, count: 1 });
    assert.ok(told.type === 'json');
    const [text = ''] = told.texts;
    assert.match(text, /x\n… 4,800,013 more characters: Export writes the whole row\.$/);
    assert.ok(text.length < 200_100);
  });
});
