import { implicitPool } from '../../../dialect/src/catalog/implicit-pool.ts';
import { PoolError } from '../pools/pool-error.ts';
import { defineOn } from './run-pool-command.ts';
import type { SessionState } from './session-state.ts';

/** The pool of who chose none, made where it is not there yet, on the default connection. Fails with QL5018 where there is none. */
export async function openImplicit({
  manager,
  connections,
}: Pick<SessionState, 'manager' | 'connections'>): Promise<void> {
  if (manager.has(implicitPool)) return;
  const connection = connections.default();
  if (!connection) throw new PoolError('QL5018', []);
  const options = { minPoolSize: 0 };
  const definition = await defineOn(implicitPool, connection.name, connections, options);
  await manager.create(definition, { ifNotExists: true });
}
