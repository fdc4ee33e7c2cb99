import assert from 'node:assert/strict';
import { EJSON, Long } from 'bson';
import { editText, readEdit } from '../../../../client/src/results/edit-value.ts';

/** The value in canonical Extended JSON and the note, or why it is none. */
function read(typed: string, type: string): string {
  const reading = readEdit(typed, type);
  return reading.ok
    ? `${EJSON.stringify(reading.value, { relaxed: false })} ${reading.note}`.trim()
    : reading.message;
}

describe('a value that is edited', () => {
  it('keeps the type that it has', () => {
    assert.equal(read('42', 'int'), '{"$numberInt":"42"}');
    assert.equal(read('42', 'long'), '{"$numberLong":"42"}');
    assert.equal(read('42', 'double'), '{"$numberDouble":"42.0"}');
    assert.equal(read('42', 'decimal'), '{"$numberDecimal":"42"}');
    assert.equal(read('42', 'string'), '"42"');
    assert.equal(read('9007199254740993', 'long'), '{"$numberLong":"9007199254740993"}');
    assert.equal(read('2024-02-29', 'date'), '{"$date":{"$numberLong":"1709164800000"}}');
    assert.equal(read('true', 'bool'), 'true');
  });

  it('is refused where it does not fit', () => {
    assert.match(read('many', 'int'), /A whole number is wanted/);
    assert.match(read('3000000000', 'int'), /does not fit into the type int/);
    assert.match(read('{}', 'object'), /cannot be typed/);
  });

  it('says so where its type is another than before', () => {
    assert.equal(read('null', 'int'), 'null Changes the type: int → null');
    assert.equal(read("'42'", 'int'), '"42" Changes the type: int → string');
    assert.equal(read('1.5', 'missing'), '{"$numberDouble":"1.5"} Taken for double');
  });

  it('is offered as the text that reads as itself', () => {
    for (const [value, type, text] of [
      ['abc', 'string', 'abc'],
      ['null', 'string', "'null'"],
      ["'it''s'", 'string', "'''it''''s'''"],
      [' x ', 'string', ' x '],
      [Long.fromString('9007199254740993'), 'long', '9007199254740993'],
      [null, 'null', 'NULL'],
      [undefined, 'missing', ''],
    ] as const)
      assert.equal(editText(value, type), text);
  });
});
