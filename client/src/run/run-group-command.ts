import type { PoolGroupCommand } from '../../../dialect/src/index.ts';
import type { GroupSnapshot, ResolveTarget } from '../groups/group-types.ts';
import type { PoolGroups } from '../groups/pool-groups.ts';
import { PoolError } from '../pools/pool-error.ts';
import type { PoolSnapshot } from '../pools/pool-types.ts';
import { targetOf } from './connection-target.ts';
import type { ConnectionResolver } from './connections.ts';

export interface GroupRun {
  readonly groups: PoolGroups;
  readonly connections: ConnectionResolver;
  readonly signal?: AbortSignal;
}

/** Carries out a statement about groups of pools. Gives what happened in a sentence. */
export async function runGroupCommand(command: PoolGroupCommand, run: GroupRun): Promise<string> {
  const { groups, connections, signal } = run;
  const { name } = command;
  switch (command.kind) {
    case 'createPoolGroup': {
      const { type, options, database, orReplace, ifNotExists } = command;
      if (ifNotExists && groups.has(name)) return `Group ${name} was there already.`;
      const own = connectionOf(command, connections);
      const definition = {
        ...{ name, type, options, connection: own },
        ...(database === undefined ? {} : { database }),
      };
      const how = { orReplace, ifNotExists, ...(signal ? { signal } : {}) };
      const made = await groups.create(definition, resolver(own, database, connections), how);
      return `Group ${name} is ready: ${memberSizes(made)}.`;
    }
    case 'alterPoolGroup': {
      const { connection, database } = groups.find(name).definition;
      const resolve = resolver(connection, database, connections);
      return `Group ${name} was altered: ${memberSizes(await groups.alter(name, command.options, resolve))}.`;
    }
    case 'dropPoolGroup': {
      const there = groups.has(name);
      await groups.drop(name, { ifExists: command.ifExists });
      return there ? `Group ${name} was dropped.` : `There was no group ${name}.`;
    }
  }
}

type Create = Extract<PoolGroupCommand, { kind: 'createPoolGroup' }>;

/** The connection's name or URI that members are on which name none. */
function connectionOf({ connection }: Create, connections: ConnectionResolver): string {
  if (connection) return 'uri' in connection ? connection.uri : connection.profile;
  const name = connections.default()?.name;
  if (name === undefined) throw new PoolError('QL5018', []);
  return name;
}

function resolver(
  own: string | undefined,
  database: string | undefined,
  connections: ConnectionResolver,
): ResolveTarget {
  return async (connection = own) => {
    if (connection === undefined) throw new PoolError('QL5018', []);
    const target = await targetOf(connection, connections);
    return connection === own && database !== undefined ? { ...target, database } : target;
  };
}

/** `read 10 of 100 connections, write 5 of 50`; with three hosts `10 of 3×100`. */
export function memberSizes({ members: all, pools }: GroupSnapshot): string {
  let isFirst = true;
  const texts = all.map(({ name, pool }) => {
    const open = pools.find((each) => each.name === pool);
    if (!open) return `${name} not open`;
    const unit = isFirst ? ' connections' : '';
    isFirst = false;
    return `${name} ${open.size} of ${limitOf(open)}${unit}`;
  });
  return texts.join(', ');
}

/** The limit is one for each host. */
function limitOf({ maxSize, hosts }: PoolSnapshot): string {
  const serving = hosts.filter(({ role }) => role !== 'arbiter').length;
  if (maxSize === 0) return 'any number of';
  return serving > 1 ? `${serving}×${maxSize}` : String(maxSize);
}
