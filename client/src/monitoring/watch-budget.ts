import { Disposable, workspace } from 'vscode';
import type { PoolManager } from '../pools/manager.ts';

const everyMs = 300_000;
/** After a pool came or was changed: by then its servers are known. */
const soonMs = 3_000;

/** Keeps the budget of sockets up to date: now and then, and when pools come or change. */
export function watchBudget(manager: PoolManager): Disposable {
  const { budget } = manager;
  const follow = (): void => {
    budget.instances = Math.max(1, workspace.getConfiguration('qlsql.pools').get('instances', 1));
  };
  let soon: NodeJS.Timeout | undefined;
  const timer = setInterval(() => void budget.refresh(), everyMs);
  const pools = manager.onDidChange(
    (changes) => {
      if (!changes.some(({ change }) => change === 'created' || change === 'options')) return;
      clearTimeout(soon);
      soon = setTimeout(() => void budget.refresh(), soonMs);
    },
    { watch: false },
  );
  follow();
  const setting = workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration('qlsql.pools.instances')) follow();
  });
  const timers = new Disposable(() => {
    clearTimeout(soon);
    clearInterval(timer);
  });
  return Disposable.from(pools, setting, timers);
}
