import type { PoolGroupInfo } from '../../../dialect/src/catalog/catalog.ts';
import { capacity } from '../messages/capacity.ts';
import { formatCount } from '../messages/format.ts';
import { moodFaces, moodOf, worstMood, type MoodFace } from '../messages/health.ts';
import type { PoolSnapshot } from '../pools/pool-types.ts';
import type { PoolRow } from './pool-rows.ts';
import { escapeMarkdown, tooltipTable } from '../messages/markdown.ts';

/** A group as the pools view knows it: which members it has, and the pools of those that are open. */
export interface GroupOfPools extends Pick<PoolGroupInfo, 'name' | 'type' | 'members'> {
  /** Whether it holds what comes, for pools that open later too. */
  readonly paused: boolean;
  readonly pools: readonly PoolSnapshot[];
}

export function groupRowId(group: string): string {
  return `group:${group}`;
}

const sum = (pools: readonly PoolSnapshot[], of: (pool: PoolSnapshot) => number): number =>
  pools.reduce((total, pool) => total + of(pool), 0);

/** The face of the pool that asks for most attention; of a group without an open pool, that of a paused or a healthy one. */
export function faceOf({ pools, paused }: Pick<GroupOfPools, 'pools' | 'paused'>): MoodFace {
  if (pools.length === 0) return moodFaces[paused ? 'paused' : 'healthy'];
  return moodFaces[worstMood(pools.map((pool) => moodOf(pool)))];
}

/** `read and write · 14/150 · 0 waiting`; of tenants how many are open too. */
export function groupRow(group: GroupOfPools): PoolRow {
  const { name, pools } = group;
  const face = faceOf(group);
  const limit = sum(pools, capacity);
  const figures = [
    words(group),
    `${formatCount(sum(pools, ({ active }) => active))}/${pools.some(({ maxSize }) => maxSize === 0) ? '∞' : formatCount(limit)}`,
    `${formatCount(sum(pools, ({ waiting }) => waiting))} waiting`,
  ];
  return {
    id: groupRowId(name),
    label: name,
    description: figures.join(' · '),
    icon: face.icon,
    color: face.color,
    context: groupContext(group),
    spoken: `Group ${name}, ${face.word}, ${figures.join(', ')}`,
    hasChildren: pools.length > 0,
  };
}

/** `group.running`, `group.paused`, or both where only some of it is paused: its pools, and what holds those that open later. */
function groupContext({ pools, paused }: GroupOfPools): string {
  const held = [
    ...pools.map(({ state }) => state === 'paused'),
    ...(paused || pools.length === 0 ? [paused] : []),
  ];
  const words = [...(held.includes(false) ? ['running'] : []), ...(held.includes(true) ? ['paused'] : [])];
  return ['group', ...words].join('.');
}

function words({ type, members, pools }: GroupOfPools): string {
  switch (type) {
    case 'READ_WRITE':
      return 'read and write';
    case 'TENANT':
      return `${pools.length} of ${members.length} tenants open`;
    case 'REGION':
      return `${members.length} regions`;
    case 'PRIORITY':
      return 'priorities';
    case 'BATCH':
      return 'batches';
  }
}

/** A member's row has its name within the group. */
export function memberLabel(pool: Pick<PoolSnapshot, 'name' | 'group'>): string {
  return pool.group === undefined ? pool.name : pool.name.slice(pool.group.length + 1);
}

/** The whole story of a group. */
export function groupTooltip(group: GroupOfPools): string {
  const face = faceOf(group);
  const rows = group.members.map((member): [string, string] => {
    const pool = group.pools.find(({ name }) => name === `${group.name}.${member}`);
    return [escapeMarkdown(member), pool ? `${pool.state}, ${pool.active} in use` : 'not open'];
  });
  const heading = `$(${face.icon}) **${escapeMarkdown(group.name)}** ${face.word}, group of pools (${escapeMarkdown(group.type)})`;
  return [heading, tooltipTable(rows)].join('\n\n');
}
