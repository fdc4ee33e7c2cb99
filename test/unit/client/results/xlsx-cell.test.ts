import assert from 'node:assert/strict';
import { columnLetters, longestText, textCell, xlsxCell } from '../../../../client/src/results/xlsx-cell.ts';

const text = (xml: string) => /<t[^>]*>(.*)<\/t>/s.exec(xml)?.[1];

describe('a cell of a sheet', () => {
  it('writes control characters as Office does, and a text that reads like one', () => {
    assert.equal(text(xlsxCell('A1', 'a\u0001b')), 'a_x0001_b');
    assert.equal(text(xlsxCell('A1', '_x0001_')), '_x005F_x0001_');
    assert.equal(text(xlsxCell('A1', 'a\r\nb')), 'a_x000D_\nb');
  });

  it('cuts a text that is longer than a cell holds, and shows that', () => {
    const cut = text(textCell('A1', 'x'.repeat(longestText + 1)));
    assert.equal(cut?.length, longestText);
    assert.equal(cut?.at(-1), '…');
    assert.equal(text(textCell('A1', 'x'.repeat(longestText))), 'x'.repeat(longestText));
  });

  it('is named by the letters of its column', () => {
    assert.deepEqual([0, 25, 26, 701, 702, 16_383].map(columnLetters), ['A', 'Z', 'AA', 'ZZ', 'AAA', 'XFD']);
  });
});
