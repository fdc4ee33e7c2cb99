import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { eventually, services, testUri, tidy } from './fixtures.ts';

const tab = (label: string): Promise<vscode.Tab> =>
  eventually(() =>
    vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find((each) => each.label === label),
  );

describe('watching from outside', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'qlsql-observe-'));

  beforeEach(async () => {
    const { manager } = await services();
    await manager.create({ name: 'seen', uri: testUri(), options: { maxPoolSize: 4, minPoolSize: 1 } });
  });
  afterEach(tidy);
  after(() => rmSync(folder, { recursive: true }));

  it('saves a flight recording, and opens it in a dashboard of its own when the pool is gone', async () => {
    const file = vscode.Uri.file(path.join(folder, 'flight.ndjson'));
    await vscode.commands.executeCommand('qlsql.flight.record', file);
    assert.match(readFileSync(file.fsPath, 'utf8'), /"kind":"pool","pool":\{.*"name":"seen"/);
    const { manager } = await services();
    await manager.drop('seen');
    await vscode.commands.executeCommand('qlsql.flight.open', file);
    await tab('Recording: flight.ndjson');
  });

  it('serves metrics from a command until it is stopped', async () => {
    const address = await vscode.commands.executeCommand<string>('qlsql.metrics.start');
    assert.match(await (await fetch(address)).text(), /mongodb_driver_pool_size\{pool="seen"/);
    await vscode.commands.executeCommand('qlsql.metrics.stop');
    await assert.rejects(fetch(address));
  });
});
