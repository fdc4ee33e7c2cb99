import assert from 'node:assert/strict';
import { problemsSoFar } from '../../../server/src/first-problems.ts';
import { problemReport } from '../../../server/src/problem-report.ts';
import { readSoFar } from '../../../server/src/read-ahead.ts';
import { TextInPieces } from '../../../server/src/text/text-in-pieces.ts';
import { Workspace } from '../../../server/src/workspace.ts';
import { shop } from './check.ts';

const uri = 'file:///long.qlsql';
const long = Array.from({ length: 1000 }, (_, index) => `SELECT totl FROM orders WHERE total > ${index};`);

function opened(): Workspace {
  const workspace = new Workspace();
  workspace.setCatalog(shop);
  workspace.update(TextInPieces.of(uri, long.join('\n')));
  return workspace;
}

describe('server: the first problems of a document', () => {
  it('are those of what is read so far, and more until all are told', async () => {
    const workspace = opened();
    const told: number[] = [];
    let problems = await problemsSoFar(workspace, uri);
    for (; problems?.more; problems = await problemsSoFar(workspace, uri)) {
      told.push(problems.items.length);
      await problems.more;
    }
    assert.equal(problems?.items.length, 2 * long.length);
    assert.deepEqual(
      told,
      told.toSorted((a, b) => a - b),
    );
    const open = workspace.get(uri);
    assert.ok(open);
    const { stretches } = open.model;
    assert.deepEqual(problemReport(open, stretches.slice(0, 2)), problems?.items.slice(0, 2 * 256));
    assert.equal(readSoFar(open.model).length, stretches.length);
  });

  it('wait until all are known where all were told before', async () => {
    const workspace = opened();
    while ((await problemsSoFar(workspace, uri))?.more);
    workspace.setCatalog({ ...shop, collections: [] });
    const again = await problemsSoFar(workspace, uri);
    assert.equal(again?.more, undefined);
    assert.ok((again?.items.length ?? 0) >= 1000);
  });

  it('stop at what was not read', () => {
    const { model } = opened().get(uri) ?? {};
    assert.deepEqual(model && readSoFar(model), []);
  });
});
