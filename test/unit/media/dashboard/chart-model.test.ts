import assert from 'node:assert/strict';
import { chartModels, chartShape, figureTable, sum } from '../../../../media/dashboard/chart-model.ts';
import { valueTop } from '../../../../media/dashboard/value-top.ts';
import { someFigures, someSeries, someSnapshot } from './some-snapshot.ts';

describe('charts of a snapshot', () => {
  it('show one pool in full, its connections on top of each other', () => {
    const models = chartModels(someSnapshot());
    assert.deepEqual(
      models.map(({ id, lines }) => `${id}: ${lines.map(({ label }) => label).join(', ')}`),
      [
        'connections: max, pending, idle, in use',
        'waiting: waiting',
        'checkout: p99, p95, p50',
        'operations: errors, operations',
      ],
    );
    const drawn = models[0]?.lines.map((line) => (line.drawn ?? line.values)[0]);
    assert.deepEqual(drawn, [10, 7, 6, 4]);
    // The legend tells what was measured, not where it is drawn.
    assert.deepEqual(
      models[0]?.lines.map((line) => line.values[0]),
      [10, 1, 2, 4],
    );
  });

  it('show as the limit what all hosts of a pool come to', () => {
    const limit = (hosts: number) =>
      chartModels(someSnapshot({ pools: [someFigures('a', { maxSize: 10, capacity: 10 * hosts })] }))[0]
        ?.lines[0];
    assert.deepEqual([limit(1)?.label, limit(1)?.values[0]], ['max', 10]);
    assert.deepEqual([limit(3)?.label, limit(3)?.values[0]], ['max', 30]);
    const folded = { ...someSeries('7 others'), others: 7 };
    const pools = [
      someFigures('a', { maxSize: 10, capacity: 30 }),
      someFigures('9 others', { maxSize: 70, capacity: 210 }),
    ];
    const [models] = chartModels(someSnapshot({ pools, series: [someSeries('a'), folded] }));
    assert.equal(models?.lines[0]?.values[0], 60);
  });

  it('show several pools beside each other, their connections together', () => {
    const series = [someSeries('a'), someSeries('b', { active: [6, null] })];
    const models = chartModels(someSnapshot({ series }));
    assert.deepEqual(
      models.map(({ title, lines }) => `${title}: ${lines.map(({ label }) => label).join(', ')}`),
      ['Connections: max, pending, idle, in use', 'Waiting: a, b', 'Checkout p95: a, b', 'Operations: a, b'],
    );
    assert.deepEqual(models[0]?.lines.at(-1)?.values, [10, 4]);
  });

  it('tell a dozen pools apart, by colour and dashes together', () => {
    const series = Array.from({ length: 12 }, (_, index) => someSeries(`p${index}`));
    const looks = chartModels(someSnapshot({ series }))[1]?.lines.map(
      ({ color, dash }) => `${color} ${dash}`,
    );
    assert.equal(new Set(looks).size, 12);
  });

  it('are none where nothing is shown', () =>
    assert.deepEqual(chartModels(someSnapshot({ series: [] })), []));

  it('are told in a sentence', () => {
    const [, waiting] = chartModels(someSnapshot({ series: [someSeries('a', { waiting: [12, 3] })] }));
    assert.equal(waiting?.summary, 'Waiting: waiting 3, at most 12.');
    const [, nothing] = chartModels(someSnapshot({ series: [someSeries('a', { waiting: [null, null] })] }));
    assert.equal(nothing?.summary, 'Waiting: waiting not measured.');
  });

  it('keep their shape while only figures change', () => {
    const shapes = (differs = {}) =>
      chartModels(someSnapshot({ series: [someSeries('a', differs)] })).map(chartShape);
    assert.deepEqual(shapes(), shapes({ active: [9, 9] }));
    const several = chartModels(someSnapshot({ series: [someSeries('a'), someSeries('b')] })).map(chartShape);
    assert.notDeepEqual(shapes(), several);
  });

  it('are a table as well, the newest instant on top', () => {
    const snapshot = someSnapshot({ series: [someSeries('a', { waiting: [null, 3] })] });
    const table = figureTable(snapshot.times, chartModels(snapshot), 10);
    assert.deepEqual(
      table.groups.map(({ title, columns }) => `${title} ${columns}`),
      ['Connections 4', 'Waiting 1', 'Checkout 3', 'Operations and errors 2'],
    );
    assert.equal(
      table.head.join(' | '),
      'in use | idle | pending | max | waiting | p50 | p95 | p99 | operations | errors',
    );
    assert.deepEqual(
      table.rows.map(({ at, cells }) => `${at}: ${cells.join(' | ')}`),
      [
        '2000: 4 | 2 | 1 | 10 | 3 | 1 ms | 3 ms | 9 ms | 120/s | 0/s',
        '1000: 4 | 2 | 1 | 10 | – | 1 ms | 3 ms | 9 ms | 120/s | 0/s',
      ],
    );
    assert.equal(figureTable(snapshot.times, [], 1).rows.length, 1);
  });
});

describe('sums of columns', () => {
  it('count what was measured, and are unknown where nothing was', () => {
    assert.deepEqual(
      sum([
        [1, null, null],
        [2, 3, null],
      ]),
      [3, 3, null],
    );
    assert.deepEqual(sum([]), []);
  });
});

describe('the end of a value axis', () => {
  it('is a round figure a little over the highest value', () => {
    assert.equal(valueTop(150, 'connections'), 160);
    assert.equal(valueTop(50, 'connections'), 60);
    assert.equal(valueTop(1000, 'rate'), 1200);
  });

  it('stands still while the highest value trembles', () => {
    assert.equal(valueTop(141, 'rate'), valueTop(150, 'rate'));
  });

  it('does not magnify a trifle', () => {
    assert.equal(valueTop(0, 'connections'), 4);
    assert.equal(valueTop(null, 'duration'), 2);
    assert.equal(valueTop(0.2, 'rate'), 2);
    assert.equal(valueTop(Infinity, 'rate'), 2);
  });
});
