import assert from 'node:assert/strict';
import { Decimal128, Long, ObjectId, UUID } from 'bson';
import type { SqlType } from '../../../../dialect/src/index.ts';
import { exampleOf, readParameter } from '../../../../client/src/parameters/parameter-value.ts';

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

  const typed: readonly [SqlType['name'], string, unknown][] = [
    ['text', '42', '42'],
    ['text', "'it''s'", "it's"],
    ['text', ' null ', null],
    ['int', '42', 42],
    ['double', '1e3', 1000],
    ['decimal', '1.10', Decimal128.fromString('1.10')],
    ['boolean', 'False', false],
    ['date', '2024-02-29', new Date('2024-02-29T00:00:00Z')],
    ['timestamp', '2024-02-29 13:05:00', new Date('2024-02-29T13:05:00Z')],
    ['objectId', '65f0c0ffee65f0c0ffee65f0', new ObjectId('65f0c0ffee65f0c0ffee65f0')],
    ['objectId', "'a name'", 'a name'],
    ['uuid', '0d6ba4a5-6b1c-4f2e-9d1e-0c1f5a7b8c9d', new UUID('0d6ba4a5-6b1c-4f2e-9d1e-0c1f5a7b8c9d')],
    ['array', '[1, 2]', [1, 2]],
    ['interval', '1 day', '1 day'],
  ];
  for (const [name, text, value] of typed)
    it(`${text} for a parameter of type ${name}`, () => {
      const reading = readParameter(text, { name });
      assert.deepEqual(reading.ok && reading.value, value);
    });

  for (const [name, text] of [
    ['int', '1.5'],
    ['int', 'soon'],
    ['double', ''],
    ['decimal', '1,5'],
    ['boolean', '1'],
    ['date', '42'],
    ['date', '2024-02-31'],
    ['timestamp', 'tomorrow'],
    ['objectId', '65f0'],
    ['uuid', 'x'],
    ['document', 'x'],
  ] as const)
    it(`${text} is refused for a parameter of type ${name}, with what to write`, () => {
      const reading = readParameter(text, { name });
      assert.ok(!reading.ok);
      assert.match(reading.message, /\.$|JSON/);
      assert.ok(readParameter(exampleOf({ name }).split(' or ')[0] ?? '', { name }).ok);
    });
});
