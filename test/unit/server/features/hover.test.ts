import assert from 'node:assert/strict';
import { hover } from '../../../../server/src/features/hover.ts';
import { updateDocument } from '../../../../server/src/documents.ts';
import { check, shop } from '../check.ts';
import { cursor } from '../cursor.ts';

/** The word that is hovered, and what is said of it. */
function hoverAt(marked: string): { readonly word: string; readonly text: string } {
  const { answer, cut } = check(marked, hover);
  return { word: answer ? cut(answer.span) : '', text: answer?.markdown ?? '' };
}

describe('server: hover', () => {
  it('says of a statement what it looks like and what it does', () => {
    const { word, text } = hoverAt('CREATE OR REPL‸ACE CONNECTION_POOL p');
    assert.equal(word, 'CREATE OR REPLACE CONNECTION_POOL');
    assert.match(
      text,
      /^\*\*CREATE CONNECTION_POOL\*\*\n\n```qlsql\nCREATE \[ OR REPLACE \][^]*A pool of connections/,
    );
    assert.match(hoverAt('mer‸ge INTO t').text, /^\*\*MERGE\*\*[^]*WHEN MATCHED THEN UPDATE/);
    assert.match(hoverAt('WI‸TH x AS (SELECT 1) SELECT * FROM nowhere.at all').text, /^\*\*SELECT\*\*/);
    assert.equal(hoverAt('CREATE CONNECTION_POOL p‸').text.includes('CREATE [ OR'), false);
  });

  it('says of an option what it takes, its default, and what pools have set', () => {
    const { word, text } = hoverAt('ALTER CONNECTION_POOL read_pool SET (maxPool‸Size = 3)');
    assert.equal(word, 'maxPoolSize');
    for (const part of ['takes: a whole number', 'range: at least 0', 'unit: connections', 'default: 100'])
      assert.ok(text.includes(part), part);
    assert.ok(text.includes('| read_pool | 150 |'));
    assert.match(text, /\[Documentation\]\(https:/);
  });

  it('says the same of an option in quotes, and of a field of its document', () => {
    assert.match(
      hoverAt("SET CONNECTION_POOL_OPTIONS = JSON_BUILD_OBJECT('minPool‸Size', 3)").text,
      /^\*\*minPoolSize\*\*/,
    );
    const { text } = hoverAt("CREATE CONNECTION_POOL p WITH (writeConcern = JSON_BUILD_OBJECT('‸w', 1))");
    assert.match(text, /^\*\*w\*\*[^]*majority/);
  });

  it('says of a function among options what it gives', () => {
    const { word, text } = hoverAt("SET CONNECTION_POOL_OPTIONS = JSON_BUILD‸_OBJECT('minPoolSize', 3)");
    assert.equal(word, 'JSON_BUILD_OBJECT');
    assert.match(text, /JSON_BUILD_OBJECT\(/);
    assert.equal(hoverAt("SET CONNECTION_POOL_OPTIONS = NO_SUCH‸_CALL('minPoolSize', 3)").text, '');
  });

  it('says of a group how it routes, and of its options what they take', () => {
    const group =
      "CREATE CONNECTION_POOL_GROUP g TYPE READ_WRITE WITH (read = JSON_BUILD_OBJECT('maxQueued', 5))";
    assert.match(
      hoverAt(group.replace(' g ', ' ‸g ')).text,
      /^\*\*g\*\* · group of pools \(READ_WRITE\)\n\nReads go to/,
    );
    assert.match(
      hoverAt(group.replace('read ', 're‸ad ')).text,
      /^\*\*read\*\* · .*\n\nThe pool that statements which only read/,
    );
    assert.match(hoverAt(group.replace('maxQ', 'max‸Q')).text, /^\*\*maxQueued\*\*/);
    assert.match(hoverAt(`${group};\nUSE CONNECTION_POOL ‸g;`).text, /group of pools/);
  });

  it('says of a pool function its meaning, unit, source and value in each pool', () => {
    const { word, text } = hoverAt('SELECT CONNECTION_POOL_ACT‸IVE() FROM CONNECTION_POOLS()');
    assert.equal(word, 'CONNECTION_POOL_ACTIVE');
    for (const part of [
      'unit: connections',
      'connectionCheckedOut',
      '| pool | now (connections) |',
      '| read_pool | 21 |',
      '`active_connections`',
    ])
      assert.ok(text.includes(part), part);
  });

  it('says of a column of CONNECTION_POOLS() what it is now', () => {
    const { text } = hoverAt('SELECT avg_check‸out_time_ms FROM CONNECTION_POOLS()');
    assert.match(text, /now \(ms\)[^]*\| read_pool \| 0\.83 \|/);
    assert.match(hoverAt('SELECT p.avg_check‸out_time_ms FROM CONNECTION_POOLS() p').text, /\| 0\.83 \|/);
  });

  it('says of a collection its fields and indexes, of a field what samples showed', () => {
    const collection = hoverAt('SELECT * FROM or‸ders').text;
    assert.match(collection, /about 1,200,000 documents/);
    assert.match(collection, /\| by_status \| status \|/);
    const field = hoverAt('SELECT o.sta‸tus FROM orders o');
    assert.equal(field.word, 'status');
    assert.match(field.text, /98 % of the documents[^]*`completed`/);
  });

  it('says of a function its signatures and an example', () => {
    const { text } = hoverAt('SELECT UP‸PER(status) FROM orders');
    assert.match(text, /UPPER\(text text\) → text/);
  });

  it('says of a pool how it does', () => {
    const { text } = hoverAt('USE CONNECTION_POOL read_‸pool');
    assert.match(text, /42 of 150, 21 in use/);
    assert.match(hoverAt("SELECT CONNECTION_POOL_ACTIVE('write‸_pool')").text, /connection pool · paused/);
  });

  it('says which pool is the current one', () => {
    const { text, offset } = cursor('USE CONNECTION_POOL read_‸pool');
    const document = updateDocument({
      uri: 'file:///a.qlsql',
      text,
      catalog: shop,
      currentPool: 'read_pool',
    });
    assert.match(hover(document, offset)?.markdown ?? '', /ready · current in this file/);
  });

  it('says of a column of a derived table its type', () => {
    assert.match(
      hoverAt('SELECT d.d‸ouble_total FROM (SELECT total * 2 AS double_total FROM orders) d').text,
      /double precision/,
    );
  });

  it('says of an alias and of a query of WITH what they stand for', () => {
    assert.match(hoverAt('SELECT o‸.total FROM orders AS o').text, /alias of[^]*\norders\n/);
    assert.match(hoverAt('SELECT total * 2 AS t FROM orders ORDER BY t‸').text, /alias of[^]*\ntotal \* 2\n/);
    const { word, text } = hoverAt('WITH a AS (SELECT 1 AS n) SELECT n FROM a‸');
    assert.equal(word, 'a');
    assert.match(text, /query of WITH[^]*\nSELECT 1 AS n\n/);
  });

  it('says of operators what they mean', () => {
    const condition =
      "SELECT 1 FROM orders WHERE status || 'x' ~* 'o' AND status IS NOT DISTINCT FROM 'a' AND total BETWEEN 1 AND 2 AND status NOT IN ('a')";
    const wordAt = (before: string, word: string) =>
      hoverAt(condition.replace(before, before.replace(word, `‸${word}`)));
    assert.match(wordAt('||', '||').text, /^[^]*a \|\| b[^]*Two texts in one[^]*pool_7/);
    assert.match(wordAt('~*', '~*').text, /whatever the case of letters/);
    assert.equal(wordAt('NOT DISTINCT', 'DISTINCT').word, 'IS NOT DISTINCT FROM');
    assert.equal(wordAt('NOT IN', 'NOT').word, 'NOT IN');
    assert.match(wordAt('1 AND 2', 'AND').text, /^\*\*BETWEEN\*\*/);
    assert.match(wordAt('AND total', 'AND').text, /^\*\*AND\*\*/);
  });

  it('says of types what they are, and of how documents keep them', () => {
    const numeric = hoverAt('SELECT CAST(total AS NUM‸ERIC(10, 2)) FROM orders');
    assert.equal(numeric.word, 'NUMERIC(10, 2)');
    assert.match(
      numeric.text,
      /^\*\*numeric\(10,2\)\*\*[^]*in documents: `decimal`\n- also called: dec, decimal, number/,
    );
    assert.match(hoverAt('SELECT total::in‸t FROM orders').text, /^\*\*integer\*\* · type/);
    assert.match(hoverAt("SELECT INTER‸VAL '1 day'").text, /^\*\*interval\*\*/);
    assert.match(hoverAt("SELECT DA‸TE '2024-01-31'").text, /^\*\*date\*\*/);
    assert.match(
      hoverAt("SELECT '{a}'::tex‸t[]").text,
      /^\*\*text\[\]\*\*[^]*Subscripts count from 0[^]*\*\*text\*\*/,
    );
  });

  it('says of words within a statement what they mean, where they mean it', () => {
    for (const [marked, head] of [
      ['SELECT CASE WH‸EN total > 1 THEN 1 END FROM orders', 'CASE'],
      ['SELECT count(*) FIL‸TER (WHERE total > 1) FROM orders', 'FILTER'],
      ['SELECT sum(total) OVER (PARTITION B‸Y status) FROM orders', 'PARTITION BY'],
      ['INSERT INTO users (_id) VALUES (1) ON CONF‸LICT (_id) DO NOTHING', 'ON CONFLICT'],
      ['SELECT * FROM orders o JOIN users u O‸N true', 'ON'],
      ['SELECT total FROM orders ORDER BY total NULLS FIR‸ST', 'NULLS FIRST'],
      ['SELECT 1 FROM orders WH‸ERE status = = 1', 'WHERE'],
    ] as const)
      assert.equal(hoverAt(marked).text.split('\n')[0], `**${head}**`, marked);
    for (const marked of [
      'SELECT EXTRACT(year FR‸OM now())',
      'CREATE CONNECTION_POOL p WI‸TH (maxPoolSize = 1)',
      'CREATE CONNECTION_POOL p WITH (maxPoolSize ‸= 1)',
      'SELECT ‸* FROM orders',
      'DROP COLLECTION IF EX‸ISTS orders',
    ])
      assert.equal(hoverAt(marked).text, '', marked);
  });

  describe('of a word that begins a clause', () => {
    const query =
      "SELECT u.user_id, count(*) FROM orders o LEFT JOIN users u ON u.user_id = o.customer_id WHERE o.status = 'open' GROUP BY u.user_id HAVING count(*) > 2 ORDER BY 2 DESC LIMIT 3";

    /** The first line of what is said of the word, and the names of the stages. */
    function saidOf(word: string): { readonly head: string; readonly stages: readonly string[] } {
      const { text, word: hovered } = hoverAt(query.replace(word, `${word.slice(0, 1)}‸${word.slice(1)}`));
      assert.equal(hovered, word);
      const stages = [...text.matchAll(/^\{(?: |\n {2})\$(\w+)/gm)].map(([, name = '']) => name);
      return { head: text.split('\n')[0] ?? '', stages };
    }

    it('says which stages the clause becomes', () => {
      assert.deepEqual(saidOf('WHERE'), { head: '**WHERE** · becomes', stages: ['match'] });
      assert.deepEqual(saidOf('ORDER BY').stages, ['sort']);
      assert.deepEqual(saidOf('LIMIT').stages, ['limit']);
      assert.deepEqual(saidOf('HAVING').stages, ['match']);
      assert.ok(saidOf('GROUP BY').stages.includes('group'));
      assert.ok(saidOf('LEFT JOIN').stages.includes('lookup'));
      assert.match(
        hoverAt('SELECT sum(total) O‸VER (ORDER BY total) FROM orders').text,
        /^\*\*OVER\*\* · (becomes|is part of)[^]*setWindowFields[^]*each row kept/,
      );
      assert.match(saidOf('FROM').head, /\*\*FROM\*\* · reads `orders`/);
      assert.ok(saidOf('SELECT').stages.includes('project'));
    });

    it('says of a clause of an inner query what it is part of', () => {
      const { text } = hoverAt(
        'SELECT total FROM orders WHERE customer_id IN (SELECT user_id FROM users WH‸ERE user_id > 5)',
      );
      assert.match(text, /^\*\*WHERE\*\* · is part of\n\n```javascript\n\{[^]*\$gt: 5/);
    });

    it('says it of what writes too', () => {
      assert.match(hoverAt('DELETE FROM orders WH‸ERE total < 1').text, /\$match/);
    });
  });

  it('is silent on constants, and says no stages where a statement cannot run', () => {
    assert.equal(hoverAt('SELECT 12‸3').text, '');
    assert.match(hoverAt('SELECT nope() FR‸OM users').text, /^\*\*FROM\*\*\n\n```qlsql\nFROM/);
  });
});
