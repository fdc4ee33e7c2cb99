import assert from 'node:assert/strict';

/** A text with its cursor mark `‸` taken out, and where it stood. */
export function cursor(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf('‸');
  assert.notEqual(offset, -1, 'the text has no cursor mark ‸');
  return { text: marked.replace('‸', ''), offset };
}
