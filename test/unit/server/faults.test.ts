import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { problemCatalog } from '../../../dialect/src/problems/catalog.ts';
import { updateDocument } from '../../../server/src/documents.ts';
import { diagnostics } from '../../../server/src/features/diagnostics.ts';
import { faultCatalog } from '../../editor-quality/fault-catalog.ts';

const tests = path.join(import.meta.dirname, '../..');
const file = path.join(tests, 'editor-quality/faults.txt');

/** What stands at the places of a statement that is wrong: `CODE  statement with «the place»`. */
function told(text: string): readonly string[] {
  const document = updateDocument({ uri: 'file:///fault.qlsql', text, catalog: faultCatalog });
  return diagnostics(document).map(
    ({ code, span: { start, end } }) =>
      `${code}  ${text.slice(0, start)}«${text.slice(start, end)}»${text.slice(end)}`,
  );
}

describe('no mistake goes unnoticed', () => {
  const lines = readFileSync(file, 'utf8').split('\n');
  const kinds = new Map<string, string[]>();
  let kind = '';
  for (const line of lines) {
    if (line.startsWith('# ')) kind = line.slice(2);
    else if (line !== '') kinds.set(kind, [...(kinds.get(kind) ?? []), line]);
  }
  for (const [name, faults] of kinds) {
    it(`${name} (${faults.length})`, () => {
      const missed = faults.filter((fault) => {
        const wanted = fault.replaceAll('⏎', '\n');
        return !told(wanted.replace(/^\S+ {2}/, '').replace(/[«»]/g, '')).includes(wanted);
      });
      assert.deepEqual(missed, []);
    });
  }
});

/** Told where no test has brought it about so far, and why. */
const untested: ReadonlySet<string> = new Set([
  // A statement that holds a connection of which the server does nothing: between two batches, for some milliseconds.
  'QL5071',
  // A join that the server makes in nested loops: which joins those are, its version decides.
  'QL5202',
]);

describe('every problem of the catalogue', () => {
  it('is told in a faulty statement, a test or a baseline', () => {
    const files = globSync(['editor-quality/faults.txt', '**/*.test.ts', 'baselines/**/*.out'], {
      cwd: tests,
    });
    const all = files.map((each) => readFileSync(path.join(tests, each), 'utf8')).join('\n');
    const shown = new Set(all.match(/\bQL\d{4}\b/g));
    const missing = Object.keys(problemCatalog).filter((code) => !shown.has(code) && !untested.has(code));
    assert.deepEqual(missing, []);
  });
});
