import assert from 'node:assert/strict';
import { keywords } from '../../../../dialect/src/text/keywords.ts';
import { numberText, stringValue } from '../../../../dialect/src/text/literals.ts';
import { scan } from '../../../../dialect/src/text/scan.ts';
import { marks } from '../../../../dialect/src/text/tokens.ts';

/** Each token as `kind text`, or as its text alone where the kind says the same. */
function tokens(source: string): string {
  return scan(source)
    .tokens.slice(0, -1)
    .map(({ kind, start, end }) => {
      const text = source.slice(start, end);
      return kind === text.toUpperCase() ? kind : `${kind}=${text}`;
    })
    .join(' ');
}

function problems(source: string): string[] {
  return scan(source).problems.map(({ code, span }) => `${code} ${span.start}..${span.end}`);
}

describe('scan', () => {
  it('knows every keyword in any case, and nothing else', () => {
    for (const keyword of Object.keys(keywords)) {
      const mixed = keyword.charAt(0) + keyword.slice(1).toLowerCase();
      for (const text of [keyword, keyword.toLowerCase(), mixed])
        assert.equal(scan(text).tokens[0]?.kind, keyword);
      assert.equal(scan(`x_${keyword}`).tokens[0]?.kind, 'name');
    }
  });

  it('takes the longest mark', () => {
    for (const mark of marks) assert.equal(tokens(`${mark} `), mark);
    assert.equal(
      tokens('a<=b<>c::d:=e->>f!~*g'),
      'name=a <= name=b <> name=c :: name=d := name=e ->> name=f !~* name=g',
    );
    assert.equal(tokens('a<-1'), 'name=a < - number=1');
  });

  it('tells numbers from marks', () => {
    assert.equal(
      tokens('1 1.5 .5 1e5 1E-3 1_000 0x1F'),
      '1 1.5 .5 1e5 1E-3 1_000 0x1F'.replace(/(\S+)/g, 'number=$1'),
    );
    assert.equal(tokens('a[1:3] x.5'), 'name=a [ number=1 : number=3 ] name=x number=.5');
    const text = (source: string) => numberText(source, scan(source).tokens[0]!);
    assert.deepEqual(['1_000', '0x1F', '0B101', '.5', '1.', '1.e3', '1.10'].map(text), [
      '1000',
      '31',
      '5',
      '0.5',
      '1',
      '1e3',
      '1.10',
    ]);
  });

  it('reads strings of every quoting', () => {
    const value = (source: string) => stringValue(source, scan(source).tokens[0]!);
    assert.equal(value("'it''s'"), "it's");
    assert.equal(value("'back\\slash'"), 'back\\slash');
    assert.equal(value("E'a\\n\\t\\'\\\\\\x41\\u00e9\\U0001F600\\101''q'"), "a\n\t'\\Aé😀A'q");
    assert.equal(value("U&'\\0041\\+01F600\\D83D\\DE00\\\\ \\zz ''q'"), "A😀😀\\ \\zz 'q");
    assert.equal(value('$$a $1 b$$'), 'a $1 b');
    assert.equal(value('$q$ $$ $q$'), ' $$ ');
    assert.equal(tokens("e 'x' note'y'"), "name=e string='x' name=note string='y'");
  });

  it('keeps comments apart, nested ones too', () => {
    const { comments, tokens: found } = scan('a -- one\n/* two /* three */ */ b');
    assert.deepEqual(comments, [
      { start: 2, end: 8, block: false },
      { start: 9, end: 30, block: true },
    ]);
    assert.equal(found.length, 3);
  });

  it('knows variables, parameters and quoted names', () => {
    assert.equal(
      tokens('@a @> $1 ? :b "c d" `e`'),
      'variable=@a @> dollar=$1 ? : name=b quoted name="c d" quoted name=`e`',
    );
  });

  it('tells of what is never closed, and reads it to the end', () => {
    for (const [source, mend] of [
      ["SELECT 'abc", "'"],
      ["E'a\\'", "'"],
      ['"abc', '"'],
      ['`abc', '`'],
      ['$$abc$', '$$'],
      ['$t$abc', '$t$'],
      ['/* a /* b */', '*/'],
    ] as const) {
      const [problem] = scan(source).problems;
      assert.equal(problem?.code, 'QL1002', source);
      assert.equal(problem.fixes?.[0]?.changes[0]?.text, mend);
    }
  });

  it('tells of numbers with letters and of characters without meaning', () => {
    assert.deepEqual(problems('1a 0x 2024_sales'), ['QL1003 0..2', 'QL1003 3..5', 'QL1003 6..16']);
    assert.deepEqual(problems('a \\ {b} 😀 “c”'), [
      'QL1004 2..3',
      'QL1004 4..5',
      'QL1004 6..7',
      'QL1004 11..12',
      'QL1004 13..14',
    ]);
  });
});
