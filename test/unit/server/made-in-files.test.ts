import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CancellationToken } from 'vscode-languageserver/node';
import { madeInFiles } from '../../../server/src/files/made-in-files.ts';
import { WorkspaceFiles } from '../../../server/src/files/workspace-files.ts';
import type { Host } from '../../../server/src/host.ts';

describe('names that files make which nobody has opened', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'qlsql-files-'));
  after(() => rmSync(root, { recursive: true }));

  it('are found by whoever asks again, where one gave up in the middle of a file', async () => {
    writeFileSync(path.join(root, 'pools.qlsql'), 'CREATE CONNECTION_POOL reports;');
    const files = new WorkspaceFiles([pathToFileURL(root).href], true);
    const host = { files, workspace: { uris: () => [] } } as unknown as Host;
    const names = async (patience: number) => {
      let asked = 0;
      const token = {
        get isCancellationRequested() {
          return (asked += 1) > patience;
        },
      } as CancellationToken;
      return (await madeInFiles(host, 'rep', token)).map(({ name }) => name);
    };
    assert.deepEqual(await names(1), []);
    assert.deepEqual(await names(Infinity), ['reports']);
  });
});
