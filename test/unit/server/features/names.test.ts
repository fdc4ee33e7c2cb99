import assert from 'node:assert/strict';
import { definition, highlights, references } from '../../../../server/src/features/navigation.ts';
import { renamable, rename } from '../../../../server/src/features/rename.ts';
import { selectionRanges } from '../../../../server/src/features/selection-range.ts';
import type { TextChange } from '../../../../dialect/src/index.ts';
import type { Span } from '../../../../dialect/src/text/span.ts';
import { updateDocument } from '../../../../server/src/documents.ts';
import { linkedEditing } from '../../../../server/src/features/linked-editing.ts';
import { typeDefinition } from '../../../../server/src/features/type-definition.ts';
import { workspaceSymbols } from '../../../../server/src/features/workspace-symbols.ts';
import { check, shop } from '../check.ts';

/** The text with spans in «». */
function mark(text: string, spans: readonly Span[]): string {
  return [...spans]
    .sort((a, b) => b.start - a.start)
    .reduce(
      (shown, { start, end }) => `${shown.slice(0, start)}«${shown.slice(start, end)}»${shown.slice(end)}`,
      text,
    );
}

const spansOf = (places: readonly { readonly span: Span }[]) => places.map(({ span }) => span);

function definitionAt(marked: string): string {
  const { answer } = check(marked, (document, offset) => definition(document, offset));
  return answer ? mark(marked.replace('‸', ''), [answer.span]) : 'none';
}

function renameAt(marked: string, name: string): string {
  const { answer } = check(marked, (document, offset) => rename(document, offset, name));
  if (!answer) return 'none';
  return changed(marked.replace('‸', ''), answer[0]?.changes ?? []);
}

function changed(before: string, changes: readonly TextChange[]): string {
  return [...changes]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((text, { span, text: by }) => text.slice(0, span.start) + by + text.slice(span.end), before);
}

describe('server: definition', () => {
  const cases: [string, string][] = [
    ['SELECT o‸.total FROM orders o', 'SELECT o.total FROM orders «o»'],
    ['SELECT o.total FROM orders o ORDER BY o‸.total', 'SELECT o.total FROM orders «o» ORDER BY o.total'],
    ['WITH a AS (SELECT 1 AS n) SELECT * FROM a‸', 'WITH «a» AS (SELECT 1 AS n) SELECT * FROM a'],
    ['SELECT total AS t FROM orders ORDER BY t‸', 'SELECT total AS «t» FROM orders ORDER BY t'],
    ['SET @x = 1; SELECT @x‸ + 1;', 'SET «@x» = 1; SELECT @x + 1;'],
    [
      'CREATE CONNECTION_POOL p; USE CONNECTION_POOL p‸;',
      'CREATE CONNECTION_POOL «p»; USE CONNECTION_POOL p;',
    ],
    [
      "CREATE CONNECTION_POOL p; SELECT CONNECTION_POOL_ACTIVE('p‸');",
      "CREATE CONNECTION_POOL «p»; SELECT CONNECTION_POOL_ACTIVE('p');",
    ],
    ['SELECT * FROM or‸ders', 'none'],
  ];
  for (const [text, expected] of cases) it(text, () => assert.equal(definitionAt(text), expected));

  it('takes the inner of two aliases of one name', () => {
    assert.equal(
      definitionAt('SELECT (SELECT o‸.total FROM orders o LIMIT 1) FROM users o'),
      'SELECT (SELECT o.total FROM orders «o» LIMIT 1) FROM users o',
    );
  });
});

describe('server: type definition', () => {
  const cases: [string, string][] = [
    [
      'WITH a AS (SELECT 1 AS n) SELECT x‸.n FROM a AS x',
      'WITH a AS («SELECT 1 AS n») SELECT x.n FROM a AS x',
    ],
    ['SELECT x.n‸ FROM (SELECT 1 AS n) AS x', 'SELECT x.n FROM («SELECT 1 AS n») AS x'],
    [
      'CREATE VIEW big AS SELECT total FROM orders; SELECT b‸.total FROM big b;',
      'CREATE VIEW «big» AS SELECT total FROM orders; SELECT b.total FROM big b;',
    ],
    [
      'CREATE COLLECTION shelf (id int); SELECT id FROM shelf‸;',
      'CREATE COLLECTION «shelf» (id int); SELECT id FROM shelf;',
    ],
    ['SELECT o‸.total FROM orders o', 'none'],
  ];
  for (const [marked, expected] of cases)
    it(marked, () => {
      const { answer } = check(marked, (document, offset) => typeDefinition(document, offset));
      assert.equal(answer ? mark(marked.replace('‸', ''), [answer.span]) : 'none', expected);
    });
});

describe('server: linked editing', () => {
  const cases: [string, string][] = [
    [
      'SELECT o‸.total, o.status FROM orders o; SELECT o.total FROM orders o;',
      'SELECT «o».total, «o».status FROM orders «o»; SELECT o.total FROM orders o;',
    ],
    ['WITH a‸ AS (SELECT 1 AS n) SELECT n FROM a;', 'WITH «a» AS (SELECT 1 AS n) SELECT n FROM «a»;'],
    // What the database holds keeps its name; a name written in two ways would become one.
    ['SELECT total‸ FROM orders WHERE total > 1;', 'none'],
    ['SELECT "o".total, o‸.status FROM orders o;', 'none'],
  ];
  for (const [marked, expected] of cases)
    it(marked, () => {
      const { answer } = check(marked, linkedEditing);
      assert.equal(answer ? mark(marked.replace('‸', ''), answer) : 'none', expected);
    });
});

describe('server: references and highlights', () => {
  it('finds every place of an alias in its statement only', () => {
    const text = 'SELECT o‸.total, o.status FROM orders o; SELECT o.total FROM orders o;';
    const { answer } = check(text, (document, offset) => references(document, offset, true));
    assert.equal(
      mark(text.replace('‸', ''), spansOf(answer)),
      'SELECT «o».total, «o».status FROM orders «o»; SELECT o.total FROM orders o;',
    );
  });

  it('finds collections and columns over statements', () => {
    const text = 'SELECT total FROM or‸ders; SELECT total FROM orders;';
    const { answer } = check(text, (document, offset) => references(document, offset, false));
    assert.equal(
      mark(text.replace('‸', ''), spansOf(answer)),
      'SELECT total FROM «orders»; SELECT total FROM «orders»;',
    );
  });

  it('finds a function by any of its names, and columns that are written with escapes', () => {
    const found = (marked: string) => {
      const { answer } = check(marked, (document, offset) => references(document, offset, true));
      return mark(marked.replace('‸', ''), spansOf(answer));
    };
    assert.equal(
      found('SELECT ce‸il(total) FROM orders; SELECT ceiling(1.5);'),
      'SELECT «ceil»(total) FROM orders; SELECT «ceiling»(1.5);',
    );
    assert.equal(
      found('SELECT total‸ FROM orders; SELECT U&"t\\006ftal" FROM orders;'),
      'SELECT «total» FROM orders; SELECT «U&"t\\006ftal"» FROM orders;',
    );
  });

  it('tells writing from reading', () => {
    const { answer } = check('SET @x‸ = 1; SELECT @x;', highlights);
    assert.deepEqual(
      answer.map(({ writes }) => writes),
      [true, false],
    );
  });
});

describe('server: rename', () => {
  it('renames aliases, variables and queries of WITH', () => {
    assert.equal(renameAt('SELECT o‸.total FROM orders o', 'ord'), 'SELECT ord.total FROM orders ord');
    assert.equal(renameAt('SET @x‸ = 1; SELECT @x', 'y'), 'SET @y = 1; SELECT @y');
    assert.equal(
      renameAt('WITH a AS (SELECT 1 AS n) SELECT * FROM a‸', 'my query'),
      'WITH "my query" AS (SELECT 1 AS n) SELECT * FROM "my query"',
    );
  });

  it('renames a pool in names and in strings', () => {
    assert.equal(
      renameAt("CREATE CONNECTION_POOL p‸; SELECT @a := USE_CONNECTION_POOL('p');", 'q'),
      "CREATE CONNECTION_POOL q; SELECT @a := USE_CONNECTION_POOL('q');",
    );
  });

  it('renames what is written with escapes, each place in its own form', () => {
    const texts = ["E'\\x70'", '$$p$$', "U&'\\0070'"];
    const called = (name: string) => `CONNECTION_POOL_ACTIVE(${name})`;
    const statements = (name: string, used: readonly string[]) =>
      `CREATE CONNECTION_POOL ${name}; SELECT ${used.map(called).join(', ')};`;
    const before = `${statements('p‸', texts)} USE CONNECTION_POOL U&"!0070" UESCAPE '!';`;
    const after = `${statements('"a ""b"""', texts.fill(`'a "b"'`))} USE CONNECTION_POOL "a ""b""";`;
    assert.equal(renameAt(before, 'a "b"'), after);
    assert.equal(
      renameAt(after.replace('"a', '"‸a'), 'p'),
      `${statements('p', texts.fill("'p'"))} USE CONNECTION_POOL p;`,
    );
    assert.equal(
      renameAt('SELECT "o""s‸".total FROM orders U&"o""\\0073"', 'o'),
      'SELECT o.total FROM orders o',
    );
  });

  it('renames a group where its members are named', () => {
    assert.equal(
      renameAt(
        "CREATE CONNECTION_POOL_GROUP shop‸ TYPE TENANT; USE CONNECTION_POOL shop.acme; SELECT CONNECTION_POOL_NAME('shop.acme');",
        "it's",
      ),
      `CREATE CONNECTION_POOL_GROUP "it's" TYPE TENANT; USE CONNECTION_POOL "it's".acme; SELECT CONNECTION_POOL_NAME('it''s.acme');`,
    );
  });

  it('leaves alone what the document does not make', () => {
    assert.equal(renameAt('SELECT * FROM or‸ders', 'x'), 'none');
    assert.equal(renameAt('USE CONNECTION_POOL read_‸pool', 'x'), 'none');
  });

  it('offers the name without its quotes and marks', () => {
    const name = (marked: string) =>
      check(marked, (document, offset) => renamable(document, offset)).answer?.name;
    assert.equal(name('SET @x‸ = 1'), 'x');
    assert.equal(name("CREATE CONNECTION_POOL p; SELECT CONNECTION_POOL_NAME('p‸')"), 'p');
    assert.equal(name('SELECT "a b‸".total FROM orders "a b"'), 'a b');
    assert.equal(name('SELECT "a ""b‸""".total FROM orders "a ""b"""'), 'a "b"');
    assert.equal(name("CREATE CONNECTION_POOL p; SELECT CONNECTION_POOL_NAME(E'\\x70‸')"), 'p');
    assert.equal(name('SELECT * FROM or‸ders'), undefined);
  });
});

describe('server: names over the open documents', () => {
  const documentOf = (name: string, text: string) =>
    updateDocument({ uri: `file:///${name}.qlsql`, text, catalog: shop });
  const pools = documentOf(
    'pools',
    'CREATE CONNECTION_POOL mine; WITH sums AS (SELECT 1 AS n) SELECT * FROM sums;',
  );
  const report = documentOf(
    'report',
    "USE CONNECTION_POOL mine; SELECT CONNECTION_POOL_NAME('mine'); SET @x = 1;",
  );
  const open = [pools, report];

  it('goes to the CREATE of a pool in another file, and finds its uses there', () => {
    assert.equal(definition(report, 21, open)?.uri, pools.uri);
    assert.deepEqual(
      references(pools, 24, false, open).map(({ uri, span }) => `${uri} ${span.start}`),
      [`${report.uri} 20`, `${report.uri} 54`],
    );
  });

  it('renames a pool in every file, from any of them', () => {
    for (const [from, offset] of [
      [pools, 24],
      [report, 21],
    ] as const) {
      assert.equal(renamable(from, offset, open)?.name, 'mine');
      const found = new Map(rename(from, offset, 'ours', open)?.map(({ uri, changes }) => [uri, changes]));
      assert.ok(
        changed(pools.text.slice(), found.get(pools.uri) ?? []).startsWith('CREATE CONNECTION_POOL ours;'),
      );
      assert.ok(
        changed(report.text.slice(), found.get(report.uri) ?? []).startsWith(
          "USE CONNECTION_POOL ours; SELECT CONNECTION_POOL_NAME('ours');",
        ),
      );
    }
  });

  it('leaves names of one file alone in the others', () => {
    const twins = ['a', 'b'].map((name) => documentOf(name, 'SET @x = 1;'));
    assert.equal(rename(twins[0]!, 5, 'y', twins)?.length, 1);
  });

  it('goes to the CREATE of an alert in another file, and renames it there', () => {
    const made = documentOf('alerts', 'CREATE ALERT busy ON mine WHEN (waiting_operations > 10);');
    const used = documentOf('drop', 'DROP ALERT busy;');
    assert.equal(definition(used, 12, [used, made])?.uri, made.uri);
    assert.deepEqual(
      rename(used, 12, 'full', [used, made])?.map(({ uri }) => uri),
      [used.uri, made.uri],
    );
  });

  describe('in the cells of a notebook', () => {
    const cell = (notebook: string, id: string, text: string) =>
      updateDocument({ uri: `vscode-notebook-cell:/w/${notebook}.qlsqlnb#${id}`, text, catalog: shop });
    const set = cell('a', 'W0', 'CREATE CONNECTION_POOL mine; SET @x = 1;');
    const used = cell('a', 'W1', 'USE CONNECTION_POOL mine; SELECT @x + @x;');
    const other = cell('b', 'W0', 'SELECT @x; SET @x = 2;');
    const cells = [used, other, set];
    const at = used.text.slice().indexOf('@x');

    it('goes from one cell to the SET of a variable in another, and finds its uses', () => {
      assert.deepEqual(definition(used, at, cells), { uri: set.uri, span: { start: 33, end: 35 } });
      assert.deepEqual(
        references(set, 34, true, cells).map(({ uri }) => uri),
        [set.uri, used.uri, used.uri],
      );
      assert.equal(definition(used, used.text.slice().indexOf('mine'), cells)?.uri, set.uri);
    });

    it('renames a variable in all of them, and in no other notebook', () => {
      assert.equal(renamable(used, at, cells)?.name, 'x');
      const found = new Map(rename(used, at, 'y', cells)?.map(({ uri, changes }) => [uri, changes]));
      assert.deepEqual([...found.keys()], [used.uri, set.uri]);
      assert.equal(
        changed(used.text.slice(), found.get(used.uri) ?? []),
        'USE CONNECTION_POOL mine; SELECT @y + @y;',
      );
      assert.equal(
        changed(set.text.slice(), found.get(set.uri) ?? []),
        'CREATE CONNECTION_POOL mine; SET @y = 1;',
      );
    });
  });

  it('finds pools, variables and queries of WITH by letters of their names', () => {
    const names = (query: string) => workspaceSymbols(open, query).map(({ name, kind }) => `${kind} ${name}`);
    assert.deepEqual(names(''), ['pool mine', 'cte sums', 'variable @x']);
    assert.deepEqual(names('sms'), ['cte sums']);
  });
});

describe('server: selection range', () => {
  it('grows from the word to the document', () => {
    const { answer, cut } = check(
      'SELECT 1; SELECT UPPER(sta‸tus) FROM orders WHERE total > 1;',
      selectionRanges,
    );
    assert.deepEqual(answer.map(cut), [
      'status',
      'UPPER(status)',
      'SELECT UPPER(status) FROM orders WHERE total > 1',
      'SELECT UPPER(status) FROM orders WHERE total > 1;',
      'SELECT 1; SELECT UPPER(status) FROM orders WHERE total > 1;',
    ]);
  });
});
