import assert from 'node:assert/strict';
import {
  formatCount,
  formatDuration,
  formatPlural,
  formatRate,
  formatShare,
} from '../../../../client/src/messages/format.ts';

const cases: readonly (readonly [
  format: (value: number) => string,
  rows: readonly (readonly [number, string])[],
])[] = [
  [
    formatCount,
    [
      [0, '0'],
      [0.4, '0'],
      [950, '950'],
      [9999, '9,999'],
      [9999.6, '10 k'],
      [12_345, '12 k'],
      [999_400, '999 k'],
      [999_600, '1 M'],
      [1_234_567, '1.2 M'],
      [2_500_000_000, '2.5 G'],
      [-12_345, '-12 k'],
      [NaN, '–'],
    ],
  ],
  [
    formatDuration,
    [
      [0, '0 ms'],
      [0.04, '0 ms'],
      [0.42, '0.4 ms'],
      [0.96, '1 ms'],
      [3.4, '3 ms'],
      [999.4, '999 ms'],
      [999.6, '1 s'],
      [1234, '1.2 s'],
      [59_400, '59 s'],
      [59_600, '1 min'],
      [125_000, '2 min 5 s'],
      [3_599_600, '1 h'],
      [11_040_000, '3 h 4 min'],
      [176_400_000, '2 d 1 h'],
      [Infinity, '–'],
    ],
  ],
  [
    formatRate,
    [
      [0, '0/s'],
      [0.01, '<0.1/s'],
      [0.3, '0.3/s'],
      [9.96, '10/s'],
      [123.4, '123/s'],
      [12_345, '12 k/s'],
    ],
  ],
  [
    formatShare,
    [
      [0, '0 %'],
      [0.0001, '<0.1 %'],
      [0.003, '0.3 %'],
      [0.1234, '12 %'],
      [1, '100 %'],
    ],
  ],
];

describe('figures as people read them', () => {
  for (const [format, rows] of cases)
    for (const [value, text] of rows)
      it(`${format.name}(${value}) is ${text}`, () => assert.equal(format(value), text));

  it('counts one thing and many things', () => {
    assert.equal(formatPlural(1, 'host'), '1 host');
    assert.equal(formatPlural(0, 'host'), '0 hosts');
    assert.equal(formatPlural(2, 'query', 'queries'), '2 queries');
  });
});
