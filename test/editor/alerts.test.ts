import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { connect, connectionName, eventually, open, services, tidy, withDatabase } from './fixtures.ts';

const create = `CREATE CONNECTION_POOL tight_pool ON CONNECTION ${connectionName} WITH (minPoolSize = 1, maxPoolSize = 1);`;

/** Two operations through a pool of one connection: one works for a while, the other waits. Ends them when it is called. */
async function exhaust(): Promise<() => Promise<void>> {
  const { manager } = await services();
  const lease = await manager.use('tight_pool');
  const stop = new AbortController();
  const slow = () =>
    lease.run({ command: 'find', database: lease.db.databaseName }, () =>
      lease.db
        .collection('things')
        .find({ $where: 'sleep(60000) || true' }, { signal: stop.signal })
        .toArray(),
    );
  const running = Promise.allSettled([slow(), slow()]);
  return async () => {
    stop.abort();
    await running;
    lease.release();
  };
}

describe('an alert in the editor', () => {
  before(async () => {
    await connect();
    await withDatabase(async (db) => {
      await db.dropDatabase();
      await db.collection('things').insertOne({ n: 1 });
    });
  });
  afterEach(tidy);

  it('stands in the Problems at the CREATE, and its quick fix writes the ALTER', async () => {
    const { alerts } = await services();
    const { document } = await open(
      `${create}\nALTER ALERT queue_not_empty SET (for = '0 seconds');\nSELECT 1;`,
    );
    await vscode.commands.executeCommand('qlsql.runAll');
    await eventually(async () => (await services()).manager.snapshot('tight_pool')?.state === 'ready');
    const relieve = await exhaust();
    try {
      const problem = await eventually(() =>
        vscode.languages.getDiagnostics(document.uri).find(({ code }) => code === 'QL3045'),
      );
      assert.equal(document.getText(problem.range), 'maxPoolSize = 1');
      assert.match(
        problem.message,
        /^Pool tight_pool: 1 operation waits for a connection.*Let the pool grow to 3/s,
      );
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        problem.range,
      );
      const statement = 'ALTER CONNECTION_POOL tight_pool SET (maxPoolSize = 3);';
      const fix = actions.find(({ title }) => title === `Write ${statement}`);
      assert.ok(fix?.edit, actions.map(({ title }) => title).join());
      await vscode.workspace.applyEdit(fix.edit);
      assert.equal(document.getText().split('\n').slice(0, 3).join('\n'), `${create}\n\n${statement}`);

      const alert = alerts.all().find(({ pool, state }) => pool === 'tight_pool' && state === 'firing');
      await vscode.commands.executeCommand('qlsql.alerts.snooze', alert?.id, 60_000);
      await eventually(() =>
        vscode.languages.getDiagnostics(document.uri).every(({ code }) => code !== 'QL3045'),
      );
    } finally {
      await relieve();
      alerts.alter('queue_not_empty', { holdMs: 10_000 });
    }
  });

  it('of one’s own comes from the settings too, and what is wrong there stops nothing', async () => {
    const { alerts } = await services();
    const setting = vscode.workspace.getConfiguration('qlsql');
    const names = () => alerts.definitions.own.map(({ name, origin }) => `${name} ${origin}`);
    await setting.update(
      'alerts',
      { busy: 'ON read_pool WHEN (waiting_operations > 10)', wrong: 'ON read_pool WHEN (no_column > 1)' },
      vscode.ConfigurationTarget.Global,
    );
    await eventually(() => names().includes('busy settings'));
    assert.deepEqual(names(), ['busy settings']);
    await setting.update('alerts', undefined, vscode.ConfigurationTarget.Global);
    await eventually(() => names().length === 0);
  });
});
