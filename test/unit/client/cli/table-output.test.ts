import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Decimal128, Long, ObjectId } from 'bson';
import { JsonOutput } from '../../../../client/src/cli/json-output.ts';
import { TableOutput } from '../../../../client/src/cli/table-output.ts';
import type { StatementOutcome } from '../../../../client/src/run/run-types.ts';
import type { OutputColumn, Problem } from '../../../../dialect/src/index.ts';
import { split } from '../../../../dialect/src/text/split.ts';

const outcome: StatementOutcome = {
  kind: 'Query',
  ok: true,
  cancelled: false,
  columns: [],
  rowCount: 0,
  problems: [],
  ms: 3,
};

function columns(...names: string[]): OutputColumn[] {
  return names.map((name) => ({ name, field: name, type: { name: 'unknown' } }));
}

/** What comes out on both streams for one statement with these rows. */
async function show(
  form: 'table' | 'json',
  script: string,
  names: readonly string[],
  rows: readonly unknown[][],
  end: Partial<StatementOutcome> = {},
): Promise<{ out: string; errors: string }> {
  const [out, errors] = [new PassThrough(), new PassThrough()];
  const output =
    form === 'json' ? new JsonOutput(out, script) : new TableOutput({ out, errors }, script, 'a.qlsql');
  const [slice] = split(script);
  assert.ok(slice);
  const read = Promise.all([text(out), text(errors)]);
  const sink = output.begin(slice, 1);
  if (names.length > 0) await sink.columns(columns(...names));
  for (const row of rows) await sink.rows([row]);
  await output.end({ ...outcome, columns: columns(...names), rowCount: rows.length, ...end });
  out.end();
  errors.end();
  const [first, second] = await read;
  return { out: first, errors: second };
}

describe('tables', () => {
  it('tell how far a write has come, in one line of a terminal that is gone at the end', async () => {
    for (const isTTY of [true, false]) {
      const [out, errors] = [new PassThrough(), Object.assign(new PassThrough(), { isTTY })];
      const output = new TableOutput({ out, errors }, 'DELETE FROM a', 'a.qlsql');
      const [slice] = split('DELETE FROM a');
      assert.ok(slice);
      output.begin(slice);
      output.progress(1000, 200_000);
      output.progress(200_000, 200_000);
      await output.end({ ...outcome, kind: 'Delete', affected: 200_000 });
      out.end();
      errors.end();
      const lines = (await text(errors)).split('\r\x1b[K');
      const told = ['', '1,000 of 200,000 documents written', '200,000 of 200,000 documents written', ''];
      assert.deepEqual(lines, isTTY ? told : ['']);
      assert.match(await text(out), /200,?000/);
    }
  });

  it('align texts left and numbers right, with NULL and BSON values as they are', async () => {
    const rows = [
      [1, 'a', null, new Date(0)],
      [Long.fromString('9007199254740993'), 'bb\nb', Decimal128.fromString('1.50'), null],
    ];
    const { out } = await show('table', 'SELECT 1', ['n', 't', 'd', 'at'], rows);
    assert.deepEqual(out.split('\n'), [
      ' n                | t    | d    | at',
      '------------------+------+------+--------------------------',
      '                1 | a    | NULL | 1970-01-01T00:00:00.000Z',
      ' 9007199254740993 | bb⏎b | 1.50 | NULL',
      '(2 rows, 3.0 ms)',
      '',
      '',
    ]);
  });

  it('show a heading where there are no rows, and cut what is very wide', async () => {
    assert.match((await show('table', 'SELECT 1', ['n'], [])).out, /^ n\n---\n\(0 rows, 3\.0 ms\)/);
    const { out } = await show('table', 'SELECT 1', ['t', 'u'], [['x'.repeat(500), 1]]);
    assert.match(out, /\n x{59}… \| 1\n/);
  });

  it('show a column that stands alone, such as a plan, whole', async () => {
    const plan = ['short', `IXSCAN of ${'x'.repeat(100)}`];
    const { out } = await show(
      'table',
      'EXPLAIN SELECT 1',
      ['QUERY PLAN'],
      plan.map((line) => [line]),
    );
    const rule = '-'.repeat(62);
    assert.deepEqual(out.split('\n').slice(0, 4), [
      ' QUERY PLAN',
      rule,
      ' short',
      ` IXSCAN of ${'x'.repeat(100)}`,
    ]);
  });

  it('say what happened where there are no rows to show', async () => {
    const end = { message: 'Pool a is ready: 5 of 10 connections.', kind: 'CreatePool' };
    assert.equal(
      (await show('table', 'CREATE CONNECTION_POOL a', [], [], end)).out,
      '(Pool a is ready: 5 of 10 connections, 3.0 ms)\n\n',
    );
    assert.equal(
      (await show('table', 'DELETE FROM a', [], [], { affected: 1 })).out,
      '(1 document written, 3.0 ms)\n\n',
    );
  });

  it('put problems on the other stream, with their place and a mark under the text', async () => {
    const script = '-- first\n\tSELECT\n\t  wrong;';
    const problem: Problem = {
      code: 'QL2001',
      severity: 'error',
      message: 'It is wrong.',
      span: { start: 10, end: 15 },
    };
    const { out, errors } = await show('table', script, [], [], { ok: false, problems: [problem] });
    assert.equal(out, '');
    assert.equal(errors, 'a.qlsql:3:4: error QL2001: It is wrong.\n    \t  wrong;\n    \t  ^^^^^\n\n');
  });
});

describe('lines of JSON', () => {
  it('hold rows as Extended JSON, whole numbers exact', async () => {
    const id = new ObjectId('0123456789abcdef01234567');
    const rows = [
      [1, Long.fromString('9007199254740993')],
      [id, { at: new Date(0), n: Long.fromNumber(5) }],
    ];
    const { out } = await show('json', 'SELECT 1', ['a', 'b'], rows);
    assert.ok(out.endsWith('\n') && out.indexOf('\n') === out.length - 1);
    const line = JSON.parse(out) as { rows: unknown; columns: unknown; statement: number; kind: string };
    assert.deepEqual(line.rows, [
      [1, { $numberLong: '9007199254740993' }],
      [{ $oid: '0123456789abcdef01234567' }, { at: { $date: '1970-01-01T00:00:00Z' }, n: 5 }],
    ]);
    assert.deepEqual([line.columns, line.statement, line.kind], [['a', 'b'], 1, 'Query']);
  });

  it('are whole where there are no columns, and where a statement fails in the middle', async () => {
    const problems: Problem[] = [
      { code: 'QL5010', severity: 'error', message: 'Cut.', span: { start: 0, end: 6 } },
    ];
    for (const names of [[], ['a']]) {
      const rows = names.map(() => [1]);
      const { out } = await show('json', '\n SELECT 1', names, rows, { ok: false, problems });
      const line = JSON.parse(out) as { rows: unknown[]; ok: boolean; problems: unknown };
      assert.deepEqual([line.rows.length, line.ok], [names.length, false]);
      assert.deepEqual(line.problems, [
        { code: 'QL5010', severity: 'error', line: 2, column: 2, message: 'Cut.' },
      ]);
    }
  });
});
