import type { ControlPoolCommand } from '../../../dialect/src/index.ts';
import { writtenName } from '../../../dialect/src/text/written-name.ts';
import type { PoolGroup } from '../groups/pool-group.ts';
import type { PoolGroups } from '../groups/pool-groups.ts';
import type { PoolManager } from '../pools/manager.ts';
import type { PoolSnapshot } from '../pools/pool-types.ts';
import { poolSizes } from './pool-sizes.ts';
import { memberSizes } from './run-group-command.ts';

export interface ControlRun {
  readonly manager: PoolManager;
  readonly groups: PoolGroups;
  readonly signal?: AbortSignal;
}

/** PAUSE, RESUME, CLEAR and RECONNECT of a pool or of a group. Gives what happened in a sentence. */
export async function runControl(command: ControlPoolCommand, run: ControlRun): Promise<string> {
  return command.of === 'group'
    ? await controlGroup(command, run.groups.find(command.name), run)
    : await controlPool(command, run);
}

async function controlPool(command: ControlPoolCommand, { manager, signal }: ControlRun): Promise<string> {
  const { action, name } = command;
  const waits = `new operations wait until RESUME CONNECTION_POOL ${name.split('.').map(writtenName).join('.')}.`;
  switch (action) {
    case 'pause': {
      if (!command.waits) return `Pool ${name} is paused: ${waits} ${stillRuns([manager.pause(name)])}`;
      await manager.pauseAtRest(name, limits(command, signal));
      return `Pool ${name} is paused and at rest: ${waits}`;
    }
    case 'resume':
      manager.resume(name);
      return `Pool ${name} goes on.`;
    case 'clear':
      return `Pool ${name} was cleared: ${poolSizes(await manager.clear(name))}.`;
    case 'reconnect':
      return `Pool ${name} is connected anew: ${poolSizes(await manager.reconnect(name))}.`;
  }
}

async function controlGroup(
  command: ControlPoolCommand,
  group: PoolGroup,
  { signal }: ControlRun,
): Promise<string> {
  const { action, name } = command;
  const waits = `new operations wait until RESUME CONNECTION_POOL_GROUP ${writtenName(name)}.`;
  switch (action) {
    case 'pause':
      if (!command.waits) {
        group.hold.pause();
        return `Group ${name} is paused: ${waits} ${stillRuns(group.snapshot().pools)}`;
      }
      await group.hold.pauseAtRest(limits(command, signal));
      return `Group ${name} is paused and at rest: ${waits}`;
    case 'resume':
      group.hold.resume();
      return `Group ${name} goes on.`;
    case 'clear':
      await group.renew('clear');
      return `Group ${name} was cleared: ${memberSizes(group.snapshot())}.`;
    case 'reconnect':
      await group.renew('reconnect');
      return `Group ${name} is connected anew: ${memberSizes(group.snapshot())}.`;
  }
}

function limits({ waitMs }: ControlPoolCommand, signal: AbortSignal | undefined) {
  return { ...(waitMs === undefined ? {} : { limitMs: waitMs }), ...(signal ? { signal } : {}) };
}

function stillRuns(pools: readonly PoolSnapshot[]): string {
  const active = pools.reduce((sum, pool) => sum + pool.active, 0);
  if (active === 0) return 'Nothing runs in it.';
  return active === 1
    ? 'One operation still runs: SHOW CHECKOUTS tells which.'
    : `${active} operations still run: SHOW CHECKOUTS tells which.`;
}
