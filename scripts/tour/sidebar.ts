import type { Workbench } from '../../test/ui/workbench.ts';
import { escape, type Stop } from './stop.ts';

/** Unfolds a line of a view, and waits until what it has below it is there. */
async function unfold(
  { viewLine, page }: Workbench,
  view: string,
  text: string | RegExp,
  below: string | RegExp,
): Promise<void> {
  await viewLine(view, text).click();
  await page.keyboard.press('ArrowRight');
  await viewLine(view, below).waitFor();
  await page.mouse.move(5, 5); // The line's tooltip would lie above its neighbours.
}

const connections: Stop = {
  name: 'connections',
  step: { name: 'connect', part: '.part.sidebar', height: 560 },
  async visit(workbench) {
    await workbench.runCommand('View: Show QLSQL');
    await workbench.showViews('Connections');
    await unfold(workbench, 'Connections', 'demo', /^shop/);
    await unfold(workbench, 'Connections', /^shop/, /^orders/);
    await unfold(workbench, 'Connections', /^orders/, /^order_id/);
  },
};

const pools: Stop = {
  name: 'pools',
  step: { name: 'pool', part: '.part.sidebar', height: 220 },
  async visit(workbench) {
    await workbench.showViews('Pools');
    await unfold(workbench, 'Pools', /^read_pool/, /127\.0\.0\.1:\d+/);
  },
};

const groups: Stop = {
  name: 'groups',
  async visit(workbench) {
    await workbench.runStatements(
      // In one line: a bracket that is opened at the end of one has its other one put behind it by the editor.
      "CREATE CONNECTION_POOL_GROUP shop TYPE READ_WRITE WITH (read = JSON_BUILD_OBJECT('maxPoolSize', 20), write = JSON_BUILD_OBJECT('maxPoolSize', 5));",
    );
    await workbench.page.keyboard.press('Home'); // The end of a long line was in sight.
    await workbench.showViews('Pools');
    await unfold(workbench, 'Pools', /^shop/, /^read/);
  },
};

const doctor: Stop = {
  name: 'doctor',
  async visit(workbench) {
    await workbench.runCommand('QLSQL: Diagnose Connection…');
    await workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: 'demo' }).click();
    await workbench.page.locator('.view-lines', { hasText: 'An answer takes' }).first().waitFor();
  },
  leave: escape,
};

const alerts: Stop = {
  name: 'alerts',
  async visit(workbench) {
    await workbench.runStatements(
      `CREATE ALERT busy_writers ON CONNECTION_POOL write_pool WHEN (max_connections < 50) SEVERITY WARNING
  MESSAGE 'Only {{max_connections}} connections for all writers';`,
    );
    await workbench.showViews('Alerts');
    await workbench.viewLine('Alerts', 'busy writers').click();
    await workbench.page.mouse.move(5, 5);
  },
};

const history: Stop = {
  name: 'history',
  async visit(workbench) {
    await workbench.showViews('History');
    await workbench.viewLine('History', /SELECT order_id/).click();
    await workbench.page.mouse.move(5, 5);
  },
};

export const sidebarStops: readonly Stop[] = [connections, doctor, pools, groups, alerts, history];
