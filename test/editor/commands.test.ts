import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  connect,
  connectionName,
  eventually,
  open,
  services,
  testUri,
  tidy,
  withDatabase,
} from './fixtures.ts';

const run = (command: string, ...args: unknown[]) => vscode.commands.executeCommand(command, ...args);

function textInFront(): string | undefined {
  return vscode.window.activeTextEditor?.document.getText();
}

describe('a command', () => {
  before(connect);
  afterEach(tidy);

  it('pauses, resumes, clears and reconnects a pool', async () => {
    const { manager } = await services();
    await manager.create({ name: 'p', uri: testUri(), options: { minPoolSize: 1 } });
    await run('qlsql.pools.pause', { pool: 'p' });
    assert.equal(manager.snapshot('p')?.state, 'paused');
    await run('qlsql.pools.resume', 'p');
    assert.equal(manager.snapshot('p')?.state, 'ready');
    const lease = await manager.use('p');
    const paused = run('qlsql.pools.pauseAtRest', { pool: 'p' });
    await eventually(() => manager.state('p') === 'paused');
    lease.release();
    await paused;
    assert.equal(manager.state('p'), 'paused');
    await run('qlsql.pools.resume', 'p');
    const before = manager.snapshot('p')?.created ?? 0;
    await run('qlsql.pools.clear', { pool: 'p' });
    await run('qlsql.pools.reconnect', { pool: 'p' });
    const after = manager.snapshot('p');
    assert.equal(after?.state, 'ready');
    assert.ok((after?.created ?? 0) >= before + 2, 'each opens connections anew');
  });

  it('pauses, resumes, clears and reconnects a group', async () => {
    const { manager, catalog } = await services();
    const lane = { maxPoolSize: 2, minPoolSize: 1 };
    const definition = { name: 'lanes', type: 'READ_WRITE' as const, options: { read: lane, write: lane } };
    await catalog.groups.create(definition, () => Promise.resolve({ uri: testUri() }));
    const states = () => ['lanes.read', 'lanes.write'].map((pool) => manager.state(pool));
    try {
      await run('qlsql.pools.pauseGroup', { group: 'lanes' });
      assert.deepEqual(states(), ['paused', 'paused']);
      await run('qlsql.pools.resumeGroup', { group: 'lanes' });
      assert.deepEqual(states(), ['ready', 'ready']);
      await run('qlsql.pools.clearGroup', { group: 'lanes' });
      await run('qlsql.pools.reconnectGroup', { group: 'lanes' });
      const told = manager.events('lanes.write').map(({ type }) => type);
      assert.deepEqual(
        ['poolClearedByUser', 'poolReconnected'].map((type) => told.includes(type)),
        [true, true],
      );
    } finally {
      await catalog.groups.drop('lanes');
    }
  });

  it('writes the statement that creates a pool on the default connection', async () => {
    await run('qlsql.pools.create');
    assert.match(
      textInFront() ?? '',
      /^CREATE CONNECTION_POOL read_pool\n {2}ON CONNECTION test_server\nWITH \(/,
    );
    assert.equal(vscode.window.activeTextEditor?.document.languageId, 'qlsql');
  });

  it('writes the statement that alters a pool behind what is there', async () => {
    const { manager } = await services();
    await manager.create({ name: 'odd name', uri: testUri(), options: { minPoolSize: 0, maxPoolSize: 9 } });
    await open('SELECT 1 AS one;\n');
    await run('qlsql.pools.alter', { pool: 'odd name' });
    const expected =
      'SELECT 1 AS one;\n\nALTER CONNECTION_POOL "odd name" SET (\n  maxPoolSize = 9,\n  minPoolSize = 0\n);\n';
    assert.equal(textInFront(), expected);
  });

  it('opens a query on a collection', async () => {
    await run('qlsql.newQuery', { collection: 'my things' });
    assert.equal(textInFront(), 'SELECT *\nFROM "my things"\nLIMIT 100;\n');
  });

  it('inserts a name from the connections view at the cursor', async () => {
    await open('SELECT | FROM t');
    await run('qlsql.connections.insertName', { path: 'address.post code' });
    assert.equal(textInFront(), 'SELECT address."post code" FROM t');
  });

  it('explains a statement in the results', async () => {
    await open('SELECT pool_name FROM CONNECTION_POOLS() WHERE waiting_operations > 2;');
    await run('qlsql.explainStatement');
    const { tabs } = await services();
    const explained = await eventually(() => tabs.active?.isOver && tabs.active);
    const { plan, title, problems } = explained.snapshot();
    assert.equal(plan?.explained.parts.length, 1);
    assert.deepEqual(problems, []);
    assert.match(title, /^EXPLAIN SELECT/);
    const lines = explained.rowsHeld.slice(0, 100).map(([line]) => String(line));
    assert.ok(
      lines.some((line) => line.includes('waiting_operations')),
      lines.join('\n'),
    );
  });

  it('marks what is wrong with an explained statement at its own place', async () => {
    const { document } = await open('SELECT nme FROM CONNECTION_POOLS();');
    await run('qlsql.explainStatement');
    const [problem] = await eventually(() => {
      const found = vscode.languages.getDiagnostics(document.uri);
      return found.length > 0 && found;
    });
    assert.equal(problem && document.getText(problem.range), 'nme');
  });

  it('marks the clause that an index would serve, and writes the index before its statement', async () => {
    await connect();
    await withDatabase(async (db) => {
      await db.dropDatabase();
      await db
        .collection('things')
        .insertMany(Array.from({ length: 50 }, (_, n) => ({ n, name: `thing ${n}` })));
    });
    const statement = 'SELECT name FROM things WHERE n = 7;';
    const { document } = await open(`SELECT 1 AS one;\n|${statement}`);
    await run('qlsql.explainStatement');
    const [problem] = await eventually(() => {
      const found = vscode.languages.getDiagnostics(document.uri).filter(({ code }) => code === 'QL5200');
      return found.length > 0 && found;
    });
    assert.ok(problem);
    assert.equal(document.getText(problem.range), 'n = 7');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      problem.range,
    );
    const fix = actions.find(({ title }) => title === 'Write CREATE INDEX ON things (n)');
    assert.ok(fix?.edit, actions.map(({ title }) => title).join(', '));
    await vscode.workspace.applyEdit(fix.edit);
    assert.equal(document.getText(), `SELECT 1 AS one;\nCREATE INDEX ON things (n);\n\n${statement}`);
  });

  for (const [language, code] of [
    ['mongosh', /^db\.aggregate\(\[\n {2}\{ \$documents/],
    ['nodejs', /^import \{ .*MongoClient.* \} from 'mongodb';\n[^]*client\.db\(\)\.aggregate\(\[/],
    ['python', /^import os\n[^]*\.aggregate\(\[\n {4}\{"\$documents"/],
    ['java', /^import com\.mongodb[^]*new Document\("\$documents"/],
  ] as const)
    it(`copies a pipeline as ${language}`, async () => {
      const { document } = await open('SELECT x FROM (VALUES (1), (2)) AS t(x) WHERE x > 1;');
      await run('qlsql.copyPipeline', { uri: String(document.uri), start: 0 }, language);
      assert.match(await vscode.env.clipboard.readText(), code);
    });

  it('that runs a selection runs its statements alone', async () => {
    const { tabs } = await services();
    const editor = await open('SELECT 1 AS one;\nSELECT 2 AS two;\nSELECT 3 AS three;');
    editor.selection = new vscode.Selection(1, 0, 2, 20);
    await run('qlsql.runSelection');
    const done = await eventually(
      () => tabs.all.length === 2 && tabs.all.every(({ isOver }) => isOver) && tabs.all,
    );
    assert.deepEqual(
      done.map((tab) => [tab.columnNames[0], tab.snapshot().place.split(':')[1]]),
      [
        ['two', '2'],
        ['three', '3'],
      ],
    );
  });

  it('that runs all stops at the first statement that fails', async () => {
    const { tabs } = await services();
    await open(`SELECT 1 AS one;\nDROP CONNECTION_POOL nowhere;\nSELECT 3 AS three;`);
    await run('qlsql.runAll');
    assert.deepEqual(
      tabs.all.map((tab) => tab.state),
      ['done', 'failed'],
    );
  });

  it('uses another connection by default once one was chosen', async () => {
    const { connections } = await services();
    await connections.save('other', 'mongodb://127.0.0.1:1');
    await run('qlsql.connections.setDefault', { connection: 'other' });
    assert.equal(connections.default()?.name, 'other');
    await connections.remove('other');
    await connections.setDefault(connectionName);
  });
});
