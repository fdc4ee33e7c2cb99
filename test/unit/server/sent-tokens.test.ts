import assert from 'node:assert/strict';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { semanticTokens } from '../../../server/src/features/semantic-tokens.ts';
import { SentTokens } from '../../../server/src/sent-tokens.ts';
import { documentTokens } from '../../../server/src/token-data.ts';
import { model } from './check.ts';

const uri = 'file:///test.qlsql';
const linesOf = (text: string) => TextDocument.create(uri, 'qlsql', 1, text);

const tokensOf = (text: string) => documentTokens(model(text), linesOf(text));

describe('server: tokens that were sent', () => {
  const before = 'SELECT total FROM orders;\nSELECT status FROM orders;\n';
  const edits: Readonly<Record<string, string>> = {
    'a word is typed': before.replace('status', 'status, total'),
    'a line comes before': `SELECT 1 FROM users;\n${before}`,
    'a statement goes': 'SELECT total FROM orders;\n',
    'all goes': '',
    nothing: before,
  };
  for (const [name, text] of Object.entries(edits)) {
    it(`are brought up to date by the edits: ${name}`, () => {
      const sent = new SentTokens();
      const first = sent.all(uri, tokensOf(before));
      const delta = sent.since(first.resultId ?? '', uri, tokensOf(text));
      const data = [...first.data];
      assert.ok('edits' in delta);
      for (const { start, deleteCount, data: inserted = [] } of delta.edits)
        data.splice(start, deleteCount, ...inserted);
      assert.deepEqual(data, new SentTokens().all(uri, tokensOf(text)).data);
    });
  }

  it('stay where they are when those of another statement change', () => {
    const sent = new SentTokens();
    const first = sent.all(uri, tokensOf(before));
    const delta = sent.since(first.resultId ?? '', uri, tokensOf(before.replace('status', 'status, total')));
    assert.ok('edits' in delta);
    assert.ok(delta.edits.every(({ start }) => start >= first.data.length / 2));
  });

  it('are sent whole to who has others', () => {
    const sent = new SentTokens();
    sent.all(uri, tokensOf(before));
    const answer = sent.since('older', uri, tokensOf(before));
    assert.ok('data' in answer && answer.data.length > 0);
  });

  it('of a span are those of the statements that it touches', () => {
    const found = semanticTokens(model(before), { start: 30, end: 30 });
    assert.deepEqual(
      found.map(({ span }) => before.slice(span.start, span.end)),
      ['status', 'orders'],
    );
  });
});
