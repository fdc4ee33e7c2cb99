import { findOption, groupOptions, memberTable, sqlValue } from '../../../dialect/src/options/index.ts';
import { writtenName } from '../../../dialect/src/text/written-name.ts';
import type { OptionValues } from '../../../dialect/src/options/index.ts';

import type { Change } from './compare.ts';
import type { Definition } from './definition.ts';

const word = ({ kind }: Pick<Definition, 'kind'>) =>
  kind === 'pool' ? 'CONNECTION_POOL' : 'CONNECTION_POOL_GROUP';

/** The statement that makes a pool or group, laid out over lines where it has options. */
export function createText(definition: Definition, orReplace = false): string {
  const { name, type, connection, address, database, options } = definition;
  const head = [
    `CREATE ${orReplace ? 'OR REPLACE ' : ''}${word(definition)} ${writtenName(name)}`,
    ...(type === undefined ? [] : [`TYPE ${type}`]),
    ...(connection === undefined ? [] : [`ON CONNECTION ${writtenName(connection)}`]),
    ...(address === undefined ? [] : [`ON ${sqlValue(address)}`]),
    ...(database === undefined ? [] : [`DATABASE ${writtenName(database)}`]),
  ].join(' ');
  return `${head}${list('\nWITH', options)};`;
}

/** The statements that make what runs as it is saved; their addresses hold the credentials that are saved. */
export function runningText(change: Change): string {
  const { saved, running } = change;
  if (!saved) return `DROP ${word(change)} ${writtenName(change.name)};`;
  if (!running) return createText(saved);
  // A pool is no group: the one must go before the other comes.
  if (saved.kind !== running.kind) return `${dropText(running)}\n${createText(saved)}`;
  const altered = alteration(change);
  return altered
    ? `ALTER ${word(saved)} ${writtenName(saved.name)}${list(' SET', altered)};`
    : createText(saved, true);
}

const dropText = (definition: Definition) => `DROP ${word(definition)} ${writtenName(definition.name)};`;

/** The options that ALTER sets; undefined where only a new pool or group can be as it is saved. */
function alteration({ saved, running, differences }: Change): OptionValues | undefined {
  if (!saved || !running) return undefined;
  if (differences.some(({ what }) => ['kind', 'type', 'connection', 'database'].includes(what)))
    return undefined;
  const tops = [...new Set(differences.map(({ what }) => what.split('.')[0] ?? what))];
  const values: Record<string, unknown> = {};
  for (const top of tops) {
    const value = wanted(top, { saved, running, differences });
    if (value === undefined) return undefined;
    values[top] = value;
  }
  return values;
}

function wanted(top: string, change: Pick<Required<Change>, 'saved' | 'running' | 'differences'>): unknown {
  const { saved, running, differences } = change;
  const value = saved.options[top];
  const within = differences.filter(({ what }) => what.startsWith(`${top}.`));
  if (within.length === 0) return value ?? defaultOf(saved, top);
  // Members that are no longer there are taken away; an option that is said no more cannot be.
  const table = saved.type && memberTable(saved.type);
  const gone = within
    .filter(({ saved: said }) => said === undefined)
    .map(({ what }) => what.split('.')[1] ?? '');
  if (top !== table) return gone.length > 0 ? undefined : value;
  const members = namesOf(value);
  if (gone.some((name) => members.includes(name))) return undefined;
  const old = namesOf(running.options[top]).filter((name) => !members.includes(name));
  const kept = Array.isArray(value) ? Object.fromEntries(members.map((name) => [name, {}])) : value;
  return { ...(kept as OptionValues), ...Object.fromEntries(old.map((name) => [name, null])) };
}

function namesOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

export function defaultOf({ type }: Definition, option: string): unknown {
  const ofGroup = type && groupOptions(type).find(({ name }) => name === option);
  return (ofGroup ?? (type === undefined ? findOption(option) : undefined))?.default;
}

/** ` WITH (\n  a = 1,\n  b = 2\n)`; nothing where there are no options. */
function list(keyword: string, options: OptionValues): string {
  const lines = Object.entries(options)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `  ${name} = ${sqlValue(value)}`);
  return lines.length === 0 ? '' : `${keyword} (\n${lines.join(',\n')}\n)`;
}
