import assert from 'node:assert/strict';
import type { Latch } from '../../../../client/src/alerts/latch.ts';
import { off, turn } from '../../../../client/src/alerts/latch.ts';

/** A value each second against a limit of 5 that ends at 3; a letter says how the latch stands: `.` off, `!` on. */
function run(values: string, patience = { holdMs: 2000, clearMs: 3000 }): string {
  let latch: Latch = off;
  return [...values]
    .map((digit, second) => {
      const value = Number(digit);
      latch = turn(latch, { above: value > 5, below: value <= 3 }, second * 1000, patience);
      return latch.on ? '!' : '.';
    })
    .join('');
}

describe('the latch of an alert', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['turns on after its hold time', '66666', '..!!!'],
    ['a break begins the time anew', '6606666', '.....!!'],
    ['turns off after its clear time, at the lower limit', '666000000', '..!!!!...'],
    ['stays on between the limits', '666444444444', '..!!!!!!!!!!'],
    ['stays off between the limits', '444444', '......'],
    ['a relapse begins the clear time anew', '66600500000', '..!!!!!!!..'],
    ['does not flap where the value does', '606060606060', '............'],
    ['does not flap where the value does once it is on', '66606060606060', '..!!!!!!!!!!!!'],
  ];
  for (const [title, values, expected] of cases) it(title, () => assert.equal(run(values), expected));

  it('turns at once without patience', () => assert.equal(run('0606', { holdMs: 0, clearMs: 0 }), '.!.!'));
});
