import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync, inflateRawSync } from 'node:zlib';
import { MongoClient } from 'mongodb';
import type { LogOutputChannel } from 'vscode';
import { Trace } from 'vscode-languageserver/node';
import { virtualTables } from '../../dialect/src/catalog/virtual-tables.ts';
import { split } from '../../dialect/src/text/split.ts';
import { writeHistory } from '../../client/src/history/history-file.ts';
import { redactingLog } from '../../client/src/language/redacting-log.ts';
import { KeptRows } from '../../client/src/notebooks/kept-rows.ts';
import { writeNotebook } from '../../client/src/notebooks/notebook-text.ts';
import { statementOutputs } from '../../client/src/notebooks/statement-outputs.ts';
import { recordingLines } from '../../client/src/observe/flight-recording.ts';
import { prometheusText } from '../../client/src/observe/prometheus-text.ts';
import { dashboardSnapshot } from '../../client/src/panels/dashboard-snapshot.ts';
import { exportCsv } from '../../client/src/panels/export-csv.ts';
import { PoolMemory } from '../../client/src/panels/pool-memory.ts';
import { PoolManager } from '../../client/src/pools/manager.ts';
import { CatalogStore } from '../../client/src/run/catalog-store.ts';
import { exportFormats } from '../../client/src/results/export-format.ts';
import type { ConnectionResolver } from '../../client/src/run/connections.ts';
import { Session } from '../../client/src/run/session.ts';
import { SavedPools, type SavedFile } from '../../client/src/saved/saved-pools.ts';
import { startSingle } from '../../scripts/parts/start-mongod.mjs';
import type { RunningMongo } from '../../scripts/parts/start-mongod.mjs';
import { LanguageSession } from './language-session.ts';

const root = path.join(import.meta.dirname, '..', '..');

/** Passwords that are nowhere else, one of them with all that must be encoded in a connection string. */
const right = 'k3y-Ω/of:the@house?&%';
const wrong = 'wr0ng-9921-guess';

/** How a password may be written. */
function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    encodeURIComponent(secret),
    encodeURI(secret),
    bytes.toString('base64'),
    bytes.toString('hex'),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll('&', '&amp;'),
  ];
}

const secrets = [right, wrong].flatMap(spellings);

/** All that a ZIP file holds, names included, as one text. */
function unzipped(zip: Buffer): string {
  const end = zip.lastIndexOf('PK\x05\x06');
  const texts: string[] = [];
  let entry = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const lengths = [28, 30, 32].map((offset) => zip.readUInt16LE(entry + offset));
    const file = zip.readUInt32LE(entry + 42);
    const start = file + 30 + zip.readUInt16LE(file + 26) + zip.readUInt16LE(file + 28);
    const bytes = zip.subarray(start, start + zip.readUInt32LE(entry + 20));
    texts.push(zip.toString('utf8', entry + 46, entry + 46 + (lengths[0] ?? 0)));
    texts.push((zip.readUInt16LE(entry + 10) === 8 ? inflateRawSync(bytes) : bytes).toString());
    entry += lengths.reduce((sum, length) => sum + length, 46);
  }
  return texts.join('\n');
}

const at = (line: number, character: number) => ({ line, character });

describe('passwords are nowhere to be found', function () {
  this.timeout(60_000);

  const folder = mkdtempSync(path.join(os.tmpdir(), 'qlsql-secrets-'));
  /** Everything that was shown, written or sent, by where. */
  const seen = new Map<string, string>();
  let mongo: RunningMongo;
  let uri: string;
  let wrongUri: string;
  const manager = new PoolManager();
  let session: Session;
  let saved = '';

  const keep = (where: string, what: unknown): void => {
    const text = typeof what === 'string' ? what : (JSON.stringify(what) ?? '');
    seen.set(where, `${seen.get(where) ?? ''}${text}\n`);
  };

  /** Runs a statement and keeps all that comes of it. */
  const run = async (sql: string): Promise<boolean> => {
    const rows = new KeptRows({ kept: 1000, read: undefined }, () => undefined);
    let names: readonly string[] = [];
    const outcome = await session.run(sql, {
      columns: (columns) => {
        keep('columns', columns);
        names = columns.map(({ name }) => name);
        rows.columns(columns);
      },
      rows: (batch) => {
        keep('rows', batch);
        rows.rows(batch);
      },
    });
    keep('outcomes', outcome);
    for (const slice of split(sql)) {
      const outputs = statementOutputs(sql, slice, rows, outcome);
      // What the person wrote is theirs; the cell keeps nothing else of it.
      keep('notebook', writeNotebook([{ kind: 'code', text: '', outputs }]));
    }
    await exported(names, rows.values);
    return outcome.ok;
  };

  /** What every export of rows writes. */
  async function exported(names: readonly string[], rows: readonly (readonly unknown[])[]): Promise<void> {
    for (const { id, writer } of exportFormats) {
      const written: Uint8Array[] = [];
      const file = writer((bytes) => {
        written.push(Buffer.from(bytes));
        return Promise.resolve();
      });
      await file.begin(names);
      await file.rows(rows);
      await file.end();
      const all = Buffer.concat(written);
      keep(`export as ${id}`, id === 'xlsx' ? unzipped(all) : all.toString());
    }
  }

  before(async () => {
    mongo = await startSingle({ auth: true });
    const admin = new MongoClient(mongo.uri);
    await admin.db('admin').command({ createUser: 'keeper', pwd: right, roles: ['root'] });
    await admin.close();
    const host = /@([^/]+)\//.exec(mongo.uri)?.[1] ?? '';
    uri = `mongodb://keeper:${encodeURIComponent(right)}@${host}/shop?authSource=admin`;
    wrongUri = `mongodb://keeper:${wrong}@${host}/shop?authSource=admin`;
    const targets = new Map([
      ['house', uri],
      ['stranger', wrongUri],
    ]);
    const connections: ConnectionResolver = {
      names: () => [...targets.keys()],
      default: () => ({ name: 'house' }),
      resolve: (name) => Promise.resolve(targets.has(name) ? { uri: targets.get(name) ?? '' } : undefined),
    };
    const file: SavedFile = {
      ...{ name: 'pools.qlsql', missing: '' },
      read: () => saved,
      write: (text) => void (saved = text),
    };
    const catalog = new CatalogStore({ manager, connections });
    const defaultConnection = () => 'house';
    const layers = new SavedPools(file, { manager, groups: catalog.groups, defaultConnection });
    session = new Session({ manager, connections, catalog, saved: layers });
  });

  after(async () => {
    await session.close();
    await manager.close();
    await mongo.stop();
    rmSync(folder, { recursive: true });
  });

  it('where pools are made, used, changed, saved and refused', async () => {
    assert.ok(
      await run(
        `CREATE CONNECTION_POOL own ON '${uri.replaceAll("'", "''")}' WITH (maxPoolSize = 3, appName = 'secrets')`,
      ),
    );
    assert.ok(await run('CREATE CONNECTION_POOL named ON CONNECTION house WITH (maxPoolSize = 3)'));
    assert.ok(!(await run(`CREATE CONNECTION_POOL refused ON '${wrongUri}'`)));
    assert.ok(!(await run('CREATE CONNECTION_POOL refused_too ON CONNECTION stranger')));
    assert.ok(
      !(await run(`CREATE CONNECTION_POOL odd ON 'mongodb://keeper:${wrong}@@nowhere:port/x?y=${wrong}'`)),
    );
    assert.ok(!(await run(`CREATE CONNECTION_POOL cut ON 'mongodb://keeper:${wrong}@127.0.0.1:1/'`)));
    assert.ok(await run("SELECT @p := USE_CONNECTION_POOL('own')"));
    assert.ok(await run('INSERT INTO things (a) VALUES (1)'));
    assert.ok(await run('SELECT * FROM things'));
    assert.ok(!(await run('SELECT RAISE FROM FROM')));
    assert.ok(await run('ALTER CONNECTION_POOL own SET (maxPoolSize = 4)'));
    await run('APPLY CONNECTION_POOL CHANGES TO SAVED');
    for (const statement of [
      'SHOW CONNECTION_POOLS',
      'SHOW CREATE CONNECTION_POOL own',
      'SHOW CONNECTION_POOL CHANGES',
      'SHOW BUDGET',
      'SHOW CHECKOUTS',
    ])
      await run(statement);
    for (const { name } of virtualTables) assert.ok(await run(`SELECT * FROM ${name}()`), name);
  });

  it('in what the server’s restart under another password brings', async () => {
    const admin = new MongoClient(uri);
    await admin.db('admin').command({ updateUser: 'keeper', pwd: wrong, writeConcern: { w: 1, j: true } });
    await admin.close();
    await mongo.kill(0);
    await mongo.restart(0);
    assert.ok(!(await run('SELECT * FROM things')));
    const back = new MongoClient(wrongUri);
    await back.db('admin').command({ updateUser: 'keeper', pwd: right });
    await back.close();
  });

  it('in files, pages and pictures', async () => {
    manager.look();
    const now = Date.now();
    const view = new PoolMemory(manager).view(manager.names(), { rangeMs: 600_000, now });
    const snapshot = dashboardSnapshot(view);
    keep('dashboard', snapshot);
    keep('csv', exportCsv(snapshot));
    for (const statements of [true, false])
      keep('flight recording', [...recordingLines(manager, { versions: {}, statements })].join(''));
    keep('prometheus', prometheusText(manager));
    keep('saved pools', saved);
    const file = path.join(folder, 'history.gz');
    await writeHistory(file, manager.histories);
    keep('history', gunzipSync(readFileSync(file)).toString());
    keep('snapshots', manager.snapshots());
    keep('catalog', session.catalog.catalog());
  });

  it('in what the command line prints', async () => {
    const script = path.join(folder, 'a.qlsql');
    writeFileSync(
      script,
      `CREATE CONNECTION_POOL a; SELECT 1 AS one; CREATE CONNECTION_POOL b ON '${wrongUri}'; SHOW CONNECTION_POOLS;`,
    );
    const program = path.join(root, 'client/src/cli/qlsql.ts');
    for (const [address, more] of [
      [uri, []],
      [wrongUri, ['--json']],
    ] as const) {
      const recording = path.join(folder, 'flight.ndjson');
      const args = [
        program,
        'run',
        script,
        '--uri',
        address,
        '--record',
        recording,
        '--record-statements',
        ...more,
      ];
      const { stdout, stderr } = await promisify(execFile)(process.execPath, args).catch(
        (error: { stdout: string; stderr: string }) => error,
      );
      keep('command line', `${stdout}${stderr}`);
      keep('flight recording', readFileSync(recording, 'utf8'));
      const examined = await promisify(execFile)(process.execPath, [
        program,
        'doctor',
        '--uri',
        address,
      ]).catch((error: { stdout: string; stderr: string }) => error);
      keep('doctor', `${examined.stdout}${examined.stderr}`);
    }
  });

  it('in the trace of the language server', async () => {
    const log = redactingLog({
      trace: (text: string) => keep('trace', text),
    } as LogOutputChannel);
    const server = new LanguageSession();
    await server.connection.trace(Trace.Verbose, {
      log: (message: unknown, data?: string) => log.trace(`${String(message)}\n${data ?? ''}`),
    });
    await server.start({});
    const file = 'file:///secrets.qlsql';
    const written = `CREATE CONNECTION_POOL own ON '${uri}' WITH (maxPoolSize = 3);`;
    await server.open(file, written);
    await server.change(
      file,
      `${written}\nCREATE CONNECTION_POOL odd ON 'mongodb://keeper:${wrong}@@x:port/`,
    );
    // As it comes where somebody pastes a password into its place.
    for (const secret of [right, wrong])
      await server.connection.sendNotification('textDocument/didChange', {
        textDocument: { uri: file, version: 3 },
        contentChanges: [{ range: { start: at(0, 42), end: at(0, 42) }, text: secret }],
      });
    await server.change(file, written);
    await server.ask('textDocument/hover', file, [0, 10]);
    await server.ask('textDocument/completion', file, [0, 40]);
    await server.ask('textDocument/formatting', file, [0, 0], {
      options: { tabSize: 2, insertSpaces: true },
    });
    await server.close();
  });

  it('and everything was looked at', () => {
    const places = [
      'columns',
      'rows',
      'outcomes',
      'dashboard',
      'csv',
      'flight recording',
      'prometheus',
      'history',
      'snapshots',
      'catalog',
      'command line',
      'doctor',
      'notebook',
      'export as csv',
      'export as xlsx',
      'export as ndjson',
      'export as json',
      'export as ejson',
      'trace',
    ];
    // What is searched is what the file holds, not its compressed bytes.
    assert.match(seen.get('export as xlsx') ?? '', /xl\/worksheets.*127\.0\.0\.1/s);
    for (const place of places)
      assert.ok((seen.get(place) ?? '').length > 50, `nothing was kept of ${place}`);
    assert.match(seen.get('outcomes') ?? '', /keeper|authentication|password/i);
  });

  after(function () {
    // Behind all: what any of them left.
    for (const [where, text] of seen)
      for (const secret of secrets) {
        const at = text.indexOf(secret);
        assert.ok(
          at === -1,
          `${where}: …${text.slice(Math.max(0, at - 120), at)}[here]${text.slice(at + secret.length, at + secret.length + 60)}…`,
        );
      }
  });
});
