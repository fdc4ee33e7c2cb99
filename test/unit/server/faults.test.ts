import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { updateDocument } from '../../../server/src/documents.ts';
import { diagnostics } from '../../../server/src/features/diagnostics.ts';
import { faultCatalog } from '../../editor-quality/fault-catalog.ts';

const file = path.join(import.meta.dirname, '../../editor-quality/faults.txt');

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
        const text = fault.replace(/^\S+ {2}/, '').replace(/[«»]/g, '');
        return !told(text).includes(fault);
      });
      assert.deepEqual(missed, []);
    });
  }
});
