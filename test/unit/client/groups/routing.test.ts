import assert from 'node:assert/strict';
import type { PoolError } from '../../../../client/src/pools/pool-error.ts';
import { memberSettings, mergeOptions } from '../../../../client/src/groups/member-settings.ts';
import { rank, regionScore } from '../../../../client/src/groups/region-score.ts';
import { route } from '../../../../client/src/groups/routing.ts';
import type { GroupType, OptionValues } from '../../../../dialect/src/options/index.ts';
import { someHost, somePool, times } from '../tree/some-pool.ts';

interface Wanted {
  readonly writes?: boolean;
  readonly member?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

function choose(
  type: GroupType,
  options: OptionValues,
  { writes = false, variables = {}, member }: Wanted = {},
): string {
  const members = memberSettings(type, options).map(({ name }) => name);
  try {
    const ranked = () => [...members].reverse();
    const request = { writes, variables, ...(member === undefined ? {} : { member }) };
    return route({ group: 'g', type, options, members, ranked }, request).join(', ');
  } catch (error) {
    return `${(error as PoolError).code} ${(error as PoolError).message}`;
  }
}

describe('groups: where a statement goes', () => {
  it('by what it does, in a group of reader and writer', () => {
    assert.equal(choose('READ_WRITE', {}), 'read, write');
    assert.equal(choose('READ_WRITE', {}, { writes: true }), 'write');
    assert.equal(choose('READ_WRITE', {}, { member: 'read', writes: true }), 'read');
  });

  it('by the tenant that is named', () => {
    const options = { tenants: ['acme', 'globex'], variable: 'customer' };
    assert.equal(choose('TENANT', options, { member: 'acme' }), 'acme');
    assert.equal(choose('TENANT', options, { variables: { customer: 'globex' } }), 'globex');
    assert.equal(
      choose('TENANT', options, { variables: { tenant: 'globex' } }),
      'QL5103 The group g must be told which tenant: SET @customer = ‘…’, or USE_CONNECTION_POOL(‘g’, ‘…’).',
    );
    assert.equal(
      choose('TENANT', options, { member: 'acmee' }),
      'QL5102 The group g has no member acmee (did you mean acme?).',
    );
    assert.equal(
      choose('TENANT', options, { member: 'umbrella' }),
      'QL5102 The group g has no member umbrella: ALTER CONNECTION_POOL_GROUP g adds one.',
    );
  });

  it('by priority, normal where nobody says', () => {
    assert.equal(choose('PRIORITY', {}), 'normal');
    assert.equal(choose('PRIORITY', {}, { variables: { priority: 'low' } }), 'low');
    assert.equal(
      choose('PRIORITY', {}, { variables: { priority: 'urgent' } }),
      'QL5102 The group g has no member urgent: it has critical, high, normal, low.',
    );
    assert.equal(
      choose('PRIORITY', {}, { variables: { priority: 'lo' } }),
      'QL5102 The group g has no member lo (did you mean low?).',
    );
  });

  it('to the best region, then the others', () => {
    assert.equal(choose('REGION', { regions: ['eu', 'us'] }), 'us, eu');
    assert.equal(choose('BATCH', {}), 'batch');
  });
});

describe('groups: the score of a region', () => {
  it('falls with latency, errors and bad health', () => {
    const near = somePool('a', {
      hosts: [someHost('h:1', { roundTripMs: 40 }), someHost('h:2', { roundTripMs: 8 })],
    });
    assert.deepEqual(regionScore(near), { latencyMs: 8, score: 99.2 });
    assert.equal(regionScore({ ...near, errorRate: 0.1, health: 'WARNING' }).score, 74.2);
    assert.equal(regionScore({ ...near, health: 'UNHEALTHY' }).score, 69.2);
    const far = somePool('b', { hosts: [someHost('h:1', { roundTripMs: 9000 })] });
    assert.equal(regionScore(far).score, 50);
    // Before the first heartbeat, what operations took is all that is known.
    assert.deepEqual(regionScore(somePool('c', { response: times(30) })), { latencyMs: 30, score: 97 });
  });

  it('changes the choice only for one that is clearly better', () => {
    const scores = new Map([
      ['eu', 90],
      ['us', 95],
      ['ap', 50],
    ]);
    assert.deepEqual(rank(scores, undefined, 10), ['us', 'eu', 'ap']);
    assert.deepEqual(rank(scores, 'eu', 10), ['eu', 'us', 'ap']);
    assert.deepEqual(rank(scores, 'ap', 10), ['us', 'eu', 'ap']);
    assert.deepEqual(rank(scores, 'eu', 5), ['us', 'eu', 'ap']);
    assert.deepEqual(rank(scores, 'gone', 10), ['us', 'eu', 'ap']);
  });
});

describe('groups: what members come to', () => {
  it('is their own options over the group’s over those of the type', () => {
    const [read, write] = memberSettings('READ_WRITE', {
      maxPoolSize: 7,
      read: { maxPoolSize: 3, database: 'archive', maxQueued: 4 },
    });
    assert.deepEqual(
      [read?.options['maxPoolSize'], read?.options['minPoolSize'], read?.database, read?.lane.queued],
      [3, 3, 'archive', 4],
    );
    assert.deepEqual(
      [write?.options['maxPoolSize'], write?.options['minPoolSize'], write?.options['readPreference']],
      [7, 5, 'primary'],
    );
  });

  it('is the article’s for readers and writers, tenants, regions and batches', () => {
    const second = 1000;
    const minute = 60 * second;
    const of = (type: GroupType, options: OptionValues, member: string, names: readonly string[]) => {
      const found = memberSettings(type, options).find(({ name }) => name === member);
      return Object.fromEntries(names.map((name) => [name, found?.options[name]]));
    };
    const check = (type: GroupType, options: OptionValues, member: string, expected: OptionValues) =>
      assert.deepEqual(of(type, options, member, Object.keys(expected)), expected, `${type} ${member}`);
    check('READ_WRITE', {}, 'read', {
      ...{ maxPoolSize: 100, minPoolSize: 10, maxIdleTimeMS: 10 * minute },
      ...{ readPreference: 'secondaryPreferred', readConcern: { level: 'available' } },
    });
    check('READ_WRITE', {}, 'write', {
      ...{ maxPoolSize: 50, minPoolSize: 5, heartbeatFrequencyMS: 5 * second },
      ...{ readPreference: 'primary', writeConcern: { w: 'majority', j: true } },
    });
    check('TENANT', { tenants: ['acme'] }, 'acme', {
      ...{ maxPoolSize: 20, minPoolSize: 2, appName: 'app_tenant_acme' },
    });
    check('REGION', { regions: ['eu'] }, 'eu', {
      ...{ maxPoolSize: 75, minPoolSize: 10, readPreference: 'nearest', compressors: ['zstd', 'zlib'] },
      ...{ connectTimeoutMS: 15 * second, serverSelectionTimeoutMS: 10 * second },
    });
    check('BATCH', {}, 'batch', {
      ...{ maxPoolSize: 200, minPoolSize: 20, maxConnecting: 10, socketTimeoutMS: 2 * minute },
      ...{ maxIdleTimeMS: 30 * minute, readPreference: 'secondary' },
      ...{ readConcern: { level: 'available' }, writeConcern: { w: 1 } },
    });
  });

  it('is the article’s for each priority', () => {
    const lanes = memberSettings('PRIORITY', {}).map(({ name, options, lane }) => [
      name,
      ...[
        'maxPoolSize',
        'minPoolSize',
        'maxIdleTimeMS',
        'connectTimeoutMS',
        'socketTimeoutMS',
        'serverSelectionTimeoutMS',
      ].map((option) => options[option]),
      lane.queued,
    ]);
    assert.deepEqual(lanes, [
      ['critical', 100, 10, 60_000, 5000, 10_000, 3000, undefined],
      ['high', 75, 8, 120_000, 8000, 20_000, 5000, undefined],
      ['normal', 50, 5, 300_000, 10_000, 30_000, 8000, 25],
      ['low', 25, 2, 600_000, 15_000, 60_000, 15_000, 10],
    ]);
  });

  it('keeps what ALTER does not name, adds members and takes them away', () => {
    assert.deepEqual(
      mergeOptions('READ_WRITE', { read: { maxPoolSize: 3, minPoolSize: 1 } }, { read: { maxPoolSize: 5 } }),
      { read: { maxPoolSize: 5, minPoolSize: 1 } },
    );
    assert.deepEqual(
      mergeOptions(
        'TENANT',
        { tenants: ['a', 'b'], maxConnections: 9 },
        { tenants: { a: null, c: { maxPoolSize: 2 } } },
      ),
      { tenants: { b: {}, c: { maxPoolSize: 2 } }, maxConnections: 9 },
    );
  });
});
