import assert from 'node:assert/strict';
import { RowScroll, tallestBody } from '../../../../media/results/row-scroll.ts';

const rowHeight = 20;
const view = 400;

function scrollOver(count: number): RowScroll {
  const rows = new RowScroll(rowHeight);
  rows.resize(count, view);
  return rows;
}

/** A wheel that turns by so many pixels at a time; the bar goes where the rows ask it to. */
function wheel(rows: RowScroll, from: number, by: number, times: number): number {
  let top = from;
  for (let turn = 0; turn < times; turn += 1) {
    top = Math.min(Math.max(top + by, 0), rows.bodyHeight - view);
    top = rows.scrolled(top) ?? top;
  }
  return top;
}

describe('rows that scroll', () => {
  it('are a pixel for a pixel as long as a browser can place them', () => {
    const rows = scrollOver(1000);
    assert.equal(rows.bodyHeight, 20_000);
    assert.equal(rows.scrolled(1010), undefined);
    assert.deepEqual(rows.inSight, { first: 50, last: 70 });
    assert.deepEqual(rows.drawn, { first: 38, last: 82 });
    assert.equal(rows.startOf(50), 1000);
  });

  it('are none where there are none', () => {
    assert.deepEqual(scrollOver(0).drawn, { first: 0, last: -1 });
  });

  it('end with the last, be they millions', () => {
    const rows = scrollOver(5_000_000);
    assert.equal(rows.bodyHeight, tallestBody);
    rows.scrolled(tallestBody - view);
    assert.deepEqual(rows.inSight, { first: 4_999_980, last: 4_999_999 });
    assert.equal(rows.startOf(4_999_999), tallestBody - rowHeight);
  });

  it('are those of the place to which the bar jumps', () => {
    const rows = scrollOver(5_000_000);
    rows.scrolled((tallestBody - view) / 2);
    assert.equal(rows.inSight.first, 2_499_990);
  });

  it('move by pixels when a wheel turns, and stay drawn where the bar stands', () => {
    const rows = scrollOver(5_000_000);
    rows.scrolled(7_000_000);
    const { first } = rows.inSight;
    const top = wheel(rows, 7_000_000, 100, 200);
    assert.equal(rows.inSight.first, first + 1000);
    assert.ok(Math.abs(rows.startOf(first + 1000) - top) < rowHeight);
  });

  for (const [end, by, first] of [
    ['first', -300, 0],
    ['last', 300, 4_999_980],
  ] as const)
    it(`come to the ${end} one without a jump`, () => {
      const rows = scrollOver(5_000_000);
      let top = first === 0 ? 1_200_000 : tallestBody - view - 1_200_000;
      rows.scrolled(top);
      for (let before = rows.inSight.first; ; before = rows.inSight.first) {
        top = wheel(rows, top, by, 1);
        const moved = Math.abs(rows.inSight.first - before);
        assert.ok(moved <= 16, `${moved} rows at once, before ${before}`);
        if (moved === 0) break;
      }
      assert.equal(rows.inSight.first, first);
    });

  it('stay in sight while more come behind them', () => {
    const rows = scrollOver(900_000);
    rows.scrolled(tallestBody - view);
    assert.equal(rows.inSight.last, 899_999);
    rows.resize(1_800_000, view);
    const top = rows.scrolled(tallestBody - view);
    assert.equal(rows.inSight.last, 899_999);
    assert.ok(top !== undefined && Math.abs(top - tallestBody / 2) < 2 * view);
  });

  it('are brought into sight by as little as can be', () => {
    const rows = scrollOver(5_000_000);
    assert.equal(rows.reveal(5), undefined);
    assert.equal(rows.reveal(20), 20);
    assert.deepEqual(rows.inSight, { first: 1, last: 20 });
    const far = rows.reveal(4_000_000);
    assert.equal(rows.inSight.last, 4_000_000);
    assert.equal(rows.scrolled(far ?? 0), undefined);
    assert.equal(rows.inSight.last, 4_000_000);
    rows.reveal(0);
    assert.deepEqual(rows.inSight, { first: 0, last: 19 });
  });
});
