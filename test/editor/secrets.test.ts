import assert from 'node:assert/strict';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as vscode from 'vscode';
import { connect, connectionName, eventually, open, services, testUri, tidy } from './fixtures.ts';

/** A password that is nowhere else; the server of the suite refuses it. */
const secret = 'k33p-th1s:/ω';
const spellings = [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64'),
  JSON.stringify(secret).slice(1, -1),
];

describe('a password, in the editor', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'qlsql-editor-secrets-'));
  const uri = () => testUri().replace(/\/\/(?:[^@/]*@)?/, `//keeper:${encodeURIComponent(secret)}@`);
  const seen = new Map<string, string>();
  const keep = (where: string, what: unknown): void => {
    const text = typeof what === 'string' ? what : (JSON.stringify(what) ?? '');
    seen.set(where, `${seen.get(where) ?? ''}${text}\n`);
  };

  /** The text of every file below, unpacked where it is packed. */
  function keepFiles(where: string, under: string): void {
    if (!existsSync(under)) return;
    for (const name of globSync('**/*', { cwd: under })) {
      const file = path.join(under, name);
      if (!statSync(file).isFile()) continue;
      const bytes = readFileSync(file);
      keep(where, `${name}\n${(name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')}`);
    }
  }

  before(connect);
  after(async () => {
    const { connections } = await services();
    await connections.remove('kept');
    await tidy();
    rmSync(folder, { recursive: true });
  });

  it('is used in every way that it may be', async () => {
    const own = await services();
    await own.connections.save('kept', uri());
    const address = uri().replaceAll("'", "''");
    for (const [sql, code] of [
      ['CREATE CONNECTION_POOL refused ON CONNECTION kept;', 'QL5003'],
      [`CREATE CONNECTION_POOL written ON '${address}';`, 'QL5003'],
      [`SELECT CAST('${address}' AS INT) AS n FROM (VALUES (1)) AS v (n);`, undefined],
      [`CREATE CONNECTION_POOL made ON CONNECTION ${connectionName};`, undefined],
      ['SHOW CONNECTION_POOLS;', undefined],
    ] as const) {
      const { document } = await open(sql);
      await vscode.commands.executeCommand('qlsql.runAll');
      await eventually(() => /done|failed/.test(own.tabs.active?.state ?? ''));
      if (code === undefined) continue;
      const told = await eventually(() =>
        vscode.languages.getDiagnostics(document.uri).find((each) => each.code === code),
      );
      keep('problems', told.message);
    }
    assert.equal(own.manager.snapshot('made')?.state, 'ready');
    // What somebody logs though nobody should.
    own.output.error(new Error(`cannot connect to ${uri()}`));
    own.output.info('settings', { uri: uri() });
    own.alerts.look();
    const recording = vscode.Uri.file(path.join(folder, 'flight.ndjson'));
    await vscode.commands.executeCommand('qlsql.flight.record', recording);
  });

  it('is in no log, setting, state or file', async () => {
    const { context, connections, manager } = await services();
    await eventually(() => {
      seen.delete('log');
      keepFiles('log', context.logUri.fsPath);
      return seen.get('log')?.includes('cannot connect to');
    });
    for (const [where, memento] of [
      ['global state', context.globalState],
      ['workspace state', context.workspaceState],
    ] as const)
      keep(
        where,
        memento.keys().map((key) => [key, memento.get(key)]),
      );
    keep('settings', vscode.workspace.getConfiguration('qlsql'));
    keep('connections', connections.list());
    keep('pools', [manager.snapshots(), manager.names().map((name) => manager.description(name))]);
    keepFiles('storage', context.globalStorageUri.fsPath);
    if (context.storageUri) keepFiles('storage', context.storageUri.fsPath);
    keepFiles('recording', folder);
    for (const where of ['problems', 'log', 'global state', 'settings', 'connections', 'pools', 'recording'])
      assert.ok((seen.get(where) ?? '').length > 20, `nothing was kept of ${where}`);
    for (const [where, text] of seen)
      for (const spelling of spellings) {
        const at = text.indexOf(spelling);
        assert.ok(at === -1, `${where}: …${text.slice(Math.max(0, at - 120), Math.max(0, at))}[here]`);
      }
  });
});
