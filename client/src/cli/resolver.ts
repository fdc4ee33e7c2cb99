import type { ConnectionResolver, ConnectionTarget } from '../run/connections.ts';
import type { RunArguments } from './arguments.ts';

/** The connections of the command line; that of --uri is the one for statements that name none. */
export function resolver({
  uri,
  database,
  connections,
}: Pick<RunArguments, 'uri' | 'database' | 'connections'>): ConnectionResolver {
  const named = new Map<string, ConnectionTarget>();
  const withDatabase = database === undefined ? {} : { database };
  if (uri !== undefined) named.set('default', { uri, ...withDatabase });
  for (const [name, address] of connections) named.set(name, { uri: address, ...withDatabase });
  return {
    names: () => [...named.keys()],
    default: () => (uri === undefined ? undefined : { name: 'default' }),
    resolve: (name) => Promise.resolve(named.get(name)),
  };
}
