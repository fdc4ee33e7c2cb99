import assert from 'node:assert/strict';
import type { Cell } from '../../../../client/src/messages/results.ts';
import { fittingWidths } from '../../../../media/results/column-widths.ts';

/** Ten pixels for each letter that is seen. */
const measure = (text: string): number => 10 * [...new Intl.Segmenter('en').segment(text)].length;
const widthOf = (name: string, ...texts: readonly string[]): number | undefined =>
  fittingWidths(
    [{ name, type: 'text' }],
    texts.map((text): Cell[] => [{ text, kind: 'text', type: 'String' }]),
    measure,
  )[0];

describe('the width of a column', () => {
  it('fits its heading and its longest value', () => {
    assert.equal(widthOf('name', 'x'), 10 * 'name text'.length + 20);
    assert.equal(widthOf('name', 'x', 'a value that is long'), 10 * 'a value that is long'.length + 20);
  });

  it('fits its heading above letters of several code units', () =>
    assert.equal(widthOf('emoji', '👩‍🔬 ok 🇩🇪'), 10 * 'emoji text'.length + 20));

  it('has bounds', () => {
    assert.equal(widthOf('', ''), 70);
    assert.equal(widthOf('x', 'x'.repeat(1000)), 420);
  });
});
