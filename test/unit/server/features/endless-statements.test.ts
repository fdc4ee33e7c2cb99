import assert from 'node:assert/strict';
import { codeActions } from '../../../../server/src/features/code-actions.ts';
import { complete } from '../../../../server/src/features/completion.ts';
import { diagnostics } from '../../../../server/src/features/diagnostics.ts';
import { documentSymbols } from '../../../../server/src/features/document-symbols.ts';
import { folds } from '../../../../server/src/features/folding.ts';
import { formatting } from '../../../../server/src/features/formatting.ts';
import { hover } from '../../../../server/src/features/hover.ts';
import { definition } from '../../../../server/src/features/navigation.ts';
import { semanticTokens } from '../../../../server/src/features/semantic-tokens.ts';
import { signatureHelp } from '../../../../server/src/features/signature-help.ts';
import { model } from '../check.ts';

const many = 8_000;

/** What a program writes, or a mistake makes; each with how many errors it has at least. */
const statements: Readonly<Record<string, readonly [sql: string, errors: number]>> = {
  'conditions in a row': [`SELECT * FROM orders WHERE ${'total > 1 AND\n'.repeat(many)}total > 2;`, 0],
  'alternatives in a row': [`SELECT * FROM orders WHERE ${'total = 1 OR '.repeat(many)}total = 2;`, 0],
  'a long list': [`SELECT ${'total + 1, '.repeat(many)}1 FROM orders;`, 0],
  'rows of an INSERT': [`INSERT INTO orders (total) VALUES\n${'(1),\n'.repeat(many)}(2);`, 0],
  'NOT again and again': [`SELECT ${'NOT '.repeat(many)}TRUE;`, 0],
  'unions in a row': [`${'SELECT total FROM orders UNION ALL\n'.repeat(many / 4)}SELECT 1;`, 0],
  'open parentheses': [`SELECT ${'('.repeat(many)}`, 1],
  'nested subqueries': [`SELECT * FROM ${'(SELECT * FROM '.repeat(many)}orders${') t'.repeat(many)};`, 1],
  'quotes that nothing closes': ["SELECT 'abc\n".repeat(many + 1), 1],
};

describe('server: statements without end', () => {
  for (const [what, [sql, errors]] of Object.entries(statements)) {
    it(`${what}: every question is answered`, () => {
      const document = model(sql);
      const all = { start: 0, end: sql.length };
      const found = diagnostics(document).filter(({ severity }) => severity === 'error');
      assert.ok(found.length >= errors, 'its errors are told');
      assert.equal(documentSymbols(document).length, 1);
      for (const look of [semanticTokens, folds]) assert.ok(Array.isArray(look(document)));
      assert.ok(Array.isArray(formatting(document, all)));
      for (const offset of [8, sql.length]) {
        assert.ok(Array.isArray(codeActions(document, { start: offset, end: offset })));
        for (const answer of [hover, definition, signatureHelp, complete])
          assert.doesNotThrow(() => answer(document, offset));
      }
    }).timeout(120_000);
  }
});
