import assert from 'node:assert/strict';
import { whenRead } from '../../../server/src/read-ahead.ts';
import { TextInPieces } from '../../../server/src/text/text-in-pieces.ts';
import { Workspace } from '../../../server/src/workspace.ts';
import { shop } from './check.ts';

const uri = 'file:///long.qlsql';
const long = Array.from({ length: 400 }, (_, index) => `SELECT total FROM orders WHERE total > ${index};`);
const documentOf = (text: string) => TextInPieces.of(uri, text);

function opened(text: string): Workspace {
  const workspace = new Workspace();
  workspace.setCatalog(shop);
  workspace.update(documentOf(text));
  return workspace;
}

describe('server: reading ahead', () => {
  it('gives the document with every statement looked at', async () => {
    const open = await whenRead(opened(long.join('\n')), uri);
    assert.equal(open?.model.statements.filter(({ meaning }) => meaning.isRead).length, 400);
  });

  it('lets others work meanwhile, and begins again with what was typed', async () => {
    const workspace = opened(long.join('\n'));
    const waiting = whenRead(workspace, uri);
    workspace.update(documentOf(`SELECT 1;\n${long.join('\n')}`));
    const open = await waiting;
    assert.equal(open?.model, workspace.get(uri)?.model);
    assert.equal(open?.model.statements.length, 401);
  });

  it('ends where the document is closed or nobody waits', async () => {
    const workspace = opened(long.join('\n'));
    const waiting = whenRead(workspace, uri);
    workspace.close(uri);
    assert.equal(await waiting, undefined);
    const cancelled = {
      isCancellationRequested: true,
      onCancellationRequested: () => ({ dispose: () => {} }),
    };
    assert.equal(await whenRead(opened('SELECT 1'), uri, cancelled), undefined);
  });
});
