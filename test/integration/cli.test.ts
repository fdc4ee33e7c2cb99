import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { seedShop } from '../../scripts/seed/seed-shop.mjs';
import { startSingle } from '../../scripts/parts/start-mongod.mjs';
import type { RunningMongo } from '../../scripts/parts/start-mongod.mjs';

const root = join(import.meta.dirname, '..', '..');
const program = join(root, 'client', 'src', 'cli', 'qlsql.ts');

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly errors: string;
}

function start(args: readonly string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [program, ...args], { cwd: root, env: { ...process.env, QLSQL_URI: '' } });
}

async function qlsql(args: readonly string[], input = ''): Promise<Ended> {
  const child = start(args);
  child.stdin.end(input);
  const [out, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, out, errors };
}

interface Line {
  readonly statement: number;
  readonly line: number;
  readonly kind: string;
  readonly ok: boolean;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly affected: number | null;
  readonly message?: string;
  readonly problems: readonly {
    code: string;
    severity: string;
    line: number;
    column: number;
    message: string;
  }[];
  readonly ms: number;
}

function lines(out: string): Line[] {
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

describe('qlsql run', function () {
  this.timeout(60_000);
  let mongo: RunningMongo;
  let uri: string;

  before(async () => {
    mongo = await startSingle();
    uri = mongo.uri.replace(/\/$/, '/shop');
    await seedShop(mongo.uri, { scale: 0.1 });
  });

  after(async () => {
    await mongo.stop();
  });

  it('prints tables, and problems with their place and the line they stand in', async () => {
    const script =
      "SELECT 1 + 1 AS two, 'x' AS letter;\n\nSELECT *\nFROM nowhere;\n\nSELECT 'later' AS still";
    const { code, out, errors } = await qlsql(['run', '-', '--uri', uri], script);
    assert.equal(code, 1);
    assert.equal(
      out.replace(/\d+(\.\d+)? m?s/g, 'T ms'),
      [
        ' two | letter',
        '-----+--------',
        '   2 | x',
        '(1 row, T ms)',
        '',
        ' still',
        '-------',
        ' later',
        '(1 row, T ms)',
        '',
        '',
      ].join('\n'),
    );
    assert.equal(
      errors,
      [
        'standard input:4:6: error QL2001: There is no collection, view or table function named nowhere.',
        '    FROM nowhere;',
        '         ^^^^^^^',
        '',
        '',
      ].join('\n'),
    );
  });

  it('--json is a line for each statement', async () => {
    const script =
      'SELECT user_id, username FROM users ORDER BY user_id LIMIT 2;\nSELEC 1;\nSHOW CONNECTION_POOLS';
    const { code, out, errors } = await qlsql(['run', '-', '--uri', uri, '--json'], script);
    const [first, second, third] = lines(out);
    assert.deepEqual([code, errors], [1, '']);
    assert.deepEqual(
      [first?.statement, first?.line, first?.kind, first?.ok, first?.columns, first?.rows.length],
      [1, 1, 'Query', true, ['user_id', 'username'], 2],
    );
    assert.ok(typeof first?.ms === 'number' && first.affected === null);
    assert.deepEqual(
      second?.problems.map(({ code, severity, line, column }) => [code, severity, line, column]),
      [['QL1010', 'error', 2, 1]],
    );
    assert.equal(third?.rows[0]?.[third.columns.indexOf('pool_name')], 'default');
  });

  it('--set and --param bring values in', async () => {
    const script = 'SELECT @limit + 1 AS a, @who AS b, :city AS c';
    const args = ['--set', 'limit=41', '--set', 'who=ada', '--param', 'city="Basel"', '--json'];
    const { out } = await qlsql(['run', '-', ...args], script);
    assert.deepEqual(lines(out)[0]?.rows, [[42, 'ada', 'Basel']], out);
  });

  it('--stop-on-error runs nothing behind a failure', async () => {
    const { code, out } = await qlsql(
      ['run', '-', '--stop-on-error', '--json'],
      'SELECT nope(); SELECT 2 AS b',
    );
    assert.deepEqual([code, lines(out).length], [1, 1]);
  });

  it('help tells of a statement, and of those that begin so', async () => {
    const [all, one, several, none] = await Promise.all([
      qlsql(['help']),
      qlsql(['help', 'create', 'connection_pool']),
      qlsql(['help', 'create']),
      qlsql(['help', 'nothing']),
    ]);
    assert.match(all.out, /\nCREATE ALERT\n/);
    assert.match(
      one.out,
      /^CREATE CONNECTION_POOL\n\nA pool of [^]*\nCREATE \[ OR REPLACE \] CONNECTION_POOL/,
    );
    assert.match(several.out, /^CREATE TABLE\n[^]*\nCREATE INDEX\n/);
    assert.deepEqual([none.code, none.errors], [2, 'qlsql: no statement begins with nothing.\n']);
  });

  it('--help, --version and mistakes', async () => {
    const [help, version, none, wrong, missing] = await Promise.all([
      qlsql(['--help']),
      qlsql(['--version']),
      qlsql([]),
      qlsql(['run', 'x.qlsql', '--colour']),
      qlsql(['run', 'no-such-file.qlsql']),
    ]);
    assert.match(help.out, /^qlsql run FILE\|- --uri URI/);
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    assert.equal(version.out, `${manifest.version}\n`);
    assert.equal(none.out, help.out);
    assert.deepEqual([help.code, version.code, wrong.code, missing.code], [0, 0, 2, 2]);
    assert.match(wrong.errors, /^qlsql: .*--colour/);
    assert.equal(missing.errors, 'qlsql: no-such-file.qlsql cannot be read.\n');
  });

  it('never shows a password', async () => {
    const secret = 'mongodb://ada:s3cretword@127.0.0.1:1/shop?serverSelectionTimeoutMS=200';
    const script = `SELECT 1 FROM users; CREATE CONNECTION_POOL a; SHOW DATABASES`;
    for (const form of [[], ['--json']]) {
      const { code, out, errors } = await qlsql(['run', '-', '--uri', secret, ...form], script);
      assert.equal(code, 1);
      assert.match(out + errors, /QL5001/);
      assert.doesNotMatch(out + errors, /s3cretword/);
    }
  });

  it('Ctrl-C stops the statement on the server', async () => {
    const child = start(['run', '-', '--uri', uri]);
    child.stdin.end(
      'SELECT COUNT(*) FROM user_activities a, user_activities b, user_activities c;\nSELECT 2 AS later;',
    );
    const out = text(child.stdout);
    const client = await new MongoClient(uri).connect();
    try {
      const pipeline = [{ $currentOp: {} }, { $match: { 'command.comment': /^qlsql-/, active: true } }];
      const onServer = () => client.db('admin').aggregate(pipeline).toArray();
      while ((await onServer()).length === 0) await sleep(20);
      child.kill('SIGINT');
      const [code] = (await once(child, 'close')) as [number | null];
      assert.deepEqual([code, await onServer()], [130, []]);
      assert.match(await out, /^\(The statement was cancelled, /);
    } finally {
      await client.close();
    }
  });

  it('holds few rows at a time: a heap of 64 MB is enough for any number', async () => {
    const args = ['run', '-', '--uri', uri, '--json'];
    // Young objects in little room too: all of it made old at once can be more than the heap has left.
    const heap = ['--max-old-space-size=64', '--max-semi-space-size=1'];
    const child = spawn(process.execPath, [...heap, program, ...args], { cwd: root });
    child.stdin.end('SELECT a.*, b.*, u.* FROM user_activities a, user_activities b, users u LIMIT 40000');
    const ended = once(child, 'close');
    const errors = text(child.stderr);
    let bytes = 0;
    let end = '';
    for await (const part of child.stdout.setEncoding('utf8') as AsyncIterable<string>) {
      bytes += part.length;
      end = (end + part).slice(-300);
    }
    const [code, signal] = (await ended) as [number | null, string | null];
    assert.ok(bytes > 15_000_000 && code === 0, `${bytes} bytes, ${code ?? signal}: ${end}\n${await errors}`);
  });

  describe('the examples', () => {
    for (const file of readdirSync(join(root, 'examples')).filter((name) => name.endsWith('.qlsql')))
      it(file, async () => {
        // A benchmark's statements are the same when it is short.
        const script = readFileSync(join(root, 'examples', file), 'utf8').replace(
          /duration = '\d+ s'/,
          "duration = '300 ms'",
        );
        const { code, out } = await qlsql(['run', '-', '--uri', uri, '--json'], script);
        assert.deepEqual(
          lines(out).flatMap(({ line, problems }) =>
            problems.map(({ code, message }) => `${line} ${code} ${message}`),
          ),
          [],
        );
        assert.equal(code, 0);
      });
  });

  it('imports a file, after a look at it', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'qlsql-cli-')), 'points.csv');
    writeFileSync(file, 'name,points\nann,1\nbob,many\n');
    const given = ['import', file, 'imported_points', '--uri', uri, '--type', 'points=int'];
    const told = [
      `${file}: CSV in utf-8, parted by commas, with names on its first line.`,
      '  name string: ann',
      '  points int: 1',
    ];
    try {
      const look = await qlsql([...given, '--dry-run']);
      const can = '1 document can be imported into imported_points. 1 cannot.';
      assert.equal(look.out, [...told, can, ''].join('\n'));
      assert.equal(look.errors, `${file}, line 3: points: many is no int.\n`);
      const done = await qlsql(given);
      assert.match(done.out, /1 document was imported into imported_points\. 1 was not\.\n$/);
      assert.equal(done.code, 1);
      const read = await qlsql(
        ['run', '-', '--uri', uri, '--json'],
        'SELECT name, points FROM imported_points',
      );
      assert.deepEqual(lines(read.out)[0]?.rows, [['ann', 1]]);
      const wrong = await qlsql(['import', `${file}.gone`, 'x', '--uri', uri]);
      assert.match(wrong.errors, /cannot be imported: ENOENT/);
      assert.equal(wrong.code, 2);
    } finally {
      rmSync(dirname(file), { recursive: true });
    }
  });

  const statements = join(root, '..', 'shared', 'seed', 'statements');
  (existsSync(statements) ? describe : describe.skip)('the statements that the dialect comes from', () => {
    it('make pools, watch them and choose among them', async () => {
      const script = readdirSync(statements)
        .filter((name) => /^(0[1-6]|08|10)-/.test(name))
        .sort()
        .map((name) => readFileSync(join(statements, name), 'utf8'))
        .join('\n');
      const { code, out } = await qlsql(['run', '-', '--uri', uri, '--json'], script);
      const all = lines(out);
      assert.deepEqual(
        all.flatMap(({ problems }) => problems.filter(({ severity }) => severity === 'error')),
        [],
      );
      assert.equal(code, 0);
      const watch = all.find(({ columns }) => columns.includes('pool_utilization_pct'));
      const value = (name: string) => watch?.rows.map((row) => row[watch.columns.indexOf(name)]);
      assert.deepEqual([...(value('pool_name') ?? [])].sort(), ['batch_pool', 'read_pool', 'write_pool']);
      assert.deepEqual([...(value('max_connections') ?? [])].sort(), [150, 200, 75]);
      assert.deepEqual(value('health_status'), ['HEALTHY', 'HEALTHY', 'HEALTHY']);
      assert.deepEqual(
        all.slice(-3).map(({ rows }) => rows),
        [[['read_pool']], [['write_pool']], [['batch_pool']]],
      );
    });
  });
});
