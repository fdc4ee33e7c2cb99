import type { PoolInfo } from '../../../dialect/src/index.ts';
import {
  describeDefault,
  describeRange,
  describeType,
  sqlValue,
} from '../../../dialect/src/options/index.ts';
import type { PoolOption } from '../../../dialect/src/options/index.ts';
import { facts, paragraphs, table } from './markdown.ts';

const units: Readonly<Record<string, string>> = { ms: 'milliseconds' };

/** An option in full: what it does, what it takes, its default, and what each pool has set. */
export function optionMarkdown(option: PoolOption, pools: readonly PoolInfo[] = []): string {
  const inForce = pools
    .filter((pool) => option.name in pool.options)
    .map((pool) => [pool.name, sqlValue(pool.options[option.name])]);
  return paragraphs(
    `**${option.name}** · ${ownerOf(option)}`,
    option.documentation,
    facts([
      ['takes', describeType(option.type)],
      ['range', describeRange(option.type)],
      ['unit', option.unit === undefined ? undefined : (units[option.unit] ?? option.unit)],
      ['default', option.secret ? undefined : describeDefault(option)],
      ['deprecated', option.deprecated === undefined ? undefined : `write ${option.deprecated} instead`],
      ['secret', option.secret ? 'it belongs to the connection, not into SQL text' : undefined],
    ]),
    option.secret ? undefined : table(['pool', 'in force'], inForce),
    option.link === undefined ? undefined : `[Documentation](${option.link})`,
  );
}

function ownerOf({ group, driver }: PoolOption): string {
  if (group === 'benchmark') return 'option of BENCHMARK';
  return `${driver === undefined ? 'pool manager' : 'driver'} option (${group})`;
}

/** `whole number · default 100 · connections`: one line beside a completion. */
export function optionDetail(option: PoolOption): string {
  const range = describeRange(option.type);
  const type =
    option.type.kind === 'enum' || option.type.kind === 'document' ? undefined : describeType(option.type);
  return [type, range, `default ${describeDefault(option)}`, option.unit].filter(Boolean).join(' · ');
}
