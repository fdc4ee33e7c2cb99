import assert from 'node:assert/strict';
import { updateDocument } from '../../../server/src/documents.ts';
import { diagnostics } from '../../../server/src/features/diagnostics.ts';
import { whenRead } from '../../../server/src/read-ahead.ts';
import { TextInPieces } from '../../../server/src/text/text-in-pieces.ts';
import { Workspace } from '../../../server/src/workspace.ts';
import { shop } from './check.ts';

const uri = 'file:///a.qlsql';

describe('server: documents', () => {
  it('parses and analyses again only what changed', () => {
    const before = updateDocument({ uri, text: 'SELECT 1;\nSELECT total FROM orders;', catalog: shop });
    const after = updateDocument(
      { uri, text: 'SELECT 12;\nSELECT total FROM orders;', catalog: shop },
      before,
    );
    assert.notEqual(after.statements[0]?.parsed, before.statements[0]?.parsed);
    assert.equal(after.statements[1]?.parsed, before.statements[1]?.parsed);
    assert.equal(after.statements[1]?.analysis, before.statements[1]?.analysis);
    assert.equal(after.statements[1]?.start, 11);
  });

  it('analyses again when the catalogue means something else, not when figures move', () => {
    const text = 'SELECT total FROM orders;';
    const before = updateDocument({ uri, text, catalog: shop });
    const moved = {
      ...shop,
      version: 2,
      pools: shop.pools.map((pool) => ({ ...pool, live: { active_connections: 99 } })),
    };
    const same = updateDocument({ uri, text, catalog: moved }, before);
    assert.equal(same.statements[0]?.analysis, before.statements[0]?.analysis);
    assert.deepEqual(same.catalog.pools[0]?.live, { active_connections: 99 }, 'hovers see the new figures');
    const other = updateDocument({ uri, text, catalog: { ...shop, collections: [] } }, before);
    assert.notEqual(other.statements[0]?.analysis, before.statements[0]?.analysis);
    assert.equal(other.statements[0]?.parsed, before.statements[0]?.parsed);
  });

  it('analyses again what a pool of its own may change, and nothing else', async () => {
    const rest =
      'ALTER CONNECTION_POOL mine SET (maxPoolSize = 9); SELECT total FROM orders; USE CONNECTION_POOL mine;';
    const workspace = new Workspace();
    workspace.setCatalog(shop);
    workspace.update(TextInPieces.of(uri, `CREATE CONNECTION_POOL mine; ${rest}`));
    const before = (await whenRead(workspace, uri))?.model;
    workspace.update(TextInPieces.of(uri, `CREATE CONNECTION_POOL other; ${rest}`));
    const after = (await whenRead(workspace, uri))?.model;
    assert.ok(before && after);
    const same = after.statements.map(({ meaning }, index) => meaning === before.statements[index]?.meaning);
    assert.deepEqual(same, [false, false, true, true]);
    const unknown = diagnostics(after).filter(({ code }) => code === 'QL5006');
    assert.deepEqual(
      [diagnostics(before).filter(({ code }) => code === 'QL5006').length, unknown.length],
      [0, 2],
    );
  });

  it('knows what its own statements will make', () => {
    const { catalog } = updateDocument({
      uri,
      text: 'SET @a = 1; SELECT @b := 2; CREATE CONNECTION_POOL mine WITH (maxPoolSize = 7); CREATE CONNECTION_POOL read_pool;',
      catalog: shop,
    });
    assert.deepEqual(Object.keys(catalog.variables), ['a', 'b']);
    assert.deepEqual(
      catalog.pools.map(({ name, state }) => `${name} ${state}`),
      ['read_pool ready', 'write_pool paused', 'mine not created yet'],
    );
    assert.deepEqual(catalog.pools[2]?.options, { maxPoolSize: 7 });
  });
});
