import type { AlertsParts } from '../alerts/alerts.ts';
import { Alerts } from '../alerts/alerts.ts';
import type { PoolManager } from '../pools/manager.ts';
import { virtualRows } from '../pools/virtual-rows.ts';
import { alertCondition } from './alert-condition.ts';

/** The alerts over a manager's pools; nothing is looked at before somebody asks or listens. */
export function createAlerts(
  manager: PoolManager,
  more: Partial<Pick<AlertsParts, 'everyMs' | 'now'>> = {},
): Alerts {
  return new Alerts({
    pools: manager,
    rows: (table, pool) => virtualRows(manager, table, pool),
    condition: alertCondition,
    rooms: (pools) => manager.budget.rooms(pools),
    ...more,
  });
}
