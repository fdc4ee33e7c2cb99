import assert from 'node:assert/strict';
import { codeBlock, escapeMarkdown, tooltipTable } from '../../../../client/src/messages/markdown.ts';

describe('Markdown', () => {
  for (const [text, escaped] of [
    ['a|b', 'a\\|b'],
    ['[x](command:y)', '\\[x\\]\\(command:y\\)'],
    ['$(bug) <b>', '\\$\\(bug\\) \\<b\\>'],
    ['https://evil.example/?a', 'https:\\//evil\\.example/?a'],
    ['ann@h.example', 'ann\\@h\\.example'],
    ['two\n\nlines', 'two lines'],
  ] as const)
    it(`has ${JSON.stringify(text)} as text`, () => assert.equal(escapeMarkdown(text), escaped));

  it('has any text in a block of code', () => {
    assert.equal(codeBlock('SELECT 1', 'sql'), '```sql\nSELECT 1\n```');
    assert.equal(codeBlock('a\n```\n**b**', 'sql'), '````sql\na\n```\n**b**\n````');
  });

  it('has a table of two columns', () => {
    assert.equal(tooltipTable([['a', '1']]), '| | |\n|:--|--:|\n| a&emsp; | 1 |');
  });
});
