import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EJSON } from 'bson';
import { columnTypes, guessType, readAs } from '../../../client/src/import/column-types.ts';
import { planImport, type GivenPlan } from '../../../client/src/import/import-plan.ts';
import { planWords } from '../../../client/src/import/import-words.ts';
import { jsonTexts, type JsonLayout } from '../../../client/src/import/json-texts.ts';
import { readDocuments } from '../../../client/src/import/read-documents.ts';

describe('a file read as documents', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'qlsql-import-'))));
  after(() => rmSync(folder, { recursive: true }));

  /** What a file is read as, each document as canonical Extended JSON behind its line, and what is left out. */
  async function read(name: string, content: string | Buffer, given?: GivenPlan): Promise<string[]> {
    const file = join(folder, name);
    writeFileSync(file, content);
    const plan = await planImport(file, given);
    const columns =
      plan.format === 'csv' ? [plan.columns.map(({ field, type }) => `${field} ${type}`).join(', ')] : [];
    const unreadable: string[] = [];
    const lines: string[] = [];
    const told = {
      unreadable: ({ line, reason }: { line: number; reason: string }) =>
        void unreadable.push(`${line} ! ${reason}`),
    };
    for await (const batch of readDocuments(file, plan, told))
      lines.push(
        ...batch.map(({ line, document }) => `${line} ${EJSON.stringify(document, { relaxed: false })}`),
      );
    return [planWords(plan), ...columns, ...lines, ...unreadable];
  }

  it('of CSV guesses types, delimiter and heading; an empty value leaves its field out', async () => {
    assert.deepEqual(
      await read(
        'orders.csv',
        'id;total;paid;at;code;address.city;address.zip;big\n' +
          '1;12.5;true;2024-02-29;007;"Paris; ""Nord""\nFrance";75010;9007199254740993\n' +
          '2;3;false;2024-03-01T12:00:00+01:00;8;;;1\n',
      ),
      [
        'CSV in utf-8, parted by semicolons, with names on its first line',
        'id int, total double, paid bool, at date, code string, address.city string, address.zip int, big long',
        '2 {"id":{"$numberInt":"1"},"total":{"$numberDouble":"12.5"},"paid":true,"at":{"$date":{"$numberLong":"1709164800000"}},' +
          '"code":"007","address":{"city":"Paris; \\"Nord\\"\\nFrance","zip":{"$numberInt":"75010"}},"big":{"$numberLong":"9007199254740993"}}',
        '4 {"id":{"$numberInt":"2"},"total":{"$numberDouble":"3.0"},"paid":false,"at":{"$date":{"$numberLong":"1709290800000"}},' +
          '"code":"8","big":{"$numberLong":"1"}}',
      ],
    );
  });

  it('of CSV keeps to what is said of it, and tells each row that does not fit', async () => {
    const given = {
      types: new Map([
        ['n', 'int'],
        ['gone', 'skip'],
      ] as const),
    };
    assert.deepEqual(await read('given.csv', 'n,gone\n1,a\nx,b\n\n3,c,4\n99999999999,d\n', given), [
      'CSV in utf-8, parted by commas, with names on its first line',
      'n int, gone skip',
      '2 {"n":{"$numberInt":"1"}}',
      '3 ! n: x is no int.',
      '5 ! 3 values stand where there are 2 columns.',
      '6 ! n: 99999999999 is no int.',
    ]);
    await assert.rejects(
      read('given.csv', 'n\n1\n', { types: new Map([['m', 'int']]) }),
      /no column m: it has n/,
    );
  });

  it('of CSV without names calls columns by their place', async () => {
    assert.deepEqual(await read('plain.tsv', '1\ta\n2\tb\n'), [
      'CSV in utf-8, parted by tabs, without names',
      'column_1 int, column_2 string',
      '1 {"column_1":{"$numberInt":"1"},"column_2":"a"}',
      '2 {"column_1":{"$numberInt":"2"},"column_2":"b"}',
    ]);
  });

  it('goes by the mark of its encoding, else UTF-8, else Windows', async () => {
    const text = 'name,n\nJosé,1\n';
    const marked = Buffer.from(`\ufeff${text}`, 'utf16le');
    for (const [encoding, content] of [
      ['utf-16le', marked],
      ['utf-8', Buffer.from(`\ufeff${text}`)],
      ['windows-1252', Buffer.from(text, 'latin1')],
    ] as const)
      assert.deepEqual((await read('name.csv', content)).slice(0, 3), [
        `CSV in ${encoding}, parted by commas, with names on its first line`,
        'name string, n int',
        '2 {"name":"José","n":{"$numberInt":"1"}}',
      ]);
    await assert.rejects(
      read('name.csv', Buffer.from(text, 'latin1'), { encoding: 'utf-8', format: 'json' }),
      /not valid|encoding/i,
    );
  });

  it('of JSON takes an array, documents behind one another, and lines; types of Extended JSON stay', async () => {
    const first = '{"_id":{"$oid":"65f000000000000000000001"},"n":9007199254740993,"x":1.5,"t":"]}\\"{"}';
    const second = '{\n"d":{"$numberDecimal":"1.10"},\n"a":[{"b":2}]}';
    const expected = (line: number) => [
      '1 {"_id":{"$oid":"65f000000000000000000001"},"n":{"$numberLong":"9007199254740993"},"x":{"$numberDouble":"1.5"},"t":"]}\\"{"}',
      `${line} {"d":{"$numberDecimal":"1.10"},"a":[{"b":{"$numberInt":"2"}}]}`,
    ];
    assert.deepEqual((await read('a.json', `[${first},\n${second}]`)).slice(1), expected(2));
    assert.deepEqual((await read('b.json', `${first}\n\n${second}`, { format: 'json' })).slice(1), [
      ...expected(3).slice(0, 1),
      // What begins with a document on its line is taken for lines.
      ...(await read('b.json', `${first}\n\n${second}`)).slice(2),
    ]);
    assert.deepEqual(await read('c.ndjson', `${first}\r\n{"u":"\u2028"}\n12\n{"broken\n{"n":1}`), [
      'JSON in utf-8, a document on each line',
      ...expected(2).slice(0, 1),
      '2 {"u":"\u2028"}',
      '5 {"n":{"$numberInt":"1"}}',
      '3 ! A document was expected, not 12.',
      '4 ! Unterminated string.',
    ]);
  });

  it('of JSON leaves out a document with a text that does not end, and goes on behind it', async () => {
    const lines = ['[', '{"n":1},', '{"n":2,"t":"two,"u":[{"v":3}]},', '{"n":4}', ']'];
    assert.deepEqual((await read('lines.json', lines.join('\n'))).slice(1), [
      '2 {"n":{"$numberInt":"1"}}',
      '4 {"n":{"$numberInt":"4"}}',
      "3 ! Expected ',' or '}' after property value.",
    ]);
    const indented = ['[', '  {', '    "t": "two,', '    "u": [', '      { "v": 3 }', '    ]', '  },'];
    const next = ['  {', '    "n": 4', '  }', ']'];
    assert.deepEqual((await read('indented.json', [...indented, ...next].join('\r\n'))).slice(1), [
      '8 {"n":{"$numberInt":"4"}}',
      '2 ! Bad control character in string literal, on line 3.',
    ]);
  });

  it('of JSON takes a number with a point for a double', async () => {
    const file = '{"a":3,"b":3.0,"c":[-0.0,30.00],"d":"3.0","e":1.05,"f":{"$numberDecimal":"1.0"}}';
    assert.deepEqual((await read('doubles.json', file)).slice(1), [
      '1 {"a":{"$numberInt":"3"},"b":{"$numberDouble":"3.0"},"c":[{"$numberDouble":"-0.0"},{"$numberDouble":"30.0"}],' +
        '"d":"3.0","e":{"$numberDouble":"1.05"},"f":{"$numberDecimal":"1.0"}}',
    ]);
  });

  it('finds the same documents wherever the file is cut into pieces', async () => {
    const broken = '{"t":"x\n,\n{"i":1},\n {"u":"x,"v":[\n  {"w":1}],\n {"k":1},{"l":"x,"v":1}\n,{"m":2}]';
    const text = `[{"a":"\\\\"},\n 7, {"b":{"c":"}\\""}} ,"z", {"d":[1]}\n${broken}\n]`;
    const found = async (layout: JsonLayout, pieces: string[]) => {
      const values: string[] = [];
      for await (const { text: value, line } of jsonTexts(pieces, layout)) values.push(`${line} ${value}`);
      return values;
    };
    const whole = await found('values', [text]);
    const behind = [
      ...['3 {"t":"x\n,\n', '5 {"i":1}', '6 {"u":"x,"v":[\n  {"w":1}]'],
      ...['8 {"k":1}', '8 {"l":"x,"v":1}\n,{"m":2}]'],
    ];
    assert.deepEqual(whole, [
      '1 {"a":"\\\\"}',
      '2 7',
      '2 {"b":{"c":"}\\""}}',
      '2 "z"',
      '2 {"d":[1]}',
      ...behind,
    ]);
    for (let at = 1; at < text.length; at++)
      assert.deepEqual(await found('values', [text.slice(0, at), text.slice(at)]), whole, `cut at ${at}`);
    assert.deepEqual(await found('values', [...text]), whole);
  });

  it('reads each type, and nothing that is none of it', () => {
    const samples: Record<string, [right: string, wrong: string | undefined]> = {
      ...{
        string: ['x', undefined],
        int: ['-12', '1.5'],
        long: ['9223372036854775807', '9223372036854775808'],
      },
      ...{
        double: ['1e5', '1,5'],
        decimal: ['0.10', 'a'],
        bool: ['Yes', '2'],
        date: ['2024-02-29 10:00', '2023-02-29'],
      },
      ...{
        objectId: ['65f000000000000000000001', '65f'],
        uuid: ['123e4567-e89b-42d3-a456-426614174000', '123e4567'],
      },
      ...{ json: ['[1,{"a":null}]', '{a}'] },
    };
    for (const { type } of columnTypes.filter(({ type }) => type !== 'skip')) {
      const [right, wrong] = samples[type] ?? assert.fail(`${type} has no sample`);
      assert.notEqual(readAs(type, right), undefined, `${type}: ${right}`);
      if (wrong !== undefined) assert.equal(readAs(type, wrong), undefined, `${type}: ${wrong}`);
    }
  });

  it('guesses the narrowest type that all texts are of', () => {
    const guesses: readonly (readonly [string, readonly string[]])[] = [
      ['int', ['1', '', '-2', '0']],
      ['string', ['00123', '1']],
      ['string', ['+49']],
      ['long', ['1', '3000000000']],
      ['double', ['1', '2.5', '.5']],
      ['string', ['1', 'n/a']],
      ['date', ['2024-01-02', '2024-01-02T03:04:05.678Z']],
      ['string', ['2024-02-31']],
      ['json', ['{"a":1}', '[]']],
      ['string', ['']],
    ];
    for (const [type, texts] of guesses) assert.equal(guessType(texts), type, texts.join());
  });
});
