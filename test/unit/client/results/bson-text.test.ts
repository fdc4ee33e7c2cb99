import assert from 'node:assert/strict';
import {
  BSONRegExp,
  BSONSymbol,
  Binary,
  Code,
  DBRef,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  UUID,
} from 'bson';
import { cellOf, plainText, shownText } from '../../../../client/src/results/bson-text.ts';
import { csvText } from '../../../../client/src/results/copy-text.ts';
import { ejsonText } from '../../../../client/src/results/ejson-text.ts';
import { sqlConstant } from '../../../../client/src/results/sql-constant.ts';

const hex = '65f0c0ffee65f0c0ffee65f0';
const values: readonly [unknown, string, string, string][] = [
  [undefined, 'missing', 'missing', 'missing'],
  [null, 'null', 'Null', 'NULL'],
  ["it's", 'text', 'String', "it's"],
  [0.1 + 0.2, 'number', 'Double', '0.30000000000000004'],
  [-0, 'number', 'Double', '-0'],
  [7, 'number', 'Number', '7'],
  [1e20, 'number', 'Double', '100000000000000000000'],
  [NaN, 'number', 'Double', 'NaN'],
  [true, 'boolean', 'Boolean', 'true'],
  [9007199254740993n, 'number', 'Long', '9007199254740993'],
  [Long.fromString('9007199254740993'), 'number', 'Long', '9007199254740993'],
  [Decimal128.fromString('1.10'), 'number', 'Decimal128', '1.10'],
  [new Double(2), 'number', 'Double', '2'],
  [new Int32(7), 'number', 'Int32', '7'],
  [new Date('2024-02-29T12:00:00.007Z'), 'date', 'Date', '2024-02-29T12:00:00.007Z'],
  [new Date(NaN), 'date', 'Date', 'Invalid date'],
  [new ObjectId(hex), 'id', 'ObjectId', hex],
  [new UUID('0f8fad5b-d9cb-469f-a165-70867728950e'), 'id', 'UUID', '0f8fad5b-d9cb-469f-a165-70867728950e'],
  [new Binary(Buffer.from('abc')), 'binary', 'Binary', "Binary(0, 'YWJj')"],
  [Buffer.from('abc'), 'binary', 'Binary', "Binary(0, 'YWJj')"],
  [new Timestamp({ t: 5, i: 2 }), 'other', 'Timestamp', 'Timestamp({ t: 5, i: 2 })'],
  [/a"b/i, 'other', 'RegExp', '/a"b/i'],
  [new BSONRegExp('^a', 'm'), 'other', 'RegExp', '/^a/m'],
  [new BSONSymbol('s'), 'other', 'Symbol', 's'],
  [new Code('return 1'), 'other', 'Code', 'return 1'],
  [new DBRef('users', new ObjectId(hex)), 'other', 'DBRef', `DBRef('users', ObjectId('${hex}'))`],
  [new MinKey(), 'other', 'MinKey', 'MinKey'],
  [new MaxKey(), 'other', 'MaxKey', 'MaxKey'],
  [[1, 'a', null], 'array', 'Array', "[1, 'a', null]"],
  [{}, 'document', 'Document', '{}'],
  [
    { a: 1, 'b c': new ObjectId(hex), d: { e: [Long.fromNumber(3)] } },
    'document',
    'Document',
    `{ a: 1, 'b c': ObjectId('${hex}'), d: { e: [Long('3')] } }`,
  ],
];

describe('bson text', () => {
  for (const [value, kind, type, text] of values)
    it(`${type}: ${text}`, () => assert.deepEqual(cellOf(value), { text, kind, type }));

  it('shows one line, cut where it is long', () => {
    assert.equal(cellOf('a\r\nb\nc').text, 'a↵b↵c');
    const { text } = cellOf('x'.repeat(1000));
    assert.equal(text.length, 301);
    assert.ok(text.endsWith('…'));
  });

  it('is never cut, and empty for null and missing, as plain text', () => {
    assert.equal(plainText('x'.repeat(1000)).length, 1000);
    assert.equal(plainText(null), '');
    assert.equal(plainText(undefined), '');
  });

  it('is that of a document where one only looks like a type of BSON', () => {
    for (const type of ['ObjectId', 'Double', 'Binary', 'Nonsense', 5]) {
      const like = { _bsontype: type };
      assert.equal(cellOf(like).type, 'Document');
      assert.equal(ejsonText(like), JSON.stringify(like));
      assert.equal(csvText(like), JSON.stringify(like));
      assert.match(sqlConstant(like), /^(CAST|JSONB_BUILD_OBJECT)\(/);
    }
  });

  it('is indented where it is read in full', () => {
    assert.deepEqual(shownText({ a: [1, { b: 'c' }] }), {
      text: "{\n  a: [\n    1,\n    {\n      b: 'c'\n    }\n  ]\n}",
    });
    assert.deepEqual(shownText('a\nb'), { text: 'a\nb' });
  });

  it('is its beginning where to read it in full would be too much for a window', () => {
    const { text, length } = shownText('x'.repeat(5_000_000));
    assert.ok(text.length < 1_000_000);
    assert.equal(length, 5_000_000);
  });
});
