import assert from 'node:assert/strict';
import { printArrayText, readArrayText } from '../../../../../dialect/src/functions/casts/array-text.ts';
import { SqlError } from '../../../../../dialect/src/functions/values.ts';

describe('arrays as text', () => {
  it('reads elements, NULLs, quotes and inner arrays', () => {
    assert.deepEqual(readArrayText('{1, 2,NULL}'), ['1', '2', null]);
    assert.deepEqual(readArrayText('{"a b","NULL","x\\"y",c}'), ['a b', 'NULL', 'x"y', 'c']);
    assert.deepEqual(readArrayText('{{1,2},{3,4}}'), [
      ['1', '2'],
      ['3', '4'],
    ]);
    assert.deepEqual(readArrayText('{}'), []);
  });

  it('refuses what is not closed', () => {
    for (const text of ['', 'a', '{', '{a', '{a,}', '{"a}', '{a}b'])
      assert.throws(() => readArrayText(text), SqlError, text);
  });

  it('quotes what needs it', () => {
    assert.equal(
      printArrayText(['a', 'b c', '', 'null', 'x"y', null, ['1']]),
      '{a,"b c","","null","x\\"y",NULL,{1}}',
    );
  });
});
