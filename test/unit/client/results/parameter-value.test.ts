import assert from 'node:assert/strict';
import { Long, ObjectId } from 'bson';
import { readParameter } from '../../../../client/src/results/parameter-value.ts';

const good: readonly [string, unknown, string][] = [
  ['42', 42, 'a number'],
  ['-1.5', -1.5, 'a number'],
  ['1e3', 1000, 'a number'],
  ['9223372036854775807', Long.MAX_VALUE, 'a 64-bit integer'],
  [' TRUE ', true, 'a boolean'],
  ['null', null, 'NULL'],
  ["'it''s'", "it's", 'text'],
  ["'42'", '42', 'text'],
  ['Berlin, Mitte', 'Berlin, Mitte', 'text'],
  ['', '', 'text'],
  ["DATE '2024-02-29'", new Date('2024-02-29T00:00:00Z'), '2024-02-29T00:00:00.000Z'],
  ["TIMESTAMP '2024-02-29 13:05:00'", new Date('2024-02-29T13:05:00Z'), '2024-02-29T13:05:00.000Z'],
  ["TIMESTAMPTZ '2024-02-29 13:05:00+01:00'", new Date('2024-02-29T12:05:00Z'), '2024-02-29T12:05:00.000Z'],
  ["ObjectId('65f0c0ffee65f0c0ffee65f0')", new ObjectId('65f0c0ffee65f0c0ffee65f0'), 'an ObjectId'],
  ['[1, 2]', [1, 2], 'an array'],
  ['{"a": {"$date": "2024-01-01T00:00:00Z"}}', { a: new Date('2024-01-01T00:00:00Z') }, 'a document'],
];

describe('a typed parameter', () => {
  for (const [typed, value, taken] of good)
    it(`${typed} is ${taken}`, () => assert.deepEqual(readParameter(typed), { ok: true, value, taken }));

  for (const [typed, words] of [
    ['99999999999999999999', /64 bits/],
    ["DATE 'soon'", /2024-02-29/],
    ["OBJECTID '65f0'", /24 hexadecimal/],
    ['{"a":', /not JSON/],
  ] as const)
    it(`${typed} is refused`, () => {
      const reading = readParameter(typed);
      assert.ok(!reading.ok);
      assert.match(reading.message, words);
    });
});
