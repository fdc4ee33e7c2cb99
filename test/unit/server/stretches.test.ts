import assert from 'node:assert/strict';
import { statementAt, statementsIn, updateDocument } from '../../../server/src/documents.ts';
import type { DocumentModel } from '../../../server/src/documents.ts';
import { diagnostics } from '../../../server/src/features/diagnostics.ts';
import { problemReport } from '../../../server/src/problem-report.ts';
import { whenRead } from '../../../server/src/read-ahead.ts';
import { SentTokens } from '../../../server/src/sent-tokens.ts';
import { documentTokens } from '../../../server/src/token-data.ts';
import { TextInPieces } from '../../../server/src/text/text-in-pieces.ts';
import { Workspace } from '../../../server/src/workspace.ts';
import { seeded } from '../../editor-quality/sources.ts';
import { shop } from './check.ts';

const uri = 'file:///long.qlsql';

/** Statements that depend on each other and on comments beside them. */
const pieces = [
  'SELECT total FROM orders;',
  'SELECT totl FROM orders;',
  'SELECT status FROM orders; -- qlsql:ignore QL2002',
  'SELECT * FROM orders LIMIT 5; -- qlsql:ignore QL6003',
  '-- qlsql:ignore QL6003\nSELECT * FROM orders LIMIT 5;',
  'CREATE CONNECTION_POOL fresh WITH (maxPoolSize = 5);',
  "CREATE CONNECTION_POOL far WITH (readPreference = 'secondary');",
  'USE CONNECTION_POOL far;',
  'USE CONNECTION_POOL fresh; SELECT @v;',
  'ALTER CONNECTION_POOL fresh SET (maxPoolSize = 6);',
  'DROP CONNECTION_POOL fresh;',
  "INSERT INTO orders (status) VALUES ('open');",
  'SET @v = 1;',
  ';',
  "SELECT 'a",
  '-- qlsql:ignore-file QL6033\n',
  '\r\n',
  '/* é */',
];

const random = seeded(3);
const some = (count: number) =>
  Array.from({ length: count }, () => pieces[Math.floor(random() * pieces.length)] ?? '');

/** Without what opens a string, which would take all that follows. */
const long = some(400)
  .filter((piece) => !piece.startsWith("SELECT 'a"))
  .join('\n');

function told(model: DocumentModel, lines: TextInPieces) {
  return {
    statements: model.statements.map(({ start, end, text }) => [start, end, text]),
    problems: problemReport({ model, lines }),
    tokens: new SentTokens().all(uri, documentTokens(model, lines)).data,
    existing: model.catalog,
  };
}

describe('server: a document in stretches', () => {
  it('is told of after edits as one that was just opened', async () => {
    let lines = TextInPieces.of(uri, long);
    const workspace = new Workspace();
    workspace.setCatalog(shop);
    workspace.update(lines);
    const sent = new SentTokens();
    let tokens: number[] = [];
    let resultId = '';
    for (let edit = 1; edit <= 40; edit += 1) {
      const { length } = lines.getText();
      const at = Math.floor(random() * length);
      const end = random() < 0.1 ? at + 3000 : at + Math.floor(random() * 3);
      const range = { start: lines.positionAt(at), end: lines.positionAt(Math.min(length, end)) };
      const text = random() < 0.5 ? 'x' : some(random() < 0.1 ? 150 : 1).join('\n');
      lines = lines.edited([{ range, text }]);
      workspace.update(lines);
      // Some edits come before the one before them was read.
      if (random() < 0.3) continue;
      const open = await whenRead(workspace, uri);
      assert.ok(open);
      const answer = sent.since(resultId, uri, documentTokens(open.model, lines));
      if ('data' in answer) tokens = answer.data;
      else
        for (const { start, deleteCount, data = [] } of answer.edits)
          tokens.splice(start, deleteCount, ...data);
      resultId = answer.resultId ?? '';
      if (edit % 5 !== 0) {
        problemReport(open);
        continue;
      }
      const fresh = updateDocument({ uri, text: lines.getText(), catalog: shop });
      const [edited, opened] = [told(open.model, lines), told(fresh, lines)];
      assert.deepEqual(edited, opened, `edit ${edit}`);
      assert.deepEqual(tokens, opened.tokens, `tokens by edits, edit ${edit}`);
      for (const offset of [0, at, lines.getText().length])
        assert.equal(statementAt(open.model, offset)?.start, statementAt(fresh, offset)?.start);
    }
  });

  it('knows what a quote took when it is closed, unless that means something else now', () => {
    const statements = Array.from({ length: 800 }, (_, index) => `SELECT total, ${index} FROM orders;\n`);
    const [first, last] = ['SELECT 1;\n', 'ALTER CONNECTION_POOL mine SET (maxPoolSize = 9);'];
    const rest = [...statements, last].join('');
    const edited = (text: string, before: DocumentModel, catalog = shop) =>
      updateDocument({ uri, text, catalog }, before);
    const opened = updateDocument({ uri, text: first + rest, catalog: shop });
    const meanings = ({ statements: all }: DocumentModel) => all.slice(1).map(({ meaning }) => meaning);
    diagnostics(opened);
    for (const { meaning } of opened.statements) meaning.isRead = true;
    const quoted = edited(`${first}'${rest}`, opened);
    assert.equal(quoted.statements.length, 2);
    const closed = edited(first + rest, quoted);
    const [before, after] = [meanings(opened), meanings(closed)];
    assert.equal(after.filter((meaning, index) => meaning === before[index]).length, 800);
    assert.notEqual(after[800], before[800], 'it asked which pools are created');
    const other = { ...shop, collections: [] };
    const meanwhile = edited(`${first}'${rest}`, quoted, other);
    for (const now of [edited(first + rest, quoted, other), edited(first + rest, meanwhile, other)])
      assert.ok(!meanings(now).some((meaning) => before.includes(meaning)));
  });

  it('heeds a comment behind the last statement of a stretch', () => {
    const line = (index: number) => `SELECT * FROM orders LIMIT ${index + 1};`;
    const lines = Array.from({ length: 300 }, (_, index) => line(index));
    const told = (text: string) => diagnostics(updateDocument({ uri, text, catalog: shop })).length;
    assert.equal(told(lines.join('\n')), 300);
    assert.equal(told(lines.map((each) => `${each} -- qlsql:ignore QL6003`).join('\n')), 0);
  });

  it('gives the statements that touch a span', () => {
    const text = Array.from({ length: 300 }, (_, index) => `SELECT ${index};`).join('\n');
    const model = updateDocument({ uri, text, catalog: shop });
    const place = text.indexOf('SELECT 127;');
    const end = text.indexOf('SELECT 129;');
    const found = statementsIn(model, { start: place, end });
    assert.deepEqual(
      found.map((each) => each.text),
      ['SELECT 127;', 'SELECT 128;', 'SELECT 129;'],
    );
    assert.equal(statementAt(model, end)?.text, 'SELECT 129;');
  });
});
