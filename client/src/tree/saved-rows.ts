import { escapeMarkdown } from '../messages/markdown.ts';
import type { PoolRow } from './pool-rows.ts';

/** A pool or group that a file keeps and that does not run. */
export interface SavedOnly {
  readonly kind: 'pool' | 'group';
  readonly name: string;
  /** The file, as people know it, with the line. */
  readonly place: string;
}

export function savedRowId(name: string): string {
  return `saved:${name}`;
}

/** `orders_pool  saved, not running`, dimmed. */
export function savedRow({ kind, name }: SavedOnly): PoolRow {
  return {
    id: savedRowId(name),
    label: name,
    description: kind === 'group' ? 'group, saved, not running' : 'saved, not running',
    icon: kind === 'group' ? 'layers' : 'circle-outline',
    color: 'disabledForeground',
    context: `saved.${kind}`,
    spoken: `${kind === 'group' ? 'Group' : 'Pool'} ${name}, saved, not running`,
    hasChildren: false,
  };
}

export function savedTooltip({ name, place }: SavedOnly): string {
  return `**${escapeMarkdown(name)}** is saved in ${escapeMarkdown(place)} and does not run.`;
}
