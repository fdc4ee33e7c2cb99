import assert from 'node:assert/strict';
import { HeldRows } from '../../../../client/src/results/held-rows.ts';

const batch = (from: number, count: number) => Array.from({ length: count }, (_, i) => [from + i]);
const hold = (ahead: number, bound: number) => new HeldRows({ ahead, bound, changed: () => undefined });

describe('held rows', () => {
  it('take a first screenful and then hold the cursor', () => {
    const rows = hold(10, 100);
    assert.equal(rows.push(batch(0, 6)), undefined);
    assert.ok(rows.push(batch(6, 6)) instanceof Promise);
    assert.equal(rows.length, 12);
    assert.equal(rows.isHeld, true);
    assert.equal(rows.isFull, false);
  });

  it('let the cursor go on when somebody scrolls near the end', async () => {
    const rows = hold(10, 100);
    const held = rows.push(batch(0, 10));
    rows.want(5);
    await held;
    assert.equal(rows.isHeld, false);
    assert.equal(rows.push(batch(10, 4)), undefined);
    assert.ok(rows.push(batch(14, 1)));
  });

  it('stay held while those wanted are already there', () => {
    const rows = hold(10, 100);
    void rows.push(batch(0, 30));
    rows.want(12);
    assert.equal(rows.isHeld, true);
  });

  it('go no further than the bound until it is raised', async () => {
    const rows = hold(10, 20);
    const held = rows.push(batch(0, 20));
    rows.want(1_000_000);
    assert.equal(rows.isFull, true);
    rows.raiseBound();
    await held;
    assert.equal(rows.isFull, false);
  });

  it('take nothing once closed, and hold nobody', async () => {
    const rows = hold(5, 20);
    const held = rows.push(batch(0, 5));
    rows.close();
    await held;
    assert.equal(rows.push(batch(5, 5)), undefined);
    assert.equal(rows.length, 5);
  });

  it('tell of every change', () => {
    let changes = 0;
    const rows = new HeldRows({ ahead: 2, bound: 10, changed: () => changes++ });
    void rows.push(batch(0, 2));
    rows.want(2);
    assert.equal(changes, 2);
  });
});
