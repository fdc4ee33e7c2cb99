import assert from 'node:assert/strict';
import { analyze } from '../../../../dialect/src/analysis/analyze.ts';
import { emptyCatalog } from '../../../../dialect/src/catalog/catalog.ts';
import type { PoolGroupInfo } from '../../../../dialect/src/catalog/catalog.ts';
import { parseStatement } from '../../../../dialect/src/syntax/parse.ts';

/** Each problem of a statement as `code at: message`. */
function check(sql: string, groups: readonly PoolGroupInfo[] = []): string[] {
  const { statement, problems } = parseStatement(sql);
  assert.deepEqual(problems, []);
  assert.ok(statement);
  return analyze(statement, { ...emptyCatalog, groups }).problems.map(
    ({ code, message, span }) => `${code} ${sql.slice(span.start, span.end)}: ${message}`,
  );
}

const create = (type: string, options: string) =>
  check(`CREATE CONNECTION_POOL_GROUP g TYPE ${type} WITH (${options})`);

describe('options: of groups', () => {
  it('finds nothing wrong with the right thing', () => {
    assert.deepEqual(
      create('READ_WRITE', "read = JSON_BUILD_OBJECT('maxPoolSize', 5, 'maxQueued', 0), retryWrites = false"),
      [],
    );
    assert.deepEqual(
      create('TENANT', "tenants = ARRAY['a', 'b-2'], maxConnections = 0, variable = 'customer'"),
      [],
    );
    assert.deepEqual(
      create(
        'REGION',
        "regions = JSON_BUILD_OBJECT('eu', JSON_BUILD_OBJECT('connection', 'eu')), routing = 'listed'",
      ),
      [],
    );
    assert.deepEqual(create('PRIORITY', "low = JSON_BUILD_OBJECT('maxConcurrent', 3)"), []);
    assert.deepEqual(create('BATCH', 'batchSize = 500, concurrency = 2, failureThreshold = 1'), []);
  });

  it('tells options of other types from those of its own', () => {
    assert.deepEqual(create('BATCH', 'tenants = 1, concurrency = 2'), [
      'QL3016 tenants: tenants is an option of groups of type TENANT, and this one is of type BATCH: leave it out.',
    ]);
    assert.deepEqual(create('READ_WRITE', "variable = 'v'"), [
      'QL3016 variable: variable is an option of groups of type TENANT or PRIORITY, and this one is of type READ_WRITE: leave it out.',
    ]);
    const group = { name: 'b', type: 'BATCH', members: ['batch'], options: {} } as const;
    assert.deepEqual(check("ALTER CONNECTION_POOL_GROUP b SET (routing = 'listed')", [group]), [
      'QL3016 routing: routing is an option of groups of type REGION, and this one is of type BATCH: leave it out.',
    ]);
    assert.deepEqual(create('BATCH', 'batchsize = 1'), [
      'QL3001 batchsize: There is no pool option named batchsize (did you mean batchSize?).',
    ]);
  });

  it('looks into the members, at the token that is wrong', () => {
    assert.deepEqual(create('READ_WRITE', "read = JSON_BUILD_OBJECT('maxPoolSzie', 5)"), [
      "QL3012 'maxPoolSzie': read has no field maxPoolSzie (did you mean maxPoolSize?).",
    ]);
    assert.deepEqual(
      create('TENANT', "tenants = JSON_BUILD_OBJECT('a', JSON_BUILD_OBJECT('maxQueued', -1))"),
      ['QL3003 -1: tenants.a.maxQueued must be at least 0, not -1.'],
    );
    assert.deepEqual(create('READ_WRITE', "write = JSON_BUILD_OBJECT('minPoolSize', 60)"), [
      'QL3006 60: minPoolSize is 60, more than maxPoolSize, which is 50 as it is set now: lower minPoolSize or raise maxPoolSize.',
    ]);
    assert.deepEqual(create('READ_WRITE', "read = JSON_BUILD_OBJECT('maxPoolSize', 3)"), []);
    assert.deepEqual(create('PRIORITY', 'low = 5'), [
      'QL3002 5: low takes a document of options, not the number 5.',
    ]);
  });

  it('wants names for tenants and regions, and names that a pool can have', () => {
    assert.deepEqual(check('CREATE CONNECTION_POOL_GROUP g TYPE TENANT'), [
      'QL3014 g: A group of type TENANT needs tenants: add tenants = ARRAY[‘name’, …], or JSON_BUILD_OBJECT with the options of each.',
    ]);
    for (const none of ['regions = ARRAY[]', 'regions = JSON_BUILD_OBJECT()'])
      assert.match(create('REGION', none).join(), /^QL3014 g: A group of type REGION needs regions: /, none);
    assert.deepEqual(create('REGION', "regions = ARRAY['eu west']"), [
      "QL3015 ARRAY['eu west']: ‘eu west’ cannot name a member of a group: use letters, digits, _ and -.",
    ]);
    assert.deepEqual(create('TENANT', "tenants = JSON_BUILD_OBJECT('a.b', JSON_BUILD_OBJECT())"), [
      "QL3015 'a.b': ‘a.b’ cannot name a member of a group: use letters, digits, _ and -.",
    ]);
  });

  it('knows the type of the group that ALTER names, and what a member takes', () => {
    const group: PoolGroupInfo = { name: 'g', type: 'BATCH', members: ['batch'], options: {} };
    const alter = 'ALTER CONNECTION_POOL_GROUP g SET (tenants = ARRAY[1])';
    assert.deepEqual(check(alter, [group]), [
      'QL3016 tenants: tenants is an option of groups of type TENANT, and this one is of type BATCH: leave it out.',
    ]);
    assert.deepEqual(check("ALTER CONNECTION_POOL_GROUP g SET (tenants = JSON_BUILD_OBJECT('a', NULL))"), []);
    assert.deepEqual(check('ALTER CONNECTION_POOL g.batch SET (maxQueued = 5)'), []);
    assert.deepEqual(check('ALTER CONNECTION_POOL g SET (maxQueued = 5)'), [
      'QL3001 maxQueued: There is no pool option named maxQueued.',
    ]);
  });
});
