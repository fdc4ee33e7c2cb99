import assert from 'node:assert/strict';
import { Decimal128, ObjectId } from 'bson';
import { copyText } from '../../../../client/src/results/copy-text.ts';

const names = ['id', 'note', 'tags'];
const rows = [
  [new ObjectId('65f0c0ffee65f0c0ffee65f0'), 'say "hi", all', ['a', 'b']],
  [null, 'two\nlines', undefined],
];

describe('copied text', () => {
  it('is a single value as it is', () => {
    assert.equal(copyText(['note'], [['two\nlines']], 'text'), 'two\nlines');
  });

  it('is tab-separated where there are several values', () => {
    assert.equal(
      copyText(names, rows, 'text'),
      `65f0c0ffee65f0c0ffee65f0\t"say ""hi"", all"\t['a', 'b']\n\t"two\nlines"\t`,
    );
  });

  it('is CSV with a header and quotes where they are needed', () => {
    assert.equal(
      copyText(names, rows, 'csv'),
      'id,note,tags\r\n65f0c0ffee65f0c0ffee65f0,"say ""hi"", all","[""a"",""b""]"\r\n,"two\nlines",\r\n',
    );
  });

  it('is a table of Markdown', () => {
    assert.equal(
      copyText(
        names,
        [
          [1, 'a|b', undefined],
          [null, 'two\nlines', { c: 1 }],
        ],
        'markdown',
      ),
      '| id | note | tags |\n| --- | --- | --- |\n| 1 | a\\|b |  |\n|  | two<br>lines | {"c":1} |\n',
    );
  });

  it('is JSON with every name, the one that stands for prototypes too', () => {
    assert.equal(
      copyText(['__proto__', 'a'], [['x', 1]], 'json'),
      '[\n  {\n    "__proto__": "x",\n    "a": 1\n  }\n]',
    );
  });

  it('is JSON that keeps BSON types, leaves missing fields away and numbers repeated names', () => {
    const text = copyText(['a', 'a', 'b'], [[Decimal128.fromString('1.10'), null, undefined]], 'json');
    assert.deepEqual(JSON.parse(text), [{ a: { $numberDecimal: '1.10' }, a_2: null }]);
  });
});
