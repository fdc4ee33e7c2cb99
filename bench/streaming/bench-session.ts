import { PoolManager } from '../../client/src/pools/manager.ts';
import { CatalogStore } from '../../client/src/run/catalog-store.ts';
import type { ConnectionResolver } from '../../client/src/run/connections.ts';
import type { RowSink } from '../../client/src/run/run-types.ts';
import { Session } from '../../client/src/run/session.ts';

/** Takes rows and forgets them. */
export const unseen: RowSink = { columns: () => undefined, rows: () => undefined };

/** A session on the collection `rows` of a database, connected and with its catalogue sampled, so that neither is measured. */
export async function openBenchSession(
  uri: string,
): Promise<{ readonly session: Session; close(): Promise<void> }> {
  const manager = new PoolManager();
  const connections: ConnectionResolver = {
    names: () => ['bench'],
    default: () => ({ name: 'bench' }),
    resolve: () => Promise.resolve({ uri }),
  };
  const catalog = new CatalogStore({ manager, connections });
  const session = new Session({ manager, connections, catalog });
  await session.run('SELECT n FROM rows LIMIT 1', unseen);
  return {
    session,
    close: async () => {
      await session.close();
      await catalog.close();
      await manager.close();
    },
  };
}
