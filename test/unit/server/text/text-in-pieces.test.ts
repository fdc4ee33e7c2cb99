import assert from 'node:assert/strict';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { TextInPieces } from '../../../../server/src/text/text-in-pieces.ts';
import { seeded } from '../../../editor-quality/sources.ts';

const uri = 'file:///long.qlsql';
const lineEnds = ['\n', '\r\n', '\r', '\n\n'];

describe('server: a text in pieces', () => {
  it('has the places of one that is whole, whatever was edited', () => {
    const random = seeded(11);
    const upTo = (most: number) => Math.floor(random() * (most + 1));
    const some = (lines: number) =>
      Array.from({ length: lines }, () => 'é'.repeat(upTo(60)) + (lineEnds[upTo(3)] ?? '')).join('');
    const whole = TextDocument.create(uri, 'qlsql', 1, some(6000));
    let pieces = TextInPieces.of(uri, whole.getText());
    for (let edit = 0; edit < 200; edit += 1) {
      const length = whole.getText().length;
      const start = upTo(length);
      const end = Math.min(length, start + (random() < 0.1 ? upTo(60_000) : upTo(4)));
      const range = { start: whole.positionAt(start), end: whole.positionAt(end) };
      const changes = [
        { range, text: random() < 0.5 ? (lineEnds[upTo(3)] ?? '') : some(random() < 0.1 ? 3000 : 1) },
        { range: { start: range.end, end: range.start }, text: 'x' },
      ];
      TextDocument.update(whole, changes, edit + 2);
      pieces = pieces.edited(changes);
      assert.equal(pieces.slice(), whole.getText());
      assert.equal(pieces.length, whole.getText().length);
      for (const offset of [0, start, end, upTo(pieces.length), pieces.length, pieces.length + 1]) {
        const position = whole.positionAt(offset);
        assert.deepEqual(pieces.positionAt(offset), position);
        for (const character of [0, position.character, 1000]) {
          const place = { line: position.line + upTo(1), character };
          assert.equal(pieces.offsetAt(place), whole.offsetAt(place));
        }
      }
      assert.equal(pieces.getText(range), whole.getText(range));
      assert.equal(pieces.slice(start, start + 50_000), whole.getText().slice(start, start + 50_000));
    }
  });

  it('is another one after an edit, and stays as it was', () => {
    const before = TextInPieces.of(uri, 'SELECT 1;\n');
    const after = before.edited([{ text: 'SELECT 2;' }]);
    assert.deepEqual([before.slice(), after.slice()], ['SELECT 1;\n', 'SELECT 2;']);
    assert.equal(before.edited([]), before);
  });
});
