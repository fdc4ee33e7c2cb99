import { commands, window } from 'vscode';
import { shortUse } from '../messages/capacity.ts';
import type { Services } from '../services.ts';

// What commands ask about pools and groups. Where there is none they are told so, with the way to one.

/** The pool that a line of a view or another argument names, or that somebody picks. */
export async function pickPool({ manager }: Services, argument: unknown): Promise<string | undefined> {
  const named = poolOf(argument);
  if (named !== undefined) return named;
  const snapshots = manager.snapshots();
  if (snapshots.length === 0) {
    void offerPool();
    return undefined;
  }
  const items = snapshots.map((pool) => ({
    label: pool.name,
    description: `${pool.state}, ${shortUse(pool)} in use`,
  }));
  return (await window.showQuickPick(items, { placeHolder: 'Which pool?' }))?.label;
}

/** The group that a line of the pools view names, or that somebody picks. */
export async function pickGroup({ catalog }: Services, argument: unknown): Promise<string | undefined> {
  const isNode = typeof argument === 'object' && argument !== null && 'group' in argument;
  if (isNode && typeof argument.group === 'string') return argument.group;
  const names = [...catalog.groups.names()];
  if (names.length === 0) {
    void offer('There is no group of pools yet.', 'Create Group of Pools…', 'qlsql.pools.createGroup');
    return undefined;
  }
  return await window.showQuickPick(names, { placeHolder: 'Which group?' });
}

/** The pool that an argument names, or that the line of a view stands for. */
export function poolOf(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  const isNode = typeof argument === 'object' && argument !== null && 'pool' in argument;
  return isNode && typeof argument.pool === 'string' ? argument.pool : undefined;
}

/** Says that there is no pool, and offers to make one. */
export function offerPool(message = 'There is no connection pool yet.'): Promise<void> {
  return offer(message, 'Create a Pool…', 'qlsql.pools.create');
}

async function offer(message: string, title: string, command: string): Promise<void> {
  if ((await window.showInformationMessage(message, title)) === title) await commands.executeCommand(command);
}
