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

  it('is silent elsewhere', () => {
    assert.equal(help('SELECT ‸1'), 'none');
    assert.equal(help('SELECT (1 + ‸2)'), 'none');
  });
});
