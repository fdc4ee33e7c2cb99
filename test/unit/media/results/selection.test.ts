import assert from 'node:assert/strict';
import {
  afterKey,
  firstCell,
  includes,
  rangeOf,
  wholeColumn,
  wholeRow,
  type Selection,
} from '../../../../media/results/selection.ts';

const extent = { rows: 100, columns: 5 };
const at = (row: number, column: number): Selection => ({ anchor: { row, column }, active: { row, column } });
const press = (from: Selection, key: string, modifiers = '') =>
  afterKey(from, { key, ctrl: modifiers.includes('ctrl'), shift: modifiers.includes('shift') }, extent, 20);

describe('the selection of the results grid', () => {
  const moves: readonly [string, string, number, number][] = [
    ['ArrowUp', '', 49, 2],
    ['ArrowDown', '', 51, 2],
    ['ArrowLeft', '', 50, 1],
    ['ArrowRight', '', 50, 3],
    ['PageUp', '', 30, 2],
    ['PageDown', '', 70, 2],
    ['Home', '', 50, 0],
    ['End', '', 50, 4],
    ['Home', 'ctrl', 0, 0],
    ['End', 'ctrl', 99, 4],
    ['ArrowUp', 'ctrl', 0, 2],
    ['ArrowDown', 'ctrl', 99, 2],
    ['ArrowLeft', 'ctrl', 50, 0],
    ['ArrowRight', 'ctrl', 50, 4],
  ];
  for (const [key, modifiers, row, column] of moves)
    it(`moves by ${modifiers} ${key}`, () =>
      assert.deepEqual(press(at(50, 2), key, modifiers), at(row, column)));

  it('stays inside the grid', () => {
    assert.deepEqual(press(firstCell, 'ArrowUp'), firstCell);
    assert.deepEqual(press(at(99, 4), 'PageDown'), at(99, 4));
  });

  it('leaves other keys alone', () => assert.equal(press(firstCell, 'x'), undefined));

  it('grows from its anchor with Shift', () => {
    const grown = press(at(50, 2), 'ArrowUp', 'shift');
    assert.ok(grown);
    assert.deepEqual(rangeOf(grown), { fromRow: 49, toRow: 50, fromColumn: 2, toColumn: 2 });
    assert.equal(includes(rangeOf(grown), 49, 2), true);
    assert.equal(includes(rangeOf(grown), 48, 2), false);
  });

  it('takes everything, a row or a column', () => {
    const all = press(at(3, 3), 'a', 'ctrl');
    assert.ok(all);
    assert.deepEqual(rangeOf(all), { fromRow: 0, toRow: 99, fromColumn: 0, toColumn: 4 });
    assert.deepEqual(press(at(7, 3), ' ', 'shift'), wholeRow(7, extent));
    assert.deepEqual(press(at(7, 1), ' ', 'ctrl'), wholeColumn(1, extent));
    assert.deepEqual(rangeOf(wholeRow(7, extent)), { fromRow: 7, toRow: 7, fromColumn: 0, toColumn: 4 });
    assert.deepEqual(rangeOf(wholeColumn(1, extent)), { fromRow: 0, toRow: 99, fromColumn: 1, toColumn: 1 });
  });
});
