import type { PoolInfo } from '../../../dialect/src/index.ts';
import { table } from './markdown.ts';
import { valueText } from './value-text.ts';

/** What a column of CONNECTION_POOLS() is in each pool at this moment; undefined where no pool is known. The head of the table has its unit. */
export function liveValues(
  pools: readonly PoolInfo[],
  column: string,
  unit: string | undefined,
): string | undefined {
  return table(
    ['pool', unit === undefined ? 'now' : `now (${unit})`],
    pools.flatMap(({ name, live }) => (live && column in live ? [[name, valueText(live[column])]] : [])),
  );
}
