import assert from 'node:assert/strict';
import { PoolForest, type PoolSort, type Redraw } from '../../../../client/src/tree/pool-forest.ts';
import { someHost, somePool } from './some-pool.ts';

const redrawn = (redraw: Redraw): unknown => (redraw === 'all' ? 'all' : redraw.map(({ row }) => row.id));
const labels = (forest: PoolForest): string[] => forest.children().map(({ row }) => row.label);

describe('the pools view from one moment to the next', () => {
  it('is drawn again where a row looks different, and nowhere else', () => {
    const forest = new PoolForest();
    assert.equal(redrawn(forest.update([somePool('a'), somePool('b')])), 'all');
    assert.deepEqual(redrawn(forest.update([somePool('a'), somePool('b')])), []);
    assert.deepEqual(redrawn(forest.update([somePool('a'), somePool('b', { active: 43 })])), ['pool:b']);
    // Figures that no row shows change nothing.
    assert.deepEqual(
      redrawn(forest.update([somePool('a', { operations: 9 }), somePool('b', { active: 43 })])),
      [],
    );
  });

  it('keeps a row the same object, so that selection and expansion stay', () => {
    const forest = new PoolForest();
    forest.update([somePool('a')]);
    const before = forest.children()[0];
    forest.update([somePool('a', { active: 1 }), somePool('b')]);
    assert.equal(forest.children()[0], before);
    assert.equal(before?.row.description, '1/150 · 0 waiting · p95 3 ms');
  });

  it('is drawn anew when a pool comes or goes', () => {
    const forest = new PoolForest();
    forest.update([somePool('a')]);
    assert.equal(redrawn(forest.update([somePool('a'), somePool('b')])), 'all');
    assert.equal(redrawn(forest.update([somePool('b')])), 'all');
    assert.deepEqual(labels(forest), ['b']);
  });

  it('compares hosts only under pools whose hosts were asked for', () => {
    const forest = new PoolForest();
    const hosts = [someHost('h:1'), someHost('h:2')];
    const busier = [someHost('h:1'), someHost('h:2', { active: 22 })];
    forest.update([somePool('a', { hosts })]);
    assert.deepEqual(redrawn(forest.update([somePool('a', { hosts: busier })])), []);
    const [pool] = forest.children();
    assert.deepEqual(
      forest.children(pool).map(({ row }) => row.label),
      ['h:1', 'h:2'],
    );
    assert.deepEqual(redrawn(forest.update([somePool('a', { hosts })])), ['host:a:h:2']);
    assert.equal(forest.children(pool)[0]?.parent, pool);
  });

  it('draws a pool with its hosts again when a host came', () => {
    const forest = new PoolForest();
    forest.update([somePool('a', { hosts: [someHost('h:1')] })]);
    const [pool] = forest.children();
    forest.children(pool);
    const hosts = [someHost('h:1'), someHost('h:2')];
    assert.deepEqual(redrawn(forest.update([somePool('a', { hosts })])), ['pool:a']);
    assert.equal(forest.children(pool).length, 2);
  });

  it('draws a row again once the tooltip that somebody read is outdated', () => {
    const forest = new PoolForest();
    forest.update([somePool('a'), somePool('b')]);
    const [pool] = forest.children();
    assert.ok(pool && forest.tooltip(pool).includes('12 k, 120/s'));
    const more = { operations: 99_000 };
    assert.deepEqual(redrawn(forest.update([somePool('a', more), somePool('b', more)])), ['pool:a']);
    assert.deepEqual(redrawn(forest.update([somePool('a'), somePool('b')])), []);
  });

  const pools = [
    somePool('pool10', { waiting: 1 }),
    somePool('pool9', { active: 150 }),
    somePool('pool1', { health: 'UNHEALTHY', waiting: 5 }),
  ];
  const orders: Record<PoolSort, string[]> = {
    name: ['pool1', 'pool9', 'pool10'],
    health: ['pool1', 'pool9', 'pool10'],
    use: ['pool9', 'pool1', 'pool10'],
    waiting: ['pool1', 'pool10', 'pool9'],
  };
  for (const sort of ['name', 'health', 'use', 'waiting'] as const)
    it(`is sorted by ${sort}`, () => {
      const forest = new PoolForest();
      forest.sort = sort;
      forest.update(pools);
      assert.deepEqual(labels(forest), orders[sort]);
    });
});
