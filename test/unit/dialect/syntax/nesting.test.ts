import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseStatement } from '../../../../dialect/src/syntax/parse.ts';
import { print } from '../../../../dialect/src/syntax/print.ts';
import { flatten, walk } from '../../../../dialect/src/syntax/walk.ts';

const deep = 5_000;

function codes(sql: string): string[] {
  return [...new Set(parseStatement(sql).problems.map(({ code }) => code))];
}

/** What may hold itself: its beginning, what stands in the middle, its end. */
const nestings = [
  ['(', '1', ')'],
  ['(SELECT ', '1', ')'],
  ['f(', '1', ')'],
  ['CASE WHEN ', 'a', ' THEN b END'],
  ['ARRAY[', '1', ']'],
  ['a[', '1', ']'],
  ['@v := ', '1', ''],
  ['CAST(', '1', ' AS int)'],
  ['a IN (', '1', ')'],
  ['a BETWEEN (', '1', ') AND 2'],
  ['(SELECT * FROM (SELECT ', '1', ') x)'],
  ['f(ARRAY[CASE WHEN (SELECT * FROM (SELECT ', '1', ') x) THEN b END])'],
] as const;

describe('deep and long statements', () => {
  it('parse, print and walk chains of ten thousand operators', () => {
    for (const operator of ['AND', 'OR', '+', '||', '=']) {
      const sql = `SELECT ${Array.from({ length: 10_000 }, (_, at) => `a${at}`).join(operator === '=' ? ' = b AND ' : ` ${operator} `)}`;
      const { statement, problems } = parseStatement(sql);
      assert.deepEqual(problems, []);
      assert.equal(print(statement!), sql);
      let binaries = 0;
      walk(statement!, ({ kind }) => void (binaries += kind === 'Binary' ? 1 : 0));
      assert.ok(binaries >= 9_999);
    }
    const { statement } = parseStatement(`SELECT ${Array.from({ length: 10_000 }, () => 'a').join(' AND ')}`);
    assert.ok(statement?.kind === 'Query' && statement.body.kind === 'Select');
    const value = statement.body.items[0]?.value;
    assert.ok(value?.kind === 'Binary');
    assert.equal(flatten(value).length, 10_000);
  });

  it('parse long lists, unions and chains of NOT and minus', () => {
    const many = Array.from({ length: 10_000 }, (_, at) => String(at));
    for (const sql of [
      `SELECT ${many.join(', ')}`,
      `SELECT a IN (${many.join(', ')})`,
      many.map((each) => `SELECT ${each}`).join(' UNION ALL '),
      `SELECT * FROM t${many.map((each) => ` JOIN t${each} ON TRUE`).join('')}`,
    ]) {
      const { statement, problems } = parseStatement(sql);
      assert.deepEqual(problems, []);
      assert.equal(print(statement!), sql);
    }
    assert.deepEqual(codes(`SELECT ${'NOT '.repeat(deep)}a, ${'- '.repeat(deep)}b`), []);
  });

  it('refuse what nests too deep, with a problem', () => {
    for (const [open, middle, close] of nestings) {
      const sql = `SELECT ${open.repeat(deep)}${middle}${close.repeat(deep)} FROM t`;
      assert.ok(codes(sql).includes('QL1011'), open);
      const unclosed = `SELECT ${open.repeat(deep)}`;
      assert.ok(codes(unclosed).includes('QL1011'), open);
    }
    assert.ok(codes(`SELECT * FROM ${'('.repeat(deep)}a${')'.repeat(deep)}`).includes('QL1011'));
    assert.ok(
      codes(`SELECT * FROM ${'(SELECT * FROM '.repeat(deep)}a${')'.repeat(deep)}`).includes('QL1011'),
    );
    assert.ok(codes(`${'('.repeat(deep)}SELECT 1${')'.repeat(deep)}`).includes('QL1011'));
    assert.ok(codes(`SELECT ${'ARRAY[['.repeat(deep)}`).includes('QL1011'));
    assert.ok(codes('EXPLAIN '.repeat(deep)).includes('QL1011'));
    assert.ok(codes(`SELECT 1 GROUP BY ${'ROLLUP ('.repeat(deep)}`).includes('QL1011'));
    assert.ok(codes(`${'WITH a AS ('.repeat(deep)}`).includes('QL1011'));
    assert.ok(
      codes(`SELECT * FROM a ${'JOIN b '.repeat(2_000)}${'ON TRUE '.repeat(2_000)}`).includes('QL1011'),
    );
  });

  it('tell of any number of brackets that close nothing', () => {
    assert.ok(
      codes(`SELECT ${')'.repeat(deep)} a FROM t ${']'.repeat(deep)} WHERE b`).every(
        (code) => code === 'QL1008',
      ),
    );
  });

  it('still allow three hundred levels', () => {
    const sql = `SELECT ${'('.repeat(300)}1${')'.repeat(300)}`;
    assert.deepEqual(codes(sql), []);
    assert.equal(print(parseStatement(sql).statement!), 'SELECT 1');
  });

  it('do so on half the usual stack, in code that was never optimized', function () {
    this.timeout(60_000);
    const file = join(import.meta.dirname, '../../../../dialect/src/syntax/parse.ts');
    const script = `
      import { parseStatement } from ${JSON.stringify(pathToFileURL(file).href)};
      for (const open of ${JSON.stringify(nestings.map(([open]) => open))}) parseStatement('SELECT ' + open.repeat(1000));
      console.log('done');`;
    const flags = ['--stack-size=500', '--no-opt', '--no-maglev', '--no-sparkplug', '--input-type=module'];
    const { stdout, stderr } = spawnSync(process.execPath, [...flags, '--eval', script], {
      encoding: 'utf8',
    });
    assert.equal(stdout.trim(), 'done', stderr);
  });
});
