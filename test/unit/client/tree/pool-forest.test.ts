import assert from 'node:assert/strict';
import type { PoolState } from '../../../../client/src/pools/pool-types.ts';
import manifest from '../../../../package.json' with { type: 'json' };
import { PoolForest, type PoolSort, type Redraw } from '../../../../client/src/tree/pool-forest.ts';
import { someHost, somePool } from './some-pool.ts';

/** Long after whatever was drawn before: nothing rests any more. */
let clock = 0;
const later = (): number => (clock += 60_000);
const redrawn = (redraw: Redraw): unknown => (redraw === 'all' ? 'all' : redraw.map(({ row }) => row.id));
const labels = (forest: PoolForest): string[] => forest.children().map(({ row }) => row.label);

describe('the pools view from one moment to the next', () => {
  it('is drawn again where a row looks different, and nowhere else', () => {
    const forest = new PoolForest();
    assert.equal(redrawn(forest.update([somePool('a'), somePool('b')], later())), 'all');
    assert.deepEqual(redrawn(forest.update([somePool('a'), somePool('b')], later())), []);
    assert.deepEqual(redrawn(forest.update([somePool('a'), somePool('b', { active: 43 })], later())), [
      'pool:b',
    ]);
    // Figures that no row shows change nothing.
    assert.deepEqual(
      redrawn(forest.update([somePool('a', { operations: 9 }), somePool('b', { active: 43 })], later())),
      [],
    );
  });

  it('keeps a row the same object, so that selection and expansion stay', () => {
    const forest = new PoolForest();
    forest.update([somePool('a')], later());
    const before = forest.children()[0];
    forest.update([somePool('a', { active: 1 }), somePool('b')], later());
    assert.equal(forest.children()[0], before);
    assert.equal(before?.row.description, '1/150 · p95 3 ms');
  });

  it('is drawn anew when a pool comes or goes', () => {
    const forest = new PoolForest();
    forest.update([somePool('a')], later());
    assert.equal(redrawn(forest.update([somePool('a'), somePool('b')], later())), 'all');
    assert.equal(redrawn(forest.update([somePool('b')], later())), 'all');
    assert.deepEqual(labels(forest), ['b']);
  });

  it('lists what is only saved behind what runs, until it runs', () => {
    const forest = new PoolForest();
    const saved = [
      { kind: 'pool' as const, name: 'c', place: 'pools.qlsql:7' },
      { kind: 'group' as const, name: 'a', place: 'pools.qlsql:1' },
    ];
    assert.equal(redrawn(forest.update([somePool('b')], later(), [], saved)), 'all');
    assert.deepEqual(
      forest.children().map(({ row }) => `${row.label}: ${row.context} ${row.color}`),
      [forest.children()[0]!.row]
        .map(({ color }) => `b: pool.ready ${color}`)
        .concat(['a: saved.group disabledForeground', 'c: saved.pool disabledForeground']),
    );
    assert.equal(forest.children()[2]?.row.description, 'saved, not running');
    assert.equal(
      forest.tooltip(forest.children()[2]!, later()),
      '**c** is saved in pools\\.qlsql:7 and does not run.',
    );
    assert.deepEqual(forest.children(forest.children()[2]), []);
    assert.deepEqual(redrawn(forest.update([somePool('b')], later(), [], saved)), []);
    assert.equal(redrawn(forest.update([somePool('b'), somePool('c')], later(), [], saved.slice(1))), 'all');
    assert.deepEqual(labels(forest), ['b', 'c', 'a']);
  });

  it('compares hosts only under pools whose hosts were asked for', () => {
    const forest = new PoolForest();
    const hosts = [someHost('h:1'), someHost('h:2')];
    const busier = [someHost('h:1'), someHost('h:2', { active: 22 })];
    forest.update([somePool('a', { hosts })], later());
    assert.deepEqual(redrawn(forest.update([somePool('a', { hosts: busier })], later())), []);
    const [pool] = forest.children();
    assert.deepEqual(
      forest.children(pool).map(({ row }) => row.label),
      ['h:1', 'h:2'],
    );
    assert.deepEqual(redrawn(forest.update([somePool('a', { hosts })], later())), ['host:a:h:2']);
    assert.equal(forest.children(pool)[0]?.parent, pool);
  });

  it('draws a pool with its hosts again when a host came', () => {
    const forest = new PoolForest();
    forest.update([somePool('a', { hosts: [someHost('h:1')] })], later());
    const [pool] = forest.children();
    forest.children(pool);
    const hosts = [someHost('h:1'), someHost('h:2')];
    assert.deepEqual(redrawn(forest.update([somePool('a', { hosts })], later())), ['pool:a']);
    assert.equal(forest.children(pool).length, 2);
  });

  it('draws a row again once the tooltip that somebody read is outdated', () => {
    const forest = new PoolForest();
    forest.update([somePool('a'), somePool('b')], later());
    const [pool] = forest.children();
    assert.ok(pool && forest.tooltip(pool, later()).includes('12 k, 120/s'));
    const more = { operations: 99_000 };
    assert.deepEqual(redrawn(forest.update([somePool('a', more), somePool('b', more)], later())), ['pool:a']);
    assert.deepEqual(redrawn(forest.update([somePool('a'), somePool('b')], later())), []);
  });

  it('lets a row whose figures change all the time stand still for two seconds', () => {
    const forest = new PoolForest();
    const at = (active: number, now: number) => redrawn(forest.update([somePool('a', { active })], now));
    at(1, 0);
    assert.deepEqual(at(2, 1000), ['pool:a']);
    assert.deepEqual(at(3, 2000), []);
    assert.ok(forest.late);
    assert.equal(forest.children()[0]?.row.description, '2/150 · p95 3 ms');
    assert.deepEqual(at(3, 3000), ['pool:a']);
    assert.ok(!forest.late);
  });

  it('draws at last what rested, though the pool has no news any more', () => {
    const forest = new PoolForest();
    const [first, second, third] = [1, 2, 3].map((active) => somePool('a', { active }));
    forest.update([first!], 0);
    forest.update([second!], 1000);
    forest.update([third!], 1500);
    assert.deepEqual(redrawn(forest.update([third!], 2000)), []);
    assert.deepEqual(redrawn(forest.update([third!], 3000)), ['pool:a']);
  });

  it('does not close the tooltip that somebody reads, over a pool or one of its hosts', () => {
    const forest = new PoolForest();
    const pool = (active: number) => somePool('a', { active, hosts: [someHost('h:1', { active })] });
    forest.update([pool(1)], 0);
    const [row] = forest.children();
    const [host] = forest.children(row);
    forest.tooltip(host!, 10_000);
    assert.deepEqual(redrawn(forest.update([pool(2)], 15_000)), []);
    assert.deepEqual(redrawn(forest.update([pool(2)], 16_000)), ['pool:a']);
  });

  it('shows at once that a pool stands otherwise, whatever rests', () => {
    const forest = new PoolForest();
    forest.update([somePool('a')], 0);
    forest.update([somePool('a', { active: 1 })], 1000);
    assert.deepEqual(redrawn(forest.update([somePool('a', { state: 'paused' })], 1001)), ['pool:a']);
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
      forest.update(pools, later());
      assert.deepEqual(labels(forest), orders[sort]);
    });

  it('shows the pools of a group below it, by their names there', () => {
    const forest = new PoolForest();
    const shop = { name: 'shop', type: 'READ_WRITE', members: ['read', 'write'], paused: false } as const;
    const pools = [
      somePool('shop.read', { group: 'shop' }),
      somePool('shop.write', { group: 'shop', active: 8 }),
      somePool('a'),
    ];
    assert.equal(redrawn(forest.update(pools, later(), [shop])), 'all');
    assert.deepEqual(labels(forest), ['a', 'shop']);
    const [, group] = forest.children();
    assert.equal(group?.row.description, 'read and write · 50/300 · 0 waiting');
    const members = forest.children(group);
    assert.deepEqual(
      members.map(({ row, pool, parent }) => [row.label, pool, parent === group]),
      [
        ['read', 'shop.read', true],
        ['write', 'shop.write', true],
      ],
    );
    assert.match(forest.tooltip(members[0] ?? assert.fail(), later()), /shop\\\.read/);
    // A figure of a member is one of its group, too.
    const busier = [
      pools[0] ?? assert.fail(),
      somePool('shop.write', { group: 'shop', active: 9 }),
      somePool('a'),
    ];
    assert.deepEqual(redrawn(forest.update(busier, later(), [shop])), ['group:shop', 'pool:shop.write']);
    assert.equal(redrawn(forest.update(busier, later(), [])), 'all');
    assert.deepEqual(labels(forest), ['a', 'shop.read', 'shop.write']);
  });

  it('shows a group whose pools are not open, and what asks for attention in a group first', () => {
    const forest = new PoolForest();
    const tenants = { name: 'tenants', type: 'TENANT', members: ['acme', 'globex'], paused: false } as const;
    forest.update([somePool('a')], later(), [tenants]);
    const [, group] = forest.children();
    assert.deepEqual(
      [group?.row.description, group?.row.hasChildren],
      ['0 of 2 tenants open · 0/0 · 0 waiting', false],
    );
    assert.match(forest.tooltip(group ?? assert.fail(), later()), /globex.*not open/);
    forest.sort = 'health';
    const ill = somePool('tenants.acme', { group: 'tenants', health: 'UNHEALTHY', healthScore: 20 });
    forest.update([somePool('a'), ill], later(), [tenants]);
    assert.deepEqual(labels(forest), ['tenants', 'a']);
  });

  it('offers to pause a group where something runs, and to resume it where something is paused', () => {
    const offered = (states: readonly PoolState[], paused = false) => {
      const forest = new PoolForest();
      const pools = states.map((state, n) => somePool(`app.${n}`, { group: 'app', state }));
      forest.update(pools, later(), [{ name: 'app', type: 'TENANT', members: ['0', '1'], paused }]);
      const [group] = forest.children();
      return groupCommands.filter(({ when }) => when.test(group?.row.context ?? '')).map(({ name }) => name);
    };
    assert.deepEqual(offered(['ready', 'failed']), [
      'pauseGroup',
      'clearGroup',
      'reconnectGroup',
      'dropGroup',
    ]);
    assert.deepEqual(offered(['paused', 'paused'], true), [
      'resumeGroup',
      'clearGroup',
      'reconnectGroup',
      'dropGroup',
    ]);
    assert.deepEqual(offered(['ready', 'paused']).slice(0, 2), ['pauseGroup', 'resumeGroup']);
    assert.deepEqual(offered(['ready', 'paused'], true).slice(0, 2), ['pauseGroup', 'resumeGroup']);
    assert.equal(offered([])[0], 'pauseGroup');
    assert.equal(offered([], true)[0], 'resumeGroup');
  });
});

/** The menu of a group's line, as package.json has it. */
const groupCommands = manifest.contributes.menus['view/item/context'].flatMap(({ command, when }) => {
  const [, pattern] = /viewItem =~ \/(\^group.*)\//.exec(when) ?? [];
  return pattern === undefined
    ? []
    : [{ name: command.replace('qlsql.pools.', ''), when: new RegExp(pattern) }];
});
