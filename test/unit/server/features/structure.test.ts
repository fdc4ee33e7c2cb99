import assert from 'node:assert/strict';
import { codeLenses } from '../../../../server/src/features/code-lens.ts';
import { documentSymbols } from '../../../../server/src/features/document-symbols.ts';
import { folds } from '../../../../server/src/features/folding.ts';
import { semanticTokens } from '../../../../server/src/features/semantic-tokens.ts';
import { signatureHelp } from '../../../../server/src/features/signature-help.ts';
import { clientCommands } from '../../../../server/src/protocol.ts';
import { check, model } from '../check.ts';

describe('server: code lens', () => {
  const text = '-- first\nSELECT 1;\nCREATE CONNECTION_POOL p;';
  const show = (commands: readonly string[]) =>
    codeLenses(model(text), new Set(commands)).map(
      ({ title, span }) => `${title} ${text.slice(span.start, span.end)}`,
    );

  it('runs each statement, and explains those with a plan', () => {
    assert.deepEqual(show(Object.values(clientCommands)), [
      '▶ Run SELECT 1;',
      'Explain SELECT 1;',
      '▶ Run CREATE CONNECTION_POOL p;',
    ]);
  });

  it('names only commands that the client has', () => {
    assert.deepEqual(show([clientCommands.run]), ['▶ Run SELECT 1;', '▶ Run CREATE CONNECTION_POOL p;']);
    assert.deepEqual(show([]), []);
  });
});

describe('server: outline', () => {
  it('names statements by what they are about', () => {
    const text =
      'CREATE CONNECTION_POOL p WITH (maxPoolSize = 3);\nWITH a AS (SELECT 1 AS n) SELECT n FROM a;\nUPDATE orders SET total = 0;';
    const lines = documentSymbols(model(text)).map(
      ({ name, detail, kind, selection, children }) =>
        `${kind} ${name} (${detail}) [${children.map((child) => child.name).join(' ')}] ${text.slice(selection.start, selection.end)}`,
    );
    assert.deepEqual(lines, [
      'pool p (create pool) [maxPoolSize] p',
      'query WITH a AS (SELECT 1 AS n) SELECT n FROM a; (query) [a] ',
      'write orders (update) [] orders',
    ]);
  });
});

describe('server: folding', () => {
  it('folds statements, brackets and comments over several lines', () => {
    const text = '-- one\n-- two\nSELECT (\n  1\n) AS a\nFROM orders;\nSELECT 2;\n/* a\nb */';
    assert.deepEqual(
      folds(model(text)).map(
        ({ span, kind }) => `${kind}: ${text.slice(span.start, span.end).replaceAll('\n', '⏎')}`,
      ),
      [
        'comment: -- one⏎-- two',
        'statement: SELECT (⏎  1⏎) AS a⏎FROM orders;',
        'statement: (⏎  1⏎',
        'comment: /* a⏎b */',
      ],
    );
  });
});

describe('server: semantic tokens', () => {
  it('tells names apart', () => {
    const text =
      'SELECT UPPER(o.status) FROM orders o; USE CONNECTION_POOL p; CREATE CONNECTION_POOL q WITH (tls = true);';
    const shown = semanticTokens(model(text)).map(
      ({ span, type }) => `${text.slice(span.start, span.end)}:${type}`,
    );
    for (const token of [
      'UPPER:function',
      'status:property',
      'orders:class',
      'p:namespace',
      'q:namespace',
      'tls:decorator',
    ])
      assert.ok(shown.includes(token), `${token} in ${shown.join(' ')}`);
  });

  it('gives them in order and without overlaps', () => {
    const tokens = semanticTokens(
      model('SELECT total + total, UPPER(status) FROM orders; SELECT total FROM orders;'),
    );
    tokens.forEach(({ span }, index) =>
      assert.ok(index === 0 || span.start >= (tokens[index - 1]?.span.end ?? 0)),
    );
  });
});

describe('server: signature help', () => {
  /** The active signature, its active parameter in brackets. */
  function help(marked: string): string {
    const { answer } = check(marked, signatureHelp);
    const signature = answer?.signatures[answer.activeSignature];
    const active = answer && signature?.parameters[answer.activeParameter];
    if (!signature) return 'none';
    if (!active) return signature.label;
    const { label } = signature;
    return `${label.slice(0, active.start)}«${label.slice(active.start, active.end)}»${label.slice(active.end)}`;
  }

  it('shows the parameter at the cursor, in unfinished text too', () => {
    assert.equal(help('SELECT UPPER(‸'), 'UPPER(«text text») → text');
    assert.equal(
      help('SELECT ROUND(total, ‸ FROM orders').slice(0, 34),
      'ROUND(x number, «digits integer») ',
    );
    assert.equal(
      help("SELECT CONNECTION_POOL_ACTIVE('‸')"),
      'CONNECTION_POOL_ACTIVE(«[pool text]») → integer',
    );
    assert.equal(
      help('SELECT * FROM CONNECTION_POOL_EVENTS(‸)'),
      'CONNECTION_POOL_EVENTS(«[pool text]») → rows',
    );
  });

  it('shows the innermost call', () => {
    assert.match(help('SELECT ROUND(UPPER(‸), 2)'), /^UPPER/);
    assert.match(help('SELECT ROUND(UPPER(status), ‸2)'), /^ROUND/);
  });

  it('knows words that stand where others have commas', () => {
    for (const [marked, active] of [
      ['SELECT EXTRACT(‸year FROM now())', 'field text'],
      ['SELECT EXTRACT(year FROM ‸', 'from datetime'],
      ["SELECT POSITION('a' IN ‸", 'text text'],
      ["SELECT SUBSTRING('abc' FROM ‸2 FOR 3)", 'start integer'],
      ["SELECT SUBSTRING('abc' FROM 2 FOR ‸3)", '[count integer]'],
      ["SELECT SUBSTRING('abc' FOR ‸3)", '[count integer]'],
      ["SELECT OVERLAY('abc' PLACING ‸'x' FROM 2)", 'replacement text'],
      ["SELECT OVERLAY('abc' PLACING 'x' FROM 2 FOR ‸", '[count integer]'],
      ["SELECT TRIM(BOTH ‸'x' FROM 'xax')", '[characters text]'],
      ["SELECT TRIM(BOTH 'x' FROM ‸'xax')", 'text text'],
      ["SELECT TRIM(‸'x' FROM 'xax')", '[characters text]'],
      ["SELECT TRIM(‸'xax')", 'text text'],
      ['SELECT CAST(‸1 AS text)', 'value any'],
      ['SELECT TRY_CAST(1 AS ‸', 'type any'],
      ['SELECT MAKE_INTERVAL(days => ‸', '[days integer]'],
      ["SELECT CONCAT('a', 'b', ‸", 'values any, …'],
      ['SELECT ROUND((total + ‸1), 2) FROM orders', 'x number'],
      ['SELECT LAG(total, ‸) OVER (ORDER BY total) FROM orders', '[offset integer]'],
      ['SELECT SUM(total) FILTER (WHERE ABS(‸total) > 1) FROM orders', 'x number'],
      ['SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY ‸total) FROM orders', '[ordered any]'],
    ] as const)
      assert.equal(/«(.*)»/.exec(help(marked))?.[1], active, marked);
  });

  it('shows the column of the value at the cursor', () => {
    assert.equal(
      help('INSERT INTO orders (status, total) VALUES (‸'),
      'orders («status text», total double precision)',
    );
    assert.equal(
      help("INSERT INTO orders (status, total) VALUES ('a', 1), ('b', ‸2)"),
      'orders (status text, «total double precision»)',
    );
    assert.equal(
      help('INSERT INTO users VALUES (1, ‸'),
      'users (_id objectId, «user_id integer», full name text)',
    );
    assert.match(help('INSERT INTO orders (total) VALUES (ABS(‸'), /^ABS\(/);
    assert.equal(help('INSERT INTO orders (‸total) VALUES (1)'), 'none');
  });

  it('shows what the option at the cursor takes', () => {
    assert.match(
      help('CREATE CONNECTION_POOL p WITH (minPoolSize = 1, maxPoolSize = ‸'),
      /^maxPoolSize = «.*default 100/,
    );
    assert.equal(help('CREATE CONNECTION_POOL p WITH (max‸PoolSize = 1)'), 'none');
  });

  it('is silent elsewhere', () => {
    assert.equal(help('SELECT ‸1'), 'none');
    assert.equal(help('SELECT COALESCE((SELECT ‸total FROM orders), 1)'), 'none');
    assert.equal(help('SELECT SUM(total) OVER (ORDER BY ‸total) FROM orders'), 'none');
    assert.equal(help('SELECT 1 FROM orders WHERE total IN (1, ‸2)'), 'none');
    assert.equal(help('SELECT (1 + ‸2)'), 'none');
  });
});
