import assert from 'node:assert/strict';
import { lintRules } from '../../../../dialect/src/analysis/lint/lint-rules.ts';
import { updateDocument } from '../../../../server/src/documents.ts';
import type { DocumentInput, DocumentModel } from '../../../../server/src/documents.ts';
import { diagnostics } from '../../../../server/src/features/diagnostics.ts';
import { shop } from '../check.ts';

const read = (text: string, lint: DocumentInput['lint'] = {}): DocumentModel =>
  updateDocument({ uri: 'file:///lint.qlsql', text, catalog: shop, lint });

/** The severities at which one rule tells of a document. */
const told = (document: DocumentModel, code: string): readonly string[] => [
  ...new Set(
    diagnostics(document)
      .filter((each) => each.code === code)
      .map(({ severity }) => severity),
  ),
];

/** The text with a comment before, or behind on its line, each statement that the rule tells of. */
function commented(text: string, code: string, where: 'before' | 'behind'): string {
  const document = read(text);
  const places = new Set(
    diagnostics(document)
      .filter((each) => each.code === code)
      .map(({ span }) => document.statements.findLast(({ start }) => start <= span.start)),
  );
  return [...places].reverse().reduce((changed, statement) => {
    assert.ok(statement);
    const at = where === 'before' ? statement.start : text.indexOf(';', statement.end - 1) + 1 || text.length;
    const comment = where === 'before' ? `\n-- qlsql:ignore ${code}\n` : ` -- qlsql:ignore ${code}\n`;
    return changed.slice(0, at) + comment + changed.slice(at);
  }, text);
}

describe('every lint rule', () => {
  it('is one of twenty-five or more', () => assert.ok(lintRules.length >= 25));

  for (const { code, name, severity, bad } of lintRules) {
    it(`${code} ${name} is as severe as it is set to, and silent where it is told to be`, () => {
      assert.deepEqual(told(read(bad), code), [severity]);
      for (const key of [code, name]) {
        for (const level of ['hint', 'information', 'warning', 'error'] as const)
          assert.deepEqual(told(read(bad, { [key]: level }), code), [level], `${key} ${level}`);
        assert.deepEqual(told(read(bad, { [key]: 'off' }), code), [], `${key} off`);
      }
      for (const where of ['before', 'behind'] as const) {
        const text = commented(bad, code, where);
        assert.notEqual(text, bad);
        assert.deepEqual(told(read(text), code), [], text);
        const other = text.replaceAll(`ignore ${code}`, 'ignore QL6999');
        assert.deepEqual(told(read(other), code), [severity], other);
      }
      assert.deepEqual(told(read(`${bad};\n-- qlsql:ignore-file ${code}`), code), []);
    });
  }
});
