import assert from 'node:assert/strict';
import { compare } from '../../../../client/src/saved/compare.ts';
import { readSaved } from '../../../../client/src/saved/read-saved.ts';
import { runningText } from '../../../../client/src/saved/statement-text.ts';
import { writeSaved } from '../../../../client/src/saved/write-saved.ts';

/** What differs between a text of saved pools and one that stands for those that run: the connection `shop` is the default. */
function changes(saved: string, running: string) {
  const [one, other] = [readSaved(saved), readSaved(running)];
  assert.deepEqual([one.wrong, other.wrong], [undefined, undefined]);
  return compare(one.definitions, other.definitions, 'shop').filter(({ change }) => change !== 'same');
}

/** `name: change (what: saved → running, …)`. */
function diff(saved: string, running: string): string[] {
  return changes(saved, running).map(({ name, change, differences }) => {
    const told = differences.map((each) => `${each.what}: ${text(each.saved)} → ${text(each.running)}`);
    return `${name}: ${change}${told.length > 0 ? ` (${told.join(', ')})` : ''}`;
  });
}

const text = (value: unknown) => (value === undefined ? '-' : JSON.stringify(value));
const toRunning = (saved: string, running: string) => changes(saved, running).map(runningText);
const toSaved = (saved: string, running: string) => writeSaved(saved, changes(saved, running));

const read = 'CREATE CONNECTION_POOL read_pool';

describe('saved pools', () => {
  it('are what the statements leave behind', () => {
    assert.deepEqual(
      diff(
        `SET CONNECTION_POOL_OPTIONS = JSON_BUILD_OBJECT('maxPoolSize', 20);
         ${read} WITH (minPoolSize = 2); CREATE CONNECTION_POOL gone; SELECT 1; USE CONNECTION_POOL read_pool;
         ALTER CONNECTION_POOL read_pool SET (minPoolSize = 3); DROP CONNECTION_POOL gone;`,
        `${read} WITH (maxPoolSize = 20, minPoolSize = 3)`,
      ),
      [],
    );
  });

  it('differ by name, by place and by option', () => {
    assert.deepEqual(diff(`${read};`, ''), ['read_pool: only saved']);
    assert.deepEqual(diff('', `${read};`), ['read_pool: only running']);
    assert.deepEqual(
      diff(
        `${read} WITH (maxPoolSize = 5, retryReads = false)`,
        `${read} WITH (maxPoolSize = 9, appName = 'x')`,
      ),
      ['read_pool: differs (maxPoolSize: 5 → 9, retryReads: false → -, appName: - → "x")'],
    );
    assert.deepEqual(diff(`${read} ON CONNECTION shop`, read), []);
    assert.deepEqual(diff(`${read} ON CONNECTION other`, read), [
      'read_pool: differs (connection: "other" → "shop")',
    ]);
    assert.deepEqual(diff(read, `${read} DATABASE a`), []);
    assert.deepEqual(diff(`${read} DATABASE b`, `${read} DATABASE a`), [
      'read_pool: differs (database: "b" → "a")',
    ]);
  });

  it('are the same where they mean the same', () => {
    assert.deepEqual(
      diff(
        `${read} WITH (readConcern = 'majority', compressors = 'zstd,zlib', writeConcern = JSON_BUILD_OBJECT('w', 1, 'j', true))`,
        `${read} WITH (readConcern = JSON_BUILD_OBJECT('level', 'majority'), compressors = ARRAY['zstd', 'zlib'], writeConcern = JSON_BUILD_OBJECT('j', true, 'w', 1))`,
      ),
      [],
    );
    // What runs hides its credentials.
    assert.deepEqual(diff(`${read} ON 'mongodb://u:secret@h'`, `${read} ON 'mongodb://***@h'`), []);
  });

  it('of groups differ within their members', () => {
    const group = (options: string) => `CREATE CONNECTION_POOL_GROUP g TYPE READ_WRITE WITH (${options})`;
    assert.deepEqual(
      diff(
        group("read = JSON_BUILD_OBJECT('maxPoolSize', 5)"),
        group("read = JSON_BUILD_OBJECT('maxPoolSize', 6), failureThreshold = 1"),
      ),
      ['g: differs (read.maxPoolSize: 5 → 6, failureThreshold: - → 1)'],
    );
    const tenants = (value: string) => `CREATE CONNECTION_POOL_GROUP g TYPE TENANT WITH (tenants = ${value})`;
    assert.deepEqual(
      diff(
        tenants("ARRAY['a', 'b']"),
        tenants("JSON_BUILD_OBJECT('a', JSON_BUILD_OBJECT(), 'c', JSON_BUILD_OBJECT('maxPoolSize', 2))"),
      ),
      ['g: differs (tenants.b: {} → -, tenants.c.maxPoolSize: - → 2)'],
    );
  });

  it('say what is wrong with their text', () => {
    assert.deepEqual(readSaved(`${read};\nCREATE CONNECTION_POOL p WITH (maxPoolSzie = 5);`).wrong, {
      message: 'There is no pool option named maxPoolSzie (did you mean maxPoolSize?).',
      line: 2,
    });
    assert.equal(readSaved('CREATE CONNECTION_POOL;').wrong?.line, 1);
    // What is none of its business may be wrong.
    assert.equal(readSaved(`${read}; SELECT FROM WHERE;`).wrong, undefined);
  });

  it('come to run by ALTER where that is enough', () => {
    assert.deepEqual(toRunning(`${read} WITH (maxPoolSize = 5)`, `${read} WITH (minPoolSize = 2)`), [
      'ALTER CONNECTION_POOL read_pool SET (\n  maxPoolSize = 5,\n  minPoolSize = 5\n);',
    ]);
    assert.deepEqual(
      toRunning(`${read} WITH (maxPoolSize = 5)`, `${read} WITH (maxPoolSize = 5, appName = 'x')`),
      ['CREATE OR REPLACE CONNECTION_POOL read_pool\nWITH (\n  maxPoolSize = 5\n);'],
    );
    assert.deepEqual(toRunning(`${read} ON CONNECTION other`, read), [
      'CREATE OR REPLACE CONNECTION_POOL read_pool ON CONNECTION other;',
    ]);
    assert.deepEqual(toRunning(`${read};`, 'CREATE CONNECTION_POOL "odd one";'), [
      'CREATE CONNECTION_POOL read_pool;',
      'DROP CONNECTION_POOL "odd one";',
    ]);
    const tenants = (value: string) =>
      `CREATE CONNECTION_POOL_GROUP g TYPE TENANT WITH (tenants = ${value});`;
    assert.deepEqual(toRunning(tenants("ARRAY['a']"), tenants("ARRAY['a', 'b']")), [
      "ALTER CONNECTION_POOL_GROUP g SET (\n  tenants = JSON_BUILD_OBJECT('a', JSON_BUILD_OBJECT(), 'b', NULL)\n);",
    ]);
  });

  it('are brought up to date in their text, and nothing else in it', () => {
    const before = `-- Pools of the shop.

-- For the site.
CREATE CONNECTION_POOL read_pool WITH (maxPoolSize = 5); -- as tried in May
ALTER CONNECTION_POOL read_pool SET (minPoolSize = 1);

-- No longer there.
CREATE CONNECTION_POOL old_pool;

SELECT 1;
`;
    const after = toSaved(
      before,
      'CREATE CONNECTION_POOL read_pool WITH (maxPoolSize = 9); CREATE CONNECTION_POOL_GROUP g TYPE BATCH WITH (batchSize = 10);',
    );
    assert.equal(
      after,
      `-- Pools of the shop.

-- For the site.
CREATE CONNECTION_POOL read_pool
WITH (
  maxPoolSize = 9,
  minPoolSize = 5
); -- as tried in May

SELECT 1;

CREATE CONNECTION_POOL_GROUP g TYPE BATCH
WITH (
  batchSize = 10
);
`,
    );
    assert.deepEqual(
      diff(
        after,
        'CREATE CONNECTION_POOL read_pool WITH (maxPoolSize = 9, minPoolSize = 5); CREATE CONNECTION_POOL_GROUP g TYPE BATCH WITH (batchSize = 10);',
      ),
      [],
    );
  });

  it('keep the credentials that are in their text, and get none', () => {
    const on = (address: string, size: number) =>
      `CREATE CONNECTION_POOL p ON '${address}' WITH (maxPoolSize = ${size});`;
    assert.equal(
      toSaved(on('mongodb://u:secret@h', 1), on('mongodb://***@h', 2)),
      "CREATE CONNECTION_POOL p ON 'mongodb://u:secret@h'\nWITH (\n  maxPoolSize = 2\n);",
    );
    assert.match(
      toSaved('', on('mongodb://***@h', 2)),
      /^-- The credentials are not written: .*\nCREATE CONNECTION_POOL p ON 'mongodb:\/\/\*\*\*@h'/,
    );
  });
});
