import assert from 'node:assert/strict';
import { diagnostics } from '../../../server/src/features/diagnostics.ts';
import { TextInPieces } from '../../../server/src/text/text-in-pieces.ts';
import { Workspace } from '../../../server/src/workspace.ts';
import { shop } from './check.ts';

const cell = (notebook: string, id: string): string => `vscode-notebook-cell:/w/${notebook}.qlsqlnb#${id}`;

describe('server: the cells of a notebook', () => {
  let workspace: Workspace;
  beforeEach(() => {
    workspace = new Workspace();
    workspace.setCatalog(shop);
  });

  const put = (uri: string, text: string): boolean => workspace.update(TextInPieces.of(uri, text));
  const codes = (uri: string): readonly string[] => {
    const open = workspace.get(uri) ?? assert.fail();
    return diagnostics(open.model).map(({ code }) => code);
  };

  it('know what the others make', () => {
    const [first, second] = [cell('a', 'W0'), cell('a', 'W1')];
    put(second, 'USE CONNECTION_POOL mine;\nSELECT @n AS n;');
    const before = codes(second);
    assert.ok(before.length > 0, 'nothing makes them yet');
    assert.equal(put(first, 'CREATE CONNECTION_POOL mine WITH (maxPoolSize = 2);\nSET @n = 1;'), true);
    assert.deepEqual(codes(second), []);
    assert.deepEqual(Object.keys(workspace.get(second)?.model.catalog.variables ?? {}), ['n']);
    assert.equal(put(first, 'CREATE CONNECTION_POOL mine WITH (maxPoolSize = 2);\nSET @n = 12;'), false);
    assert.equal(workspace.close(first), true);
    assert.deepEqual(codes(second), before);
  });

  it('know nothing of other notebooks and files', () => {
    const other = cell('b', 'W0');
    put(other, 'USE CONNECTION_POOL mine;');
    const before = codes(other);
    assert.equal(put(cell('a', 'W0'), 'CREATE CONNECTION_POOL mine WITH (maxPoolSize = 2);'), false);
    assert.equal(put('file:///a.qlsql', 'CREATE CONNECTION_POOL mine WITH (maxPoolSize = 2);'), false);
    assert.deepEqual(codes(other), before);
  });

  it('have one current pool', () => {
    const [first, second, other] = [cell('a', 'W0'), cell('a', 'W1'), cell('b', 'W0')];
    for (const uri of [first, second, other]) put(uri, 'SELECT 1;');
    workspace.setCurrentPool(first, 'read_pool');
    const pools = [first, second, other].map((uri) => workspace.get(uri)?.model.currentPool);
    assert.deepEqual(pools, ['read_pool', 'read_pool', undefined]);
    put(cell('a', 'W2'), 'SELECT 2;');
    assert.equal(workspace.get(cell('a', 'W2'))?.model.currentPool, 'read_pool');
  });
});
