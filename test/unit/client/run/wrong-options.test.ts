import assert from 'node:assert/strict';
import { PoolManager } from '../../../../client/src/pools/manager.ts';
import { CatalogStore } from '../../../../client/src/run/catalog-store.ts';
import { Session } from '../../../../client/src/run/session.ts';
import { diagnostics } from '../../../../server/src/features/diagnostics.ts';
import { model } from '../../server/check.ts';

interface Told {
  readonly code: string;
  readonly message: string;
}

const words = (problems: readonly Told[]) => problems.map(({ code, message }) => `${code} ${message}`);

/** What each option is set to, and the number of what is wrong with it. */
const wrong = [
  ['maxPoolSize', "'many'", 'QL3002'],
  ['maxPoolSize', '-1', 'QL3003'],
  ['waitQueueTimeoutMS', '0.5', 'QL3002'],
  ['heartbeatFrequencyMS', '1', 'QL3003'],
  ['readPreference', "'secndary'", 'QL3004'],
  ['readPreference', '7', 'QL3002'],
  ['compressors', "'zap'", 'QL3004'],
  ['retryWrites', "'perhaps'", 'QL3002'],
] as const;

describe('a wrong option', () => {
  const manager = new PoolManager();
  const connections = {
    names: () => [],
    default: () => undefined,
    resolve: () => Promise.resolve(undefined),
  };
  const shared = { manager, connections };
  const catalog = new CatalogStore(shared);
  const session = new Session({ ...shared, catalog });

  after(async () => {
    await session.close();
    await catalog.close();
    await manager.close();
  });

  const run = async (sql: string) =>
    words((await session.run(sql, { columns: () => undefined, rows: () => undefined })).problems);
  const inEditor = (sql: string) => words(diagnostics(model(sql)));

  for (const [option, value, code] of wrong)
    it(`${option} = ${value} is told in the same words by the editor and by the run`, async () => {
      const create = (written: string) => `CREATE CONNECTION_POOL p WITH (${option} = ${written})`;
      const [told = '', ...others] = inEditor(create(value));
      assert.equal(told.slice(0, 6), code, told);
      assert.deepEqual(others, []);
      assert.deepEqual(await run(create(value)), [told]);
      assert.deepEqual(await run(`SET @value = ${value}`), []);
      assert.deepEqual(await run(create('@value')), [told], 'where a variable has the value');
    });

  it('is told likewise where two are wrong together, or there is none of that name', async () => {
    for (const [sql, code] of [
      ['CREATE CONNECTION_POOL p WITH (minPoolSize = 9, maxPoolSize = 3)', 'QL3006'],
      ['CREATE CONNECTION_POOL p WITH (maxPoolsize = 3)', 'QL3001'],
      ["SET CONNECTION_POOL_OPTIONS = JSON_BUILD_OBJECT('maxPoolSize', 'many')", 'QL3002'],
    ] as const) {
      const told = inEditor(sql);
      assert.deepEqual(
        told.map((each) => each.slice(0, 6)),
        [code],
      );
      assert.deepEqual(await run(sql), told);
    }
    assert.deepEqual(manager.names(), []);
  });
});
