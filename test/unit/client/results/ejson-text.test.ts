import assert from 'node:assert/strict';
import { Decimal128, Double, EJSON, Int32, Long, ObjectId } from 'bson';
import { canonicalText, ejsonText } from '../../../../client/src/results/ejson-text.ts';

describe('values as Extended JSON', () => {
  for (const [value, text] of [
    [Long.fromString('9007199254740993'), '{"$numberLong":"9007199254740993"}'],
    [[Long.fromNumber(5), new Int32(6), new Double(7.5)], '[5,6,7.5]'],
    [Number.NaN, '{"$numberDouble":"NaN"}'],
    [new Date('2026-01-02T03:04:05Z'), '{"$date":"2026-01-02T03:04:05.000Z"}'],
    [new Date(-1), '{"$date":{"$numberLong":"-1"}}'],
    [Decimal128.fromString('1.10'), '{"$numberDecimal":"1.10"}'],
    [{ a: { b: null } }, '{"a":{"b":null}}'],
    ['$text', '"$text"'],
  ] as const)
    it(text, () => {
      assert.equal(ejsonText(value), text);
      assert.equal(ejsonText(EJSON.parse(ejsonText(value), { relaxed: false })), text);
    });

  for (const [value, text] of [
    [7, '7.0'],
    [-7, '-7.0'],
    [0, '0.0'],
    [-0, '-0.0'],
    [2 ** 60, '1152921504606847000.0'],
    [1e21, '1e+21'],
    [0.1, '0.1'],
    [Infinity, '{"$numberDouble":"Infinity"}'],
  ] as const)
    it(`a double as ${text}`, () => assert.equal(ejsonText([new Double(value)]), `[${text}]`));

  it('in lines', () => {
    const id = new ObjectId('0123456789abcdef01234567');
    const lines = [
      '{',
      ...[
        '  "a \\"b\\"": [',
        '    1.0,',
        '    {',
        '      "$oid": "0123456789abcdef01234567"',
        '    }',
        '  ],',
      ],
      ...['  "none": null,', '  "e": {},', '  "f": []', '}'],
    ];
    const value = { 'a "b"': [new Double(1), id], none: undefined, e: {}, f: [] };
    assert.equal(ejsonText(value, 2), lines.join('\n'));
  });

  it('keep every type where they are canonical', () => {
    const id = new ObjectId('0123456789abcdef01234567');
    assert.equal(
      canonicalText({ id, n: new Int32(1), d: 1.5 }),
      '{"id":{"$oid":"0123456789abcdef01234567"},"n":{"$numberInt":"1"},"d":{"$numberDouble":"1.5"}}',
    );
  });
});
