import assert from 'node:assert/strict';
import {
  afterAction,
  afterChoice,
  afterMove,
  readLayout,
  wholeLayout,
} from '../../../../media/results/column-layout.ts';
import { LayoutMemory } from '../../../../media/results/layout-memory.ts';

const four = wholeLayout(4);
/** Pinned columns before the bar. */
const text = ({ shown, pinned }: typeof four) =>
  [...shown.slice(0, pinned), '|', ...shown.slice(pinned)].join('');

describe('the columns of a grid', () => {
  it('are hidden, but for the last one', () => {
    assert.equal(text(afterAction(four, 1, 'hide')), '|023');
    const pinned = afterAction(four, 1, 'pin');
    assert.equal(text(afterAction(pinned, 0, 'hide')), '|023');
    assert.equal(text(afterAction(wholeLayout(1), 0, 'hide')), '|0');
  });

  it('are pinned behind those that are, and unpinned before those that are not', () => {
    const one = afterAction(four, 2, 'pin');
    assert.equal(text(one), '2|013');
    const two = afterAction(one, 3, 'pin');
    assert.equal(text(two), '23|01');
    assert.equal(text(afterAction(two, 0, 'pin')), '3|201');
  });

  it('are moved within their group', () => {
    const pinned = afterAction(afterAction(four, 2, 'pin'), 1, 'pin'); // 20|13
    assert.equal(text(afterAction(pinned, 1, 'left')), '02|13');
    assert.equal(text(afterAction(pinned, 1, 'right')), '20|13');
    assert.equal(text(afterMove(pinned, 3, 0)), '20|31');
    assert.equal(text(afterMove(pinned, 0, 3)), '02|13');
    assert.equal(text(afterMove(four, 0, 3)), '|1230');
    assert.equal(afterAction(four, 0, 'left'), four);
  });

  it('are chosen: who comes back stands where the result has it', () => {
    const some = afterChoice(four, [3, 1]);
    assert.equal(text(some), '|13');
    assert.equal(text(afterChoice(some, [0, 1, 2, 3])), '|0123');
    const pinned = afterAction(four, 2, 'pin');
    assert.equal(text(afterChoice(pinned, [0, 2])), '2|0');
    assert.equal(text(afterChoice(pinned, [0, 1])), '|01');
    assert.equal(afterChoice(four, []), four);
  });

  it('are read from what was kept, unless that is none of theirs', () => {
    const kept = { shown: [2, 0], pinned: 1, widths: { 2: 300 } };
    assert.deepEqual(readLayout(JSON.parse(JSON.stringify(kept)), 3), { ...kept, widths: { '2': 300 } });
    for (const [wrong, columns] of [
      [kept, 2],
      [{ ...kept, shown: [] }, 3],
      [{ ...kept, shown: [1, 1] }, 3],
      [{ ...kept, widths: null }, 3],
      ['text', 3],
      [undefined, 3],
    ] as const)
      assert.equal(readLayout(wrong, columns), undefined);
  });
});

describe('what is kept of columns', () => {
  const columns = (...names: string[]) => names.map((name) => ({ name, type: 'text' }));

  it('comes back for a result with the same names, as data too', () => {
    let kept: unknown;
    const memory = new LayoutMemory(undefined, (now) => (kept = now));
    const layout = afterAction(wholeLayout(2), 0, 'hide');
    memory.keep(columns('a', 'b'), layout);
    const later = new LayoutMemory(JSON.parse(JSON.stringify(kept)), () => undefined);
    assert.deepEqual(later.recall(columns('a', 'b')), layout);
    assert.equal(later.recall(columns('a', 'c')), undefined);
  });

  it('is of the last fifty, and nothing where it was garbled', () => {
    let kept: readonly unknown[] = [];
    const memory = new LayoutMemory('garbled', (now) => (kept = now));
    for (let n = 0; n < 60; n += 1) memory.keep(columns(`c${n}`), wholeLayout(1));
    assert.equal(kept.length, 50);
    assert.equal(memory.recall(columns('c0')), undefined);
    assert.ok(memory.recall(columns('c59')));
  });
});
