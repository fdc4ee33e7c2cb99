import assert from 'node:assert/strict';
import { add, compare, divide, exactText, readExact } from '../../../../client/src/results/exact-number.ts';

const exact = (text: string) => readExact(text) ?? assert.fail(`${text} is a number`);

describe('exact numbers', () => {
  for (const [text, shown] of [
    ['0', '0'],
    ['-0', '0'],
    ['1.50', '1.5'],
    ['-12300', '-12300'],
    ['1e+21', '1000000000000000000000'],
    ['5e-7', '0.0000005'],
    ['1E+6144', '1E+6144'],
    ['-1.25E-6000', '-1.25E-6000'],
    ['9007199254740993', '9007199254740993'],
  ] as const)
    it(`${text} reads back as ${shown}`, () => assert.equal(exactText(exact(text)), shown));

  for (const text of ['NaN', 'Infinity', '-Infinity', '', '.', '1,5'])
    it(`“${text}” is none`, () => assert.equal(readExact(text), undefined));

  it('add without rounding', () => {
    assert.equal(exactText(add(exact('0.1'), exact('0.2'))), '0.3');
    assert.equal(
      exactText(add(exact('9007199254740993'), exact('1e-20'))),
      '9007199254740993.00000000000000000001',
    );
  });

  it('compare by value', () => {
    assert.equal(compare(exact('1.0'), exact('1')), 0);
    assert.ok(compare(exact('-2'), exact('1e-300')) < 0);
    assert.ok(compare(exact('9007199254740993'), exact('9007199254740992')) > 0);
  });

  it('divide exactly where that ends, else to ten digits more, half away from zero', () => {
    assert.equal(exactText(divide(exact('1'), 4)), '0.25');
    assert.equal(exactText(divide(exact('2'), 3)), '0.6666666667');
    assert.equal(exactText(divide(exact('-2'), 3)), '-0.6666666667');
  });
});
