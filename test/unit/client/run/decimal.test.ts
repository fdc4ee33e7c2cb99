import assert from 'node:assert/strict';
import * as decimal from '../../../../client/src/run/in-process/decimal.ts';

function parse(text: string): decimal.Decimal {
  const value = decimal.parseDecimal(text);
  assert.ok(value, text);
  return value;
}

const text = (value: decimal.Decimal) => decimal.toDecimal128(value).toString();

describe('decimals', () => {
  const sums: readonly (readonly [string, string, string])[] = [
    ['0.1', '0.2', '0.3'],
    ['1.50', '2.5', '4.00'],
    ['-1', '1', '0'],
    ['9999999999999999999999999999999999', '1', '1.000000000000000000000000000000000E+34'],
  ];
  for (const [a, b, sum] of sums)
    it(`${a} + ${b} = ${sum}`, () => assert.equal(text(decimal.add(parse(a), parse(b))), sum));

  const quotients: readonly (readonly [string, string, string])[] = [
    ['1', '3', '0.3333333333333333333333333333333333'],
    ['2', '3', '0.6666666666666666666666666666666667'],
    ['-2', '3', '-0.6666666666666666666666666666666667'],
    ['10', '4', '2.5'],
    ['100', '10', '10'],
    ['0', '7', '0'],
  ];
  for (const [a, b, quotient] of quotients)
    it(`${a} / ${b} = ${quotient}`, () => assert.equal(text(decimal.divide(parse(a), parse(b))), quotient));

  const roundings: readonly (readonly [string, number, decimal.Rounding, string])[] = [
    ['2.675', 2, 'halfEven', '2.68'],
    ['2.665', 2, 'halfEven', '2.66'],
    ['-2.675', 2, 'down', '-2.67'],
    ['-2.1', 0, 'floor', '-3'],
    ['2.1', 0, 'ceiling', '3'],
    ['1250', -2, 'halfEven', '1.2E+3'],
    ['5', 2, 'down', '5.00'],
  ];
  for (const [value, places, rounding, expected] of roundings)
    it(`${value} to ${places} places, ${rounding}, is ${expected}`, () =>
      assert.equal(text(decimal.quantize(parse(value), places, rounding)), expected));

  it('takes doubles to 15 digits, or as they are', () => {
    const [fifteen, all] = [decimal.fromDouble(2.675, 15), decimal.fromDouble(2.675, 34)];
    assert.ok(fifteen && all);
    assert.equal(text(fifteen), '2.67500000000000');
    assert.equal(text(all), '2.674999999999999822364316059974954');
    assert.equal(decimal.fromDouble(NaN, 15), undefined);
  });

  it('compares across exponents', () => {
    assert.equal(decimal.compareDecimals(parse('1.10'), parse('1.1')), 0);
    assert.equal(decimal.compareDecimals(parse('1e3'), parse('999.9')), 1);
    assert.equal(decimal.compareDecimals(parse('-2'), parse('1')), -1);
  });

  it('reads nothing that is no number', () => {
    for (const word of ['', 'x', '1.2.3', '--1', '1e', '.'])
      assert.equal(decimal.parseDecimal(word), undefined, word);
  });
});
