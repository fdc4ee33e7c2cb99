import { hostAddress, poolName, serverMeasures, stepMs } from './measure-columns.ts';
import { column } from './virtual-column.ts';
import type { ColumnName } from './virtual-column.ts';

/** CONNECTION_POOL_HOST_STATS(): a row for each step of the last day of each server behind a pool, oldest first. */
export const hostStatsColumns = [
  column('sample_time', 'timestamptz', 'When the server was last looked at in this step.'),
  stepMs,
  poolName,
  hostAddress,
  ...serverMeasures,
] as const;

export type HostStatsColumn = ColumnName<typeof hostStatsColumns>;
