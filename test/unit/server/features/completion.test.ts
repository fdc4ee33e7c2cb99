import assert from 'node:assert/strict';
import { describeSubject } from '../../../../server/src/describe/subject.ts';
import { complete } from '../../../../server/src/features/completion.ts';
import type { Suggestion } from '../../../../server/src/features/completion/suggestion.ts';
import { check, field, shop } from '../check.ts';

function suggestionsAt(marked: string): readonly Suggestion[] {
  return check(marked, complete).answer?.suggestions ?? [];
}

/** The labels suggested at the mark, of some kinds or all. */
function labels(marked: string, ...kinds: Suggestion['kind'][]): readonly string[] {
  return suggestionsAt(marked)
    .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))
    .map(({ label }) => label);
}

/** What the text becomes when a suggestion is taken. */
function take(marked: string, label: string): string {
  const { answer } = check(marked, complete);
  const text = marked.replace('‸', '');
  const found = answer?.suggestions.find((each) => each.label === label);
  assert.ok(answer && found, `${label} is not suggested`);
  return text.slice(0, answer.replace.start) + (found.insert ?? found.label) + text.slice(answer.replace.end);
}

describe('server: completion', () => {
  describe('of statements', () => {
    it('tells of each snippet what the statement is', () => {
      const { answer } = check('‸', complete);
      const around = { catalog: shop, currentPool: undefined };
      const snippets = (answer?.suggestions ?? []).filter(({ kind }) => kind === 'snippet');
      assert.ok(snippets.length > 20);
      const untold = snippets.filter(({ subject }) => !subject || !describeSubject(subject, around));
      assert.deepEqual(
        untold.map(({ label }) => label),
        [],
      );
    });

    it('begins them with the commonest words, then snippets for pools, then other keywords', () => {
      const all = labels('‸');
      assert.deepEqual(all.slice(0, 2), ['SELECT', 'WITH']);
      assert.ok(all.indexOf('CREATE CONNECTION_POOL') < 10);
      for (const word of ['SELECT', 'WITH', 'INSERT INTO', 'SHOW']) assert.ok(all.includes(word), word);
    });

    it('goes on after a semicolon, and between statements', () => {
      assert.ok(labels('SELECT 1;\n‸').includes('SELECT'));
      assert.ok(labels('SELECT 1;\n‸\nSELECT 2;').includes('SELECT'));
    });

    it('offers the clauses that may follow', () => {
      assert.deepEqual(
        ['WHERE', 'GROUP BY', 'ORDER BY', 'LIMIT'].filter(
          (word) => !labels('SELECT * FROM orders o ‸').includes(word),
        ),
        [],
      );
      assert.deepEqual(labels('SELECT * FROM orders ORDER ‸', 'keyword'), ['BY']);
    });
  });

  it('offers the tables of INFORMATION_SCHEMA behind its name, and their columns', () => {
    assert.deepEqual(labels('SELECT * FROM information_schema.‸'), ['schemata', 'tables', 'columns']);
    assert.ok(labels('SELECT ‸ FROM information_schema.tables', 'column').includes('table_name'));
  });

  describe('of groups of pools', () => {
    const create = 'CREATE CONNECTION_POOL_GROUP g TYPE ';

    it('offers the options of the type, and those of a pool', () => {
      const all = labels(`${create}TENANT WITH (‸)`);
      for (const option of ['tenants', 'maxConnections', 'failureThreshold', 'maxPoolSize'])
        assert.ok(all.includes(option), option);
      assert.ok(!all.includes('batchSize'));
      assert.deepEqual(labels(`${create}‸`, 'keyword'), [
        'BATCH',
        'PRIORITY',
        'READ_WRITE',
        'REGION',
        'TENANT',
      ]);
    });

    it('offers what a member takes, within its document', () => {
      const inRead = labels(`${create}READ_WRITE WITH (read = JSON_BUILD_OBJECT('‸'))`);
      assert.ok(inRead.includes('maxQueued') && inRead.includes('maxPoolSize'), inRead.join());
      const inTenant = labels(
        `${create}TENANT WITH (tenants = JSON_BUILD_OBJECT('acme', JSON_BUILD_OBJECT('‸')))`,
      );
      assert.ok(inTenant.includes('connection'), inTenant.join());
      assert.deepEqual(labels(`${create}REGION WITH (routing = ‸)`, 'value'), ["'nearest'", "'listed'"]);
    });

    it('offers the members of a group behind its name', () => {
      const group = `${create}TENANT WITH (tenants = ARRAY['acme', 'globex']);\n`;
      assert.deepEqual(labels(`${group}SELECT @p := USE_CONNECTION_POOL('g', ‸)`), ["'acme'", "'globex'"]);
      assert.equal(
        take(`${group}SELECT USE_CONNECTION_POOL('g', 'a‸')`, "'acme'"),
        `${group}SELECT USE_CONNECTION_POOL('g', 'acme')`,
      );
      assert.deepEqual(labels(`${group}USE CONNECTION_POOL g.‸`), ['acme', 'globex']);
      assert.deepEqual(labels(`${group}ALTER CONNECTION_POOL g.‸ SET (maxQueued = 1)`), ['acme', 'globex']);
    });

    it('offers groups where a pool is chosen, and layers where changes are applied', () => {
      assert.ok(labels(`${create}BATCH;\nUSE CONNECTION_POOL ‸`).includes('g'));
      assert.deepEqual(labels('APPLY CONNECTION_POOL CHANGES TO ‸', 'keyword'), ['RUNNING', 'SAVED']);
    });
  });

  describe('of pool options', () => {
    it('offers those that are not given yet, with default and range', () => {
      const all = suggestionsAt('CREATE CONNECTION_POOL p WITH (maxPoolSize = 10, ‸)');
      assert.ok(!all.some(({ label }) => label === 'maxPoolSize'));
      assert.equal(
        all.find(({ label }) => label === 'minPoolSize')?.detail,
        'a whole number · at least 0 · default 5 · connections',
      );
    });

    it('offers no secrets', () => {
      assert.ok(!labels('CREATE CONNECTION_POOL p WITH (‸').includes('tlsCertificateKeyFilePassword'));
    });

    it('writes name and default, or the name alone before a value', () => {
      assert.equal(
        take('CREATE CONNECTION_POOL p WITH (max‸', 'maxPoolSize'),
        'CREATE CONNECTION_POOL p WITH (maxPoolSize = ${1:100}',
      );
      assert.equal(
        take('ALTER CONNECTION_POOL p SET (max‸ = 5)', 'maxPoolSize'),
        'ALTER CONNECTION_POOL p SET (maxPoolSize = 5)',
      );
      assert.equal(
        take("SET CONNECTION_POOL_OPTIONS = JSON_BUILD_OBJECT('‸')", 'retryReads'),
        "SET CONNECTION_POOL_OPTIONS = JSON_BUILD_OBJECT('retryReads', ${1:true})",
      );
    });

    it('offers the values of an option', () => {
      assert.deepEqual(labels("CREATE CONNECTION_POOL p WITH (readConcernLevel = '‸')"), [
        "'local'",
        "'available'",
        "'majority'",
        "'linearizable'",
        "'snapshot'",
      ]);
      assert.deepEqual(labels('CREATE CONNECTION_POOL p WITH (retryReads = ‸)'), ['true', 'false']);
      assert.deepEqual(labels('CREATE CONNECTION_POOL p WITH (maxPoolSize = ‸)'), ['100', '0']);
      assert.equal(
        take("ALTER CONNECTION_POOL p SET (readPreference = 'pri‸')", "'secondary'"),
        "ALTER CONNECTION_POOL p SET (readPreference = 'secondary')",
      );
    });

    it('goes into documents and lists', () => {
      const inside = "CREATE CONNECTION_POOL p WITH (writeConcern = JSON_BUILD_OBJECT('w', 'majority', ‸))";
      assert.deepEqual(labels(inside), ['j', 'journal', 'wtimeoutMS', 'wtimeout']);
      assert.deepEqual(labels('CREATE CONNECTION_POOL p WITH (compressors = ARRAY[‸])'), [
        "'zstd'",
        "'zlib'",
        "'snappy'",
        "'none'",
      ]);
    });
  });

  describe('of names', () => {
    it('offers the columns in scope before FROM is read', () => {
      assert.deepEqual(labels('SELECT ‸ FROM orders o', 'column'), ['_id', 'customer_id', 'status', 'total']);
      assert.deepEqual(labels('SELECT o.‸ FROM orders o JOIN users u ON true'), [
        '_id',
        'customer_id',
        'status',
        'total',
      ]);
    });

    it('offers columns, the select list’s aliases and variables in clauses', () => {
      assert.ok(labels('SELECT total AS t FROM orders ORDER BY ‸').includes('t'));
      assert.ok(labels('SET @x = 1; SELECT * FROM orders WHERE total > @‸').includes('@x'));
      assert.deepEqual(labels('SELECT * FROM (SELECT total AS sum FROM orders) d WHERE d.‸'), ['sum']);
    });

    it('begins with the columns that one would join with what they are compared with', () => {
      const from = 'SELECT * FROM orders o, users u WHERE';
      assert.deepEqual(labels(`${from} o.customer_id = u.‸`).slice(0, 2), ['_id', 'user_id']);
      assert.equal(labels(`${from} ‸ = u.user_id`)[0], '_id');
      const tables =
        'SELECT 1 FROM (SELECT 1 AS n_name, 2 AS n_regionkey) n, (SELECT 1 AS r_name, 2 AS r_regionkey) r';
      assert.equal(labels(`${tables} WHERE n_regionkey = ‸`)[0], 'r_regionkey');
      assert.equal(labels(`${tables} WHERE ‸ = n_name`)[0], 'r_name');
    });

    it('begins with the word that goes on most often while a statement is typed', () => {
      const first = (text: string) => labels(`${text}‸`)[0];
      assert.equal(first('CREATE '), 'CONNECTION_POOL');
      assert.equal(first('SHOW CO'), 'CONNECTION_POOLS');
      assert.equal(first('WITH a AS (SELECT 1) '), 'SELECT');
      assert.equal(first('SELECT 1 UNION '), 'ALL');
      assert.equal(first('INSERT INTO orders (status) '), 'VALUES');
      assert.equal(first('CREATE ALERT busy ON '), 'read_pool');
      // FROM is still to come.
      assert.equal(first('SELECT status, CO'), 'COUNT');
      assert.equal(first('SELECT status, su'), 'SUM');
    });

    it('begins with the first columns of each relation', () => {
      const columns = labels('SELECT ‸ FROM orders, users', 'column');
      assert.deepEqual(columns, ['_id', 'customer_id', 'user_id', 'status', 'full name', 'total']);
    });

    it('goes on with functions of pools behind one, and with a pool behind :=', () => {
      const [first, second] = labels('SELECT CONNECTION_POOL_NAME(), ‸;');
      assert.deepEqual([first, second], ['CONNECTION_POOL_MAX_SIZE', 'CONNECTION_POOL_MIN_SIZE']);
      assert.equal(labels('SELECT @p := ‸')[0], 'USE_CONNECTION_POOL');
      assert.notEqual(labels('SELECT ‸')[0], 'USE_CONNECTION_POOL');
    });

    it('offers the columns of the inner query inside it', () => {
      assert.deepEqual(labels('SELECT * FROM (SELECT total FROM orders ORDER BY ‸) AS sums', 'column'), [
        '_id',
        'total',
        'customer_id',
        'status',
      ]);
    });

    it('offers what the queries around a subquery see, behind its own', () => {
      const correlated =
        'SELECT * FROM users u WHERE EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = u.‸)';
      assert.deepEqual(labels(correlated, 'column'), ['_id', 'user_id', 'full name']);
      assert.deepEqual(labels(correlated.replace('u.‸', '‸'), 'alias').slice(0, 2), ['o', 'u']);
    });

    it('puts the likely first', () => {
      const at = (marked: string, label: string) => labels(marked).indexOf(label);
      for (const [marked, label] of [
        ['SELECT ‸ FROM orders', 'COUNT'],
        ['SELECT ‸(*) FROM orders', 'COUNT'],
        ['SELECT * FROM orders ‸', 'WHERE'],
        ['SELECT * FROM orders WHERE total ‸', 'IS'],
        ['SELECT * FROM orders ‸ JOIN users ON true', 'LEFT'],
        ['SELECT * FROM orders WHERE _id IN (‸)', 'SELECT'],
        ["SELECT * FROM orders WHERE ordered > ‸ '2024-01-01'", 'DATE'],
        ['SELECT s‸ FROM orders', 'SUM'],
      ] as const)
        assert.ok(
          at(marked, label) >= 0 && at(marked, label) < 10,
          `${marked}: ${label} at ${at(marked, label)}`,
        );
    });

    it('puts first what makes the rest of the statement sound', () => {
      const first = (marked: string, ...kinds: Suggestion['kind'][]) => labels(marked, ...kinds)[0];
      assert.equal(first('SELECT * FROM orders ‸ total > 1'), 'WHERE');
      assert.equal(first('SELECT total FROM orders WHERE status ‸ NULL'), 'IS');
      assert.equal(first('SELECT CASE WHEN total > 1 ‸ 2 END FROM orders'), 'THEN');
      assert.equal(first('SELECT ‸[1, 2]'), 'ARRAY');
      assert.equal(first('SELECT * FROM (‸ (1), (2)) AS v(n)'), 'VALUES');
      assert.deepEqual(labels('SELECT * FROM orders WHERE total > ‸ (SELECT 1)').slice(0, 2).sort(), [
        'ALL',
        'ANY',
      ]);
      // A statement that is sound as it is says nothing of what comes into it.
      assert.ok(labels('SELECT * FROM orders ‸ ORDER BY total').indexOf('WHERE') < 10);
    });

    it('puts functions first that take what stands in the brackets behind the cursor', () => {
      const place = (marked: string, label: string) => labels(marked, 'function').indexOf(label);
      assert.equal(labels('SELECT ‸(*) FROM orders', 'function')[0], 'COUNT');
      assert.ok(place('SELECT ‸(status, 1) FROM orders', 'LEFT') < 8);
      assert.ok(place('SELECT ‸(status, 1) FROM orders', 'UPPER') > 50);
      assert.ok(place('SELECT ‸(status) FROM orders', 'LAG') > 50);
      assert.ok(place('SELECT ‸(status) FROM orders', 'UPPER') < 5);
      assert.ok(place('SELECT ‸(total) OVER (ORDER BY _id) FROM orders', 'LAG') < 10);
      assert.ok(place('SELECT ‸(total) AS median_total FROM orders', 'MEDIAN') < 5);
    });

    it('puts functions first that are akin to those that the statement calls, and none that choose from constants', () => {
      const tangent = (marked: string) => labels(marked, 'function').indexOf('TAN');
      assert.ok(tangent('SELECT ‸(total) FROM orders') > 15);
      assert.ok(tangent('SELECT sin(total), cos(total), ‸(total) FROM orders') < 15);
      const some = labels("SELECT ‸('a,b', ',', 1)", 'function').slice(0, 5);
      assert.ok(some.includes('SPLIT_PART') && !some.includes('COALESCE'));
    });

    it('asks the rest of the statement what a function is to give, and whether rows are put together', () => {
      const place = (text: string, label: string) => labels(text, 'function').indexOf(label);
      // Of what is not grouped by only an aggregate is sound.
      assert.ok(place('SELECT ‸(status), count(*) FROM orders GROUP BY status', 'UPPER') < 6);
      assert.ok(place('SELECT ‸(total), status FROM orders GROUP BY status', 'SUM') < 2);
      assert.ok(place('SELECT ‸(total), status FROM orders GROUP BY status', 'ABS') > 20);
      assert.ok(place('SELECT status FROM orders WHERE ‸(total) > 3', 'SUM') > 50);
      // A number is asked for behind the brackets, and a date before them.
      assert.ok(place('SELECT ‸(status) + 1 FROM orders', 'LENGTH') < 2);
      assert.ok(place("SELECT status FROM orders WHERE DATE '2024-01-01' < ‸", 'NOW') < 3);
      assert.ok(place("SELECT ‸('month', NOW()) AS m", 'DATE_TRUNC') < 2);
      assert.ok(place('SELECT ‸(status ORDER BY total) FROM orders', 'ARRAY_AGG') < 4);
      assert.equal(
        place('SELECT ‸(total, 2), count(*) FROM orders GROUP BY round(total, 2)', 'ROUND'),
        0,
        'the same call stands in GROUP BY',
      );
      assert.ok(place('SELECT ‸() OVER (ORDER BY total) FROM orders', 'ROW_NUMBER') < 2);
    });

    it('offers functions by their other names too', () => {
      assert.ok(labels('SELECT ch‸ FROM orders', 'function').includes('CHAR_LENGTH'));
      assert.match(take('SELECT ch‸ FROM orders', 'CHAR_LENGTH'), /^SELECT CHAR_LENGTH\(\$1\)/);
    });

    it('puts columns of the wanted type first', () => {
      assert.equal(labels('SELECT SUM(‸) FROM orders', 'column')[0], 'customer_id');
      assert.equal(labels('SELECT UPPER(‸) FROM orders', 'column')[0], 'status');
      assert.equal(labels('SELECT * FROM orders WHERE status = ‸', 'column')[0], 'status');
    });

    it('offers columns of every collection while FROM is still to be written', () => {
      assert.ok(labels('SELECT ‸', 'column').includes('full name'));
      assert.equal(labels('SELECT u.‸', 'column')[1], 'user_id');
    });

    it('writes a function’s name alone before brackets', () => {
      assert.equal(take('SELECT COU‸(*) FROM orders', 'COUNT'), 'SELECT COUNT(*) FROM orders');
    });

    it('quotes names that are no plain words', () => {
      assert.equal(take('SELECT ‸ FROM users', 'full name'), 'SELECT "full name" FROM users');
    });

    it('offers the columns of CONNECTION_POOLS()', () => {
      assert.ok(labels('SELECT ‸ FROM CONNECTION_POOLS()', 'column').includes('pool_utilization_pct'));
      assert.ok(labels('SELECT * FROM CONNECTION_POOLS() WHERE error‸', 'column').includes('error_rate_pct'));
    });

    it('offers them while FROM is still to be written, which comes along', () => {
      assert.equal(labels('SELECT pool‸')[0], 'pool_name');
      assert.equal(take('SELECT pool‸;', 'pool_name'), 'SELECT pool_name$0 FROM CONNECTION_POOLS();');
      assert.equal(take('SELECT pool‸, active', 'pool_name'), 'SELECT pool_name, active');
      assert.ok(!labels('SELECT pool‸ FROM orders').includes('pool_name'));
    });

    it('offers collections, queries of WITH and table functions in FROM', () => {
      assert.deepEqual(labels('WITH a AS (SELECT 1 AS n) SELECT * FROM ‸', 'collection', 'query'), [
        'a',
        'orders',
        'users',
      ]);
      assert.ok(labels('SELECT * FROM ‸', 'table').includes('CONNECTION_POOLS()'));
    });

    it('offers functions with their signatures', () => {
      const upper = suggestionsAt('SELECT ‸ FROM orders').find(({ label }) => label === 'UPPER');
      assert.equal(upper?.detail, 'UPPER(text text) → text');
      assert.equal(upper?.insert, 'UPPER($1)');
    });

    it('offers the fields of the collection that is written', () => {
      assert.deepEqual(labels('INSERT INTO orders (‸', 'column'), ['_id', 'customer_id', 'status', 'total']);
    });

    it('offers pools, those that the document creates included', () => {
      assert.deepEqual(labels('USE CONNECTION_POOL ‸', 'pool'), ['read_pool', 'write_pool']);
      assert.deepEqual(labels('CREATE CONNECTION_POOL mine; DROP CONNECTION_POOL ‸', 'pool').at(-1), 'mine');
      assert.deepEqual(labels("SELECT CONNECTION_POOL_ACTIVE('‸')"), ["'read_pool'", "'write_pool'"]);
      assert.deepEqual(labels('SELECT @p := USE_CONNECTION_POOL(‸)'), ["'read_pool'", "'write_pool'"]);
    });

    it('offers connections and types', () => {
      assert.deepEqual(labels('CREATE CONNECTION_POOL p ON CONNECTION ‸', 'connection'), [
        'local',
        'shop-prod',
      ]);
      assert.ok(labels('SELECT CAST(total AS ‸ FROM orders', 'type').includes('numeric'));
    });
  });

  describe('of values', () => {
    it('offers what samples showed, in comparisons and lists', () => {
      assert.deepEqual(labels("SELECT * FROM orders o WHERE o.status = '‸'"), ["'completed'", "'open'"]);
      assert.deepEqual(labels("SELECT * FROM orders WHERE status IN ('open', '‸')"), [
        "'completed'",
        "'open'",
      ]);
      assert.equal(
        take("SELECT * FROM orders WHERE status = 'o‸' AND total > 1", "'open'"),
        "SELECT * FROM orders WHERE status = 'open' AND total > 1",
      );
    });

    it('offers the words and pools that CONNECTION_POOLS() can hold', () => {
      assert.deepEqual(labels("SELECT * FROM CONNECTION_POOLS() WHERE health_status = '‸'"), [
        "'HEALTHY'",
        "'WARNING'",
        "'UNHEALTHY'",
      ]);
      assert.deepEqual(labels("SELECT * FROM CONNECTION_POOLS() p WHERE p.pool_name = '‸'"), [
        "'read_pool'",
        "'write_pool'",
      ]);
    });
  });

  it('offers join conditions between keys and what refers to them', () => {
    const linked = 'SELECT * FROM users u JOIN orders o ON ‸';
    const catalog = {
      ...shop,
      collections: shop.collections.map((each) =>
        each.name === 'orders' ? { ...each, fields: [...each.fields, field('user_id', 'objectId')] } : each,
      ),
    };
    const { answer } = check(linked, complete, catalog);
    // A whole number is never an ObjectId, whatever the columns are called.
    assert.deepEqual(
      answer?.suggestions.filter(({ detail }) => detail === 'join condition').map(({ label }) => label),
      ['u._id = o.user_id'],
    );
    const [orders, users] = shop.collections;
    assert.ok(orders && users);
    const own = [field('_id', 'int'), field('created_at', 'timestamp'), field('user_id', 'int')];
    const both = [orders, users].map((each) => ({ ...each, fields: own }));
    const { answer: keyed } = check(linked, complete, { ...shop, collections: both });
    assert.deepEqual(
      keyed?.suggestions.slice(0, 3).map(({ label }) => label),
      ['u.user_id = o.user_id', 'u._id = o.user_id', 'u.created_at = o.created_at'],
    );
  });

  it('begins with what the statement does not have yet', () => {
    const first = (marked: string) =>
      check(marked, complete)
        .answer?.suggestions.slice(0, 3)
        .map(({ label }) => label);
    assert.deepEqual(first('SELECT * FROM orders ‸'), ['WHERE', 'ORDER BY', 'AS']);
    assert.deepEqual(first("SELECT * FROM orders WHERE status = 'a' ‸"), ['AND', 'ORDER BY', 'GROUP BY']);
    assert.deepEqual(first('SELECT * FROM orders ORDER BY total ‸'), ['DESC', 'LIMIT', 'ASC']);
    assert.deepEqual(first('SELECT status FROM orders GROUP BY status ‸'), ['ORDER BY', 'HAVING', 'LIMIT']);
    const all = (marked: string) =>
      check(marked, complete).answer?.suggestions.map(({ label }) => label) ?? [];
    for (const [marked, absent] of [
      ['SELECT * FROM orders ‸', 'FROM'],
      ['SELECT * FROM orders GROUP BY status ‸', 'WHERE'],
      ['SELECT * FROM orders ORDER BY total ‸', 'ORDER BY'],
      ['SELECT * FROM orders LIMIT 5 ‸', 'ORDER BY'],
      ['SELECT * FROM orders LIMIT 5 ‸', 'LIMIT'],
    ] as const)
      assert.ok(!all(marked).includes(absent), marked);
    assert.ok(all('SELECT status FROM orders UNION SELECT 1 ‸').includes('ORDER BY'));
  });

  it('begins with collections and tables of pools behind FROM, and with columns in the brackets of a function', () => {
    const first = (marked: string) =>
      check(marked, complete)
        .answer?.suggestions.slice(0, 3)
        .map(({ label }) => label);
    assert.deepEqual(first('SELECT * FROM ‸'), ['orders', 'CONNECTION_POOLS()', 'users']);
    assert.ok(!first('SELECT min(‸')?.includes('SELECT'));
    assert.equal(first('SELECT * FROM orders WHERE total IN (‸')?.[0], 'SELECT');
  });

  it('is silent in comments and in strings', () => {
    assert.equal(check('SELECT 1 -- ‸', complete).answer, undefined);
    assert.equal(check('SELECT /* ‸ */ 1', complete).answer, undefined);
    assert.equal(check("SELECT 'a‸'", complete).answer, undefined);
  });
});
