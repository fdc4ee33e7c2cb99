import assert from 'node:assert/strict';
import {
  addNumeric,
  ceilNumeric,
  compareNumeric,
  divideNumeric,
  floorNumeric,
  multiplyNumeric,
  numericFromNumber,
  parseNumeric,
  printNumeric,
  remainderNumeric,
  roundNumeric,
  toDecimal128Digits,
  truncateNumeric,
} from '../../../../dialect/src/functions/numeric.ts';
import type { Numeric } from '../../../../dialect/src/functions/numeric.ts';

function read(text: string): Numeric {
  const value = parseNumeric(text);
  assert.ok(value, text);
  return value;
}

const check = (value: Numeric, expected: string) => assert.equal(printNumeric(value), expected);

describe('numeric', () => {
  it('keeps the scale that was written', () => {
    for (const text of ['1.10', '-0.005', '0', '12345678901234567890.5', 'NaN', 'Infinity', '-Infinity']) {
      check(read(text), text);
    }
    check(read('1e3'), '1000');
    check(read('4.23e1'), '42.3');
    check(read('0x1F'), '31');
    check(read('1_000'), '1000');
    check(read('.5'), '0.5');
  });

  it('reads nothing else', () => {
    for (const text of ['', 'abc', '1.2.3', '.', '1e', '--1', '0xZZ'])
      assert.equal(parseNumeric(text), undefined, text);
  });

  it('calculates exactly', () => {
    check(addNumeric(read('0.1'), read('0.2')), '0.3');
    check(multiplyNumeric(read('1.10'), read('3.0')), '3.300');
    check(remainderNumeric(read('-7.5'), read('2')), '-1.5');
    check(addNumeric(read('NaN'), read('1')), 'NaN');
  });

  it('divides with the digits that PostgreSQL gives', () => {
    check(divideNumeric(read('6'), read('2.0')), '3.0000000000000000');
    check(divideNumeric(read('-1'), read('4.0')), '-0.25000000000000000000');
    check(divideNumeric(read('10'), read('3')), '3.3333333333333333');
  });

  it('rounds half away from zero, also before the point', () => {
    check(roundNumeric(read('2.5'), 0), '3');
    check(roundNumeric(read('-2.5'), 0), '-3');
    check(roundNumeric(read('2.675'), 2), '2.68');
    check(roundNumeric(read('1.5'), 3), '1.500');
    check(roundNumeric(read('1250'), -2), '1300');
    check(truncateNumeric(read('-2.79'), 1), '-2.7');
    check(floorNumeric(read('-2.1')), '-3');
    check(ceilNumeric(read('-2.9')), '-2');
    check(floorNumeric(read('3.00')), '3');
  });

  it('compares by value, NaN last', () => {
    assert.equal(compareNumeric(read('1.0'), read('1.00')), 0);
    assert.equal(compareNumeric(read('-1'), read('1')), -1);
    assert.equal(compareNumeric(read('NaN'), read('Infinity')), 1);
  });

  it('takes 15 digits of a double', () => {
    check(numericFromNumber(0.1 + 0.2), '0.3');
    check(numericFromNumber(2.5), '2.5');
  });

  it('fits Decimal128', () => {
    check(toDecimal128Digits(read(`0.${'1'.repeat(40)}`)), `0.${'1'.repeat(34)}`);
  });
});
