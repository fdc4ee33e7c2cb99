import type { PoolGroups } from '../groups/pool-groups.ts';
import type { PoolManager } from '../pools/manager.ts';
import { redactUris } from '../pools/redact-uri.ts';
import { withoutSecrets } from '../groups/without-secrets.ts';
import type { Definition } from './definition.ts';

export interface Running {
  readonly manager: PoolManager;
  readonly groups: PoolGroups;
  /** Name of the connection for statements that name none. */
  readonly defaultConnection: () => string | undefined;
}

/** How the pools and groups that run were made, without secrets. */
export function runningDefinitions({
  manager,
  groups,
  defaultConnection,
}: Running): ReadonlyMap<string, Definition> {
  const byDefault = defaultConnection();
  const on = (connection: string | undefined) =>
    connection === undefined || connection === byDefault ? {} : { connection };
  const pools = manager.names().flatMap((name): Definition[] => {
    const made = manager.description(name);
    if (!made || made.group !== undefined) return [];
    const { connection, address, database, options } = made;
    return [
      {
        ...{ kind: 'pool', name, options },
        ...(connection === undefined ? { address } : on(connection)),
        ...(database === undefined ? {} : { database }),
      },
    ];
  });
  const ofGroups = groups.names().map((name): Definition => {
    const { type, connection, database, options } = groups.find(name).definition;
    const isAddress = connection !== undefined && /^mongodb(\+srv)?:/i.test(connection);
    return {
      ...{ kind: 'group', name, type, options: withoutSecrets(options) },
      ...(isAddress ? { address: redactUris(connection) } : on(connection)),
      ...(database === undefined ? {} : { database }),
    };
  });
  return new Map([...pools, ...ofGroups].map((definition) => [definition.name, definition]));
}
