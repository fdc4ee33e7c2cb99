import assert from 'node:assert/strict';
import { split } from '../../../../dialect/src/text/split.ts';

function texts(source: string): string[] {
  return split(source).map(({ text }) => text);
}

describe('split', () => {
  it('ends a statement at its semicolon, which it includes; the last may have none', () => {
    assert.deepEqual(texts(' SELECT 1 ;\nSELECT 2'), ['SELECT 1 ;', 'SELECT 2']);
    assert.deepEqual(texts(';; SELECT 1;;\n'), ['SELECT 1;']);
    assert.deepEqual(texts(' -- nothing\n/* at all */ '), []);
  });

  it('looks into no string, name or comment', () => {
    const source = `SELECT ';', E'\\';', ";", \`;\`, $$;$$, $a$;$b$;$a$ -- ;\n /* ; /* ; */ ; */ ;next`;
    assert.deepEqual(texts(source), [source.slice(0, -4), 'next']);
    assert.deepEqual(texts("SELECT a$b$;SELECT ';"), ['SELECT a$b$;', "SELECT ';"]);
  });

  it('says where a statement lies', () => {
    const source = '-- one\nSELECT 1; -- of the first\n\n/* two */\n  SELECT\n 2;';
    const [first, second] = split(source);
    assert.deepEqual([first?.start, first?.line, first?.leadingStart], [7, 2, 0]);
    assert.equal(second?.line, 5);
    assert.equal(source.slice(second.start, second.end), second.text);
    assert.ok(source.slice(second.leadingStart).startsWith('/* two */'));
  });

  it('leaves a comment behind the last token out', () => {
    assert.deepEqual(texts('SELECT 1 -- the end\n'), ['SELECT 1']);
  });
});
