import {
  findOption,
  groupOptions,
  memberDefaults,
  memberNames,
  memberTable,
} from '../../../dialect/src/options/index.ts';
import type { GroupType, OptionValues } from '../../../dialect/src/options/index.ts';
import type { LaneLimits } from './lane.ts';

/** What one member of a group comes to. */
export interface MemberSettings {
  readonly name: string;
  /** The connection that it names, where that is not the group's. */
  readonly connection: string | undefined;
  readonly database: string | undefined;
  /** The options of its pool. */
  readonly options: OptionValues;
  readonly lane: LaneLimits;
}

/** The members that a group's options come to, in order. */
export function memberSettings(type: GroupType, options: OptionValues): readonly MemberSettings[] {
  const ofGroup = new Set(groupOptions(type).map(({ name }) => name));
  const shared = Object.fromEntries(Object.entries(options).filter(([name]) => !ofGroup.has(name)));
  return Object.entries(membersOf(type, options)).map(([name, own]) => settings(type, name, shared, own));
}

function membersOf(type: GroupType, options: OptionValues): Readonly<Record<string, OptionValues>> {
  const table = memberTable(type);
  if (table === undefined)
    return Object.fromEntries(memberNames(type).map((name) => [name, documentOf(options[name])]));
  const members = namesAsDocuments(options[table]);
  return Object.fromEntries(Object.entries(members).map(([name, own]) => [name, documentOf(own)]));
}

function settings(type: GroupType, name: string, shared: OptionValues, own: OptionValues): MemberSettings {
  const defaults = memberDefaults(type, name);
  const all: Record<string, unknown> = { ...defaults, ...shared, ...own };
  const written = { ...shared, ...own };
  // A default gives way to what somebody wrote: maxPoolSize = 3 means at most 3, also at the beginning.
  if (written['minPoolSize'] === undefined && Number(all['maxPoolSize']) > 0)
    all['minPoolSize'] = Math.min(Number(all['minPoolSize']), Number(all['maxPoolSize']));
  const { connection, database, maxConcurrent, maxQueued, ...options } = all;
  const atOnce = maxConcurrent ?? (type === 'PRIORITY' ? all['maxPoolSize'] : 0);
  return {
    name,
    connection: textOf(connection),
    database: textOf(database),
    options,
    lane: {
      atOnce: Number(atOnce) > 0 ? Number(atOnce) : undefined,
      queued: maxQueued === undefined || maxQueued === null ? undefined : Number(maxQueued),
      waitMs: Number(options['waitQueueTimeoutMS'] ?? findOption('waitQueueTimeoutMS')?.default ?? 0),
    },
  };
}

/** A group's options after ALTER: what is new over what there was, within each member too. NULL takes a member of a table away. */
export function mergeOptions(type: GroupType, before: OptionValues, change: OptionValues): OptionValues {
  const table = memberTable(type);
  const merged: Record<string, unknown> = { ...before, ...change };
  for (const name of memberNames(type))
    if (change[name] !== undefined)
      merged[name] = { ...documentOf(before[name]), ...documentOf(change[name]) };
  if (table !== undefined && change[table] !== undefined) {
    const [old, added] = [namesAsDocuments(before[table]), namesAsDocuments(change[table])];
    const both = { ...old };
    for (const [name, own] of Object.entries(added))
      both[name] = own === null ? null : { ...documentOf(old[name]), ...documentOf(own) };
    merged[table] = Object.fromEntries(Object.entries(both).filter(([, own]) => own !== null));
  }
  return merged;
}

/** `['a', 'b']` as `{a: {}, b: {}}`. */
function namesAsDocuments(value: unknown): Readonly<Record<string, unknown>> {
  return Array.isArray(value)
    ? Object.fromEntries(value.map((name) => [String(name), {}]))
    : documentOf(value);
}

function documentOf(value: unknown): OptionValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as OptionValues) : {};
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
