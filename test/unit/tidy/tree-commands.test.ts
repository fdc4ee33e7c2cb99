import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../scripts/parts/paths.mjs';

// The editor keeps the arguments of a line's command until it draws the line anew, which a view that lives does all the time: a click in
// that moment would find no command. What is selected is asked of the view instead.
describe('the lines of trees', () => {
  const trees = globSync('client/src/**/*.ts', { cwd: root }).flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return /\bTreeItem\b/.test(text) ? [{ file, text }] : [];
  });

  it('have commands without arguments', () => {
    assert.ok(trees.length >= 4, trees.map(({ file }) => file).join(', '));
    assert.deepEqual(
      trees.filter(({ text }) => /\barguments:/.test(text)).map(({ file }) => file),
      [],
    );
  });
});
