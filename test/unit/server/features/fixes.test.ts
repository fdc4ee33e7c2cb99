import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { updateDocument } from '../../../../server/src/documents.ts';
import type { DocumentModel } from '../../../../server/src/documents.ts';
import { codeActions } from '../../../../server/src/features/code-actions.ts';
import { diagnostics } from '../../../../server/src/features/diagnostics.ts';
import { changed, placesOf } from '../../../../server/src/text/changed.ts';
import { faultCatalog } from '../../../editor-quality/fault-catalog.ts';
import { model } from '../check.ts';

const documentOf = (text: string): DocumentModel =>
  updateDocument({ uri: 'file:///fix.qlsql', text, catalog: faultCatalog });

/** The faulty statements that are known, each with all of its problems. */
const faults = readFileSync(path.join(import.meta.dirname, '../../../editor-quality/faults.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) =>
    documentOf(
      line
        .replaceAll('⏎', '\n')
        .replace(/^\S+ {2}/, '')
        .replace(/[«»]/g, ''),
    ),
  );

/** Each fix that the editor offers for a fault: what it makes of the statement. */
const offered = faults.flatMap((document) =>
  diagnostics(document).flatMap(({ span }) =>
    codeActions(document, span).flatMap(({ title, problem, changes }) =>
      problem ? [{ title, problem, changes, document, after: changed(document.text.slice(), changes) }] : [],
    ),
  ),
);

describe('server: quick fixes', () => {
  it('of every faulty statement take their problem away and bring no error to where they write', () => {
    const wrong = offered.flatMap(({ title, problem, changes, document, after }) => {
      const count = (all: DocumentModel) =>
        diagnostics(all).filter(({ code, message }) => code === problem.code && message === problem.message)
          .length;
      const now = documentOf(after);
      const stays = count(now) >= count(document);
      const places = placesOf(changes);
      const fresh = diagnostics(now).filter(
        ({ severity, span, code }) =>
          severity === 'error' &&
          !diagnostics(document).some((each) => each.code === code) &&
          places.some(({ start, end }) => start <= span.end && span.start <= end),
      );
      return stays || fresh.length > 0 ? [`${title}: ${document.text} → ${after}`] : [];
    });
    assert.deepEqual(wrong, []);
  });

  it('are many', () => {
    const codes = new Set(offered.map(({ problem }) => problem.code));
    assert.ok(offered.length >= 140 && codes.size >= 25, `${offered.length} of ${codes.size} codes`);
  });

  const cases: readonly (readonly [before: string, title: string, after: string | undefined])[] = [
    [
      'SELECT total FROM orders WHERE status = ‘open’',
      "Write '",
      "SELECT total FROM orders WHERE status = 'open'",
    ],
    ['SELECT “total” FROM orders', 'Write "', 'SELECT "total" FROM orders'],
    ['SELECT cout(*) FROM orders', 'Change to COUNT', 'SELECT COUNT(*) FROM orders'],
    // What it leads to is another mistake at the same place.
    ['SELECT CAST(total) FROM orders', 'Add AS', undefined],
    ['SELECT u.user_id FROM users u WHERE o.total > 1', 'Change to u', undefined],
    [
      'SELECT sum(total) OVER (ORDER BY status ROWS BETWEEN 1 PRECEDING CURRENT ROW) FROM orders',
      'Add AND',
      'SELECT sum(total) OVER (ORDER BY status ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM orders',
    ],
    ["SELECT CAST('1'int)", 'Add AS', "SELECT CAST('1' AS int)"],
    ['USE CONNECTION_POOL raed_pool', 'Change to read_pool', 'USE CONNECTION_POOL read_pool'],
    [
      "SELECT CONNECTION_POOL_ACTIVE(E'raed_p\\x6fol')",
      'Change to read_pool',
      "SELECT CONNECTION_POOL_ACTIVE('read_pool')",
    ],
  ];
  for (const [before, title, after] of cases)
    it(before, () => {
      const document = model(before);
      const found = diagnostics(document)
        .flatMap(({ span }) => codeActions(document, span))
        .find((each) => each.title === title);
      assert.equal(found && changed(before, found.changes), after);
    });
});
