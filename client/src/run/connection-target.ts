import { closest, didYouMean } from '../../../dialect/src/problems/did-you-mean.ts';
import type { Target } from '../groups/group-types.ts';
import { PoolError } from '../pools/pool-error.ts';
import type { ConnectionResolver } from './connections.ts';

/** Where a connection leads, by its name or as `mongodb://…`. Fails with QL5019 where there is none of that name. */
export async function targetOf(connection: string, connections: ConnectionResolver): Promise<Target> {
  if (/^mongodb(\+srv)?:/i.test(connection)) return { uri: connection };
  const target = await connections.resolve(connection);
  if (!target)
    throw new PoolError('QL5019', [connection, didYouMean(closest(connection, connections.names()))]);
  const { uri, database } = target;
  return { uri, connection, ...(database === undefined ? {} : { database }) };
}
