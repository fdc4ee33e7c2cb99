import assert from 'node:assert/strict';
import { Binary, Decimal128, Double, Int32, Long, MaxKey, ObjectId, Timestamp, UUID } from 'bson';
import { packed, unpacked } from '../../../../client/src/results/packed-values.ts';

const values: readonly [unknown, unknown?][] = [
  [1, 1],
  [1.5, 1.5],
  [-0],
  [new Int32(1), 1],
  [new Double(1.5), 1.5],
  [new Double(1), { $numberDouble: '1.0' }],
  [new Double(0), { $numberDouble: '0.0' }],
  [new Double(-0)],
  [new Double(Infinity)],
  [Number.NaN],
  [2 ** 40, 2 ** 40],
  ['text', 'text'],
  [true, true],
  [null, null],
  [undefined, { $undefined: true }],
  [new Date('2024-02-29T12:00:00Z'), { $date: '2024-02-29T12:00:00Z' }],
  [new Date(-1)],
  [Long.fromString('9007199254740993'), { $numberLong: '9007199254740993' }],
  [Long.fromNumber(7), { $numberLong: '7' }],
  [Decimal128.fromString('1.10'), { $numberDecimal: '1.10' }],
  [new ObjectId('65f0c0ffee65f0c0ffee65f0'), { $oid: '65f0c0ffee65f0c0ffee65f0' }],
  [new UUID('0d6ba4a5-6b1c-4f2e-9d1e-0c1f5a7b8c9d')],
  [new Binary(new Uint8Array([1, 2, 255]))],
  [new Timestamp({ t: 1, i: 2 })],
  [new MaxKey()],
  [/a.b/i],
  [
    { a: [1, { b: Long.fromNumber(1) }], c: { d: null } },
    { a: [1, { b: { $numberLong: '1' } }], c: { d: null } },
  ],
];

describe('a packed value', () => {
  for (const [value, json] of values)
    it(`${JSON.stringify(packed(value))} is unpacked as it was`, () => {
      const text = JSON.stringify(packed(value));
      if (json !== undefined) assert.deepEqual(JSON.parse(text), json);
      assert.deepEqual(packed(unpacked(JSON.parse(text))), packed(value));
      if (typeof value !== 'object' || value instanceof Date)
        assert.deepEqual(unpacked(JSON.parse(text)), value);
    });
});
