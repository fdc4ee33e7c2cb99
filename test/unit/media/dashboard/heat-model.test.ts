import assert from 'node:assert/strict';
import { heatFigures, heatRows, heatStrength, newestHeat } from '../../../../media/dashboard/heat-model.ts';

const edges = [0, ...Array.from({ length: 21 }, (_, index) => 0.1 * 10 ** (index / 4))];

/** A heat map with these counts by row in each column. */
const heat = (...columns: Readonly<Record<number, number>>[]) => ({
  edges,
  counts: columns.map((column) => edges.map((_, row) => column[row] ?? 0)),
});

describe('the heat map', () => {
  it('shows the rows in which there is anything, and nine at least', () => {
    assert.deepEqual(heatRows(heat({ 3: 1 }, { 14: 2 })), { from: 3, to: 15 });
    const few = heatRows(heat({ 5: 1 }));
    assert.equal(few.to - few.from, 9);
    assert.ok(few.from <= 5 && few.to > 5);
    assert.deepEqual(heatRows(heat({})), { from: 1, to: 10 });
    assert.deepEqual(heatRows(heat({ 21: 1 })), { from: 13, to: 22 });
  });

  it('paints the fullest row of an instant most strongly, and an empty one not at all', () => {
    const cells = [0, 100, 25, 1];
    assert.equal(heatStrength(cells, 0), 0);
    assert.equal(heatStrength(cells, 1), 1);
    assert.ok(heatStrength(cells, 2) < 1 && heatStrength(cells, 2) > heatStrength(cells, 3));
    assert.ok(heatStrength(cells, 3) > 0.15);
  });

  it('tells of an instant how many there were, and where the middle and the slowest one lie', () => {
    const map = heat({ 5: 6, 9: 3, 21: 1 }, {}, { 0: 3 });
    assert.deepEqual(heatFigures(map, 0), { count: '10', median: '<2 ms', slowest: '>10 s' });
    assert.equal(heatFigures(heat({ 5: 2, 9: 2 }), 0).median, '<2 ms');
    assert.deepEqual(heatFigures(map, 1), { count: '0', median: '–', slowest: '–' });
    assert.deepEqual(heatFigures(map, 2), { count: '3', median: '<0.1 ms', slowest: '<0.1 ms' });
  });

  it('begins with the newest instant that has any', () => {
    assert.equal(newestHeat(heat({ 1: 1 }, { 2: 1 }, {})), 1);
    assert.equal(newestHeat(heat({}, {})), 1);
  });
});
