import type {
  AlterPoolCommand,
  ControlPoolCommand,
  CreatePoolCommand,
  DropPoolCommand,
  KillConnectionCommand,
  SetPoolOptionsCommand,
} from '../../../dialect/src/index.ts';
import type { PoolGroup } from '../groups/pool-group.ts';
import type { PoolGroups } from '../groups/pool-groups.ts';
import type { PoolManager } from '../pools/manager.ts';
import { PoolError } from '../pools/pool-error.ts';
import type { PoolDefinition } from '../pools/pool-types.ts';
import { targetOf } from './connection-target.ts';
import type { ConnectionResolver } from './connections.ts';
import { poolSizes } from './pool-sizes.ts';
import { refuseOther } from './refuse-other.ts';
import { runControl } from './run-control.ts';
import { runGroupCommand } from './run-group-command.ts';

export type PoolCommand =
  | CreatePoolCommand
  | AlterPoolCommand
  | DropPoolCommand
  | ControlPoolCommand
  | KillConnectionCommand
  | SetPoolOptionsCommand;

export interface PoolRun {
  readonly manager: PoolManager;
  readonly groups: PoolGroups;
  readonly connections: ConnectionResolver;
  readonly signal?: AbortSignal;
}

/** Carries out a statement about pools. Gives what happened in a sentence. */
export async function runPoolCommand(command: PoolCommand, run: PoolRun): Promise<string> {
  const { manager, groups, signal } = run;
  switch (command.kind) {
    case 'createPool': {
      const { name, orReplace, ifNotExists } = command;
      if (ifNotExists && manager.has(name)) return `Pool ${name} was there already.`;
      if (groups.has(name)) throw new PoolError('QL5101', [name, 'group', '']);
      refuseMember(name, groups, 'a pool of that name is made by ALTER CONNECTION_POOL_GROUP');
      const definition = await define(command, run);
      const snapshot = await manager.create(definition, {
        orReplace,
        ifNotExists,
        ...(signal ? { signal } : {}),
      });
      return `Pool ${name} is ready: ${poolSizes(snapshot)}.`;
    }
    case 'alterPool': {
      const named = groups.named(command.name);
      if (named?.member !== undefined)
        return await alterMember(named.group, named.member, command.options, run);
      refuseOther(command.name, run);
      const snapshot = await manager.alter(command.name, command.options);
      return `Pool ${command.name} was altered: ${poolSizes(snapshot)}.`;
    }
    case 'dropPool': {
      refuseMember(command.name, groups, 'it goes with DROP CONNECTION_POOL_GROUP');
      if (!command.ifExists) refuseOther(command.name, run);
      const there = manager.has(command.name);
      await manager.drop(command.name, { ifExists: command.ifExists });
      return there ? `Pool ${command.name} was dropped.` : `There was no pool ${command.name}.`;
    }
    case 'killConnection': {
      const killed = await manager.kill(command.connection);
      const ran = killed.statement ?? killed.command ?? 'an operation';
      return `What connection ${killed.id} of pool ${killed.pool} ran was stopped: ${ran}`;
    }
    case 'controlPool':
      if (command.of === 'pool') refuseOther(command.name, run);
      return await runControl(command, run);
    case 'setPoolOptions': {
      manager.setDefaults(command.options);
      const names = Object.keys(command.options);
      return names.length === 0
        ? 'Pools that are created from now on have the built-in defaults.'
        : `Pools that are created from now on have ${names.join(', ')} as given.`;
    }
  }
}

async function define(command: CreatePoolCommand, { connections }: PoolRun): Promise<PoolDefinition> {
  const { name, options, database } = command;
  const named = database === undefined ? {} : { database, namesDatabase: true };
  if (command.connection && 'uri' in command.connection)
    return { name, uri: command.connection.uri, ...named, options };
  const profile = command.connection?.profile ?? connections.default()?.name;
  if (profile === undefined) throw new PoolError('QL5018', []);
  return { ...(await defineOn(name, profile, connections, options)), ...named };
}

/** A pool on a connection by its name. */
export async function defineOn(
  name: string,
  connection: string,
  connections: ConnectionResolver,
  options: PoolDefinition['options'],
): Promise<PoolDefinition> {
  return { ...(await targetOf(connection, connections)), name, options };
}

function refuseMember(name: string, groups: PoolGroups, hint: string): void {
  const named = groups.named(name);
  if (named?.member !== undefined) throw new PoolError('QL5109', [name, named.group.name, hint]);
}

/** A member's options are its group's to keep: `ALTER CONNECTION_POOL shop.read` alters the group. */
async function alterMember(
  group: PoolGroup,
  member: string,
  options: PoolDefinition['options'],
  run: PoolRun,
): Promise<string> {
  group.checkMember(member);
  const change = { name: group.name, options: group.changeOf(member, options) };
  return await runGroupCommand({ kind: 'alterPoolGroup', ...change }, run);
}
