import assert from 'node:assert/strict';
import { inlayHints } from '../../../../server/src/features/inlay-hints.ts';
import type { InlayHintSettings } from '../../../../server/src/features/inlay-hints/inlay-hint.ts';
import { durationText } from '../../../../server/src/features/inlay-hints/option-hints.ts';
import { model } from '../check.ts';

const off: InlayHintSettings = {
  durations: false,
  insertColumns: false,
  starColumns: false,
  types: false,
  defaultOptions: false,
};

const found = (text: string, settings?: Partial<InlayHintSettings>) =>
  inlayHints(model(text), { start: 0, end: text.length }, settings);

/** The text with its hints in «», of one kind or of those that are usual. */
function hints(text: string, kind?: keyof InlayHintSettings): string {
  return found(text, kind && { ...off, [kind]: true })
    .toSorted((a, b) => b.offset - a.offset)
    .reduce((shown, { offset, label }) => `${shown.slice(0, offset)}«${label}»${shown.slice(offset)}`, text);
}

describe('server: inlay hints', () => {
  it('say times in words', () => {
    assert.equal(
      hints(
        'CREATE CONNECTION_POOL p WITH (maxIdleTimeMS = 600000, maxPoolSize = 5000, waitQueueTimeoutMS = 90);',
      ),
      'CREATE CONNECTION_POOL p WITH (maxIdleTimeMS = 600000«10 min», maxPoolSize = 5000, waitQueueTimeoutMS = 90);',
    );
    assert.equal(
      hints("SET CONNECTION_POOL_OPTIONS = JSON_BUILD_OBJECT('socketTimeoutMS', 30000);"),
      "SET CONNECTION_POOL_OPTIONS = JSON_BUILD_OBJECT('socketTimeoutMS', 30000«30 s»);",
    );
    assert.deepEqual([500, 1000, 90_000, 7_200_000, 129_600_000].map(durationText), [
      '500 ms',
      '1 s',
      '1.5 min',
      '2 h',
      '1.5 d',
    ]);
  });

  it('name the columns that values go to', () => {
    assert.equal(
      hints("INSERT INTO orders (status, total) VALUES ('open', 1), ('done', 2);"),
      "INSERT INTO orders (status, total) VALUES («status:»'open', «total:»1), («status:»'done', «total:»2);",
    );
  });

  it('name the columns behind each star, and cut long lists', () => {
    assert.equal(
      hints('SELECT *, 1 AS one FROM orders WHERE EXISTS (SELECT u.* FROM users u) AND 2 * 3 = 6;'),
      'SELECT *«_id, customer_id, status, total», 1 AS one FROM orders WHERE EXISTS (SELECT u.*«_id, user_id, full name» FROM users u) AND 2 * 3 = 6;',
    );
    assert.equal(hints('SELECT COUNT(*) FROM orders;'), 'SELECT COUNT(*) FROM orders;');
    const [wide] = found('SELECT * FROM CONNECTION_POOLS();');
    assert.match(wide?.label ?? '', /^pool_name, .{1,60}, … \(\d\d in all\)$/);
    assert.match(wide?.tooltip ?? '', /^- `pool_name`: text\n/);
  });

  it('tell the types of items that do not tell them, where that is wanted', () => {
    const text =
      "SELECT total, SUM(total) OVER () AS sum, upper(status), total > 1, CAST(total AS text), 'x', total / 2 FROM orders;";
    assert.equal(hints(text), text);
    assert.equal(
      hints(text, 'types'),
      "SELECT total, SUM(total) OVER () AS sum«: double precision», upper(status)«: text», total > 1, CAST(total AS text), 'x', total / 2«: double precision» FROM orders;",
    );
    assert.equal(
      hints(
        'SELECT n FROM (SELECT COUNT(*) AS n FROM orders) AS o UNION SELECT length(status) FROM orders;',
        'types',
      ),
      'SELECT n FROM (SELECT COUNT(*) AS n«: bigint» FROM orders) AS o UNION SELECT length(status)«: integer» FROM orders;',
    );
  });

  it('tell the defaults that a pool is left to, where that is wanted', () => {
    const create = 'CREATE CONNECTION_POOL p WITH (maxPoolSize = 50, maxIdleTimeMS = 60000);';
    assert.equal(
      hints(create, 'defaultOptions'),
      'CREATE CONNECTION_POOL p WITH (maxPoolSize = 50, maxIdleTimeMS = 60000«, minPoolSize = 5, maxConnecting = 2, waitQueueTimeoutMS = 10000»);',
    );
    assert.match(
      hints('CREATE CONNECTION_POOL p;', 'defaultOptions'),
      /^CREATE CONNECTION_POOL p«maxPoolSize = 100, /,
    );
    assert.match(
      found(create, { ...off, defaultOptions: true })[0]?.tooltip ?? '',
      /\n- `retryReads = true`/,
    );
    assert.match(
      hints('CREATE CONNECTION_POOL_GROUP g TYPE BATCH;', 'defaultOptions'),
      /^CREATE CONNECTION_POOL_GROUP g TYPE BATCH«\w+ = /,
    );
  });

  it('are each switched by themselves', () => {
    const text =
      "CREATE CONNECTION_POOL p WITH (maxIdleTimeMS = 60000); SELECT *, upper(status) FROM orders; INSERT INTO orders (status, total) VALUES ('a', 1);";
    for (const kind of Object.keys(off) as (keyof InlayHintSettings)[])
      assert.notEqual(hints(text, kind), text, kind);
    assert.deepEqual(found(text, off), []);
  });
});
