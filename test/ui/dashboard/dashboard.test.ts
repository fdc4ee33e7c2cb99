import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../../scripts/parts/chromium.mjs';
import { root } from '../../../scripts/parts/paths.mjs';
import { waitForEqual, waitForLabel, waitForText } from '../eventually.ts';
import { openDashboard, type DashboardPage, type Theme } from './page.ts';
import { manyPools, sampleSnapshot } from './sample-pools.ts';

/** What the page asked for last. */
const selected = (sent: DashboardPage['sent']) => {
  const last = sent.at(-1);
  return last?.type === 'select' ? last.selection : undefined;
};

const tenMinutes = { rangeMs: 600_000 };
const troubled = sampleSnapshot({ pools: ['write_pool'], ...tenMinutes });

describe('the dashboard in a browser', () => {
  let browser: Browser;
  let open: DashboardPage | undefined;
  before(async () => (browser = await launchChromium()));
  after(() => browser.close());
  afterEach(async () => {
    const complaints = open?.complaints ?? [];
    await open?.page.close();
    open = undefined;
    assert.deepEqual(complaints, []);
  });

  async function show(
    snapshot = troubled,
    options: Parameters<typeof openDashboard>[1] = {},
  ): Promise<DashboardPage> {
    open = await openDashboard(browser, options);
    await open.send({ type: 'snapshot', snapshot });
    await open.page.locator('.dashboard, .welcome').filter({ visible: true }).waitFor();
    return open;
  }

  const pictures = join(root, 'out', 'pictures');
  const compared = sampleSnapshot({ pools: ['read_pool', 'write_pool', 'batch_pool'], ...tenMinutes });
  for (const theme of [
    'dark',
    'light',
    'high contrast',
    'high contrast light',
  ] as const satisfies readonly Theme[])
    it(`has its picture in ${theme}`, async () => {
      const { page } = await show(theme === 'light' ? compared : troubled, { theme });
      mkdirSync(pictures, { recursive: true });
      await page.screenshot({
        path: join(pictures, `dashboard-${theme.replaceAll(' ', '-')}.png`),
        fullPage: true,
      });
    });

  it('says what it wants to see when it starts, and again when it is changed by keyboard', async () => {
    const { page, sent } = await show();
    const selection = { pools: [], rangeMs: 600_000, refreshMs: 1000, paused: false, rank: 'use' };
    await waitForEqual<unknown>(() => sent, [{ type: 'select', selection }]);
    await page.getByRole('radio', { name: '10 min' }).focus();
    await page.keyboard.press('ArrowRight');
    await waitForEqual(() => selected(sent)?.rangeMs, 3_600_000);
  });

  it('begins with what was kept', async () => {
    const selection = { pools: ['a'], rangeMs: 60_000, refreshMs: 5000, paused: true, rank: 'waiting' };
    const { page, sent } = await show(troubled, { state: { selection, asTable: true } });
    await waitForEqual<unknown>(() => sent, [{ type: 'select', selection }]);
    assert.ok(await page.getByRole('radio', { name: '1 min' }).isChecked());
    await page.getByRole('button', { name: 'Go on' }).waitFor();
    await page.locator('.figures-table').waitFor();
    await page.locator('.charts').first().waitFor({ state: 'hidden' });
  });

  it('takes the pools that it is told to', async () => {
    const { send, sent } = await show();
    await send({ type: 'choose', pools: ['x', 'y'] });
    await waitForEqual(() => selected(sent)?.pools, ['x', 'y']);
  });

  it('gives the first of many pools their own lines by what is chosen, and shows one of them and all again', async () => {
    const many = manyPools(40);
    const { page, sent } = await show(many);
    await page.locator('.pool-name', { hasText: '40 pools' }).waitFor();
    const legend = page.locator('[data-chart=waiting] .legend-label');
    await legend.filter({ hasText: '35 others' }).waitFor();
    assert.equal(await legend.count(), 6);
    const table = page.getByRole('table', { name: 'Pools', exact: true });
    assert.equal(await table.locator('tbody tr').count(), 40);
    assert.ok((await table.locator('.trend path').first().getAttribute('d'))?.startsWith('M'));
    await page.locator('vscode-single-select[title="Which pools have lines of their own"]').click();
    await page.getByRole('option', { name: 'By waiting' }).click();
    await waitForEqual(() => selected(sent)?.rank, 'waiting');
    await open!.send({ type: 'choose', pools: many.pools.map(({ name }) => name) });
    await table.getByRole('button', { name: 'pool_7', exact: true }).click();
    await waitForEqual(() => selected(sent)?.pools, ['pool_7']);
    await open!.send({ type: 'snapshot', snapshot: troubled });
    await page.getByRole('button', { name: 'All 40 pools' }).click();
    await waitForEqual(() => selected(sent)?.pools.length, 40);
  });

  it('tells the figures in words', async () => {
    const { page } = await show();
    await waitForText(page.getByRole('group', { name: 'Waiting' }), /Waiting 42 the oldest 2\.5 s/);
    const charts = page.locator('.plot[role=img]');
    await waitForEqual(() => charts.count(), 5);
    await waitForLabel(charts.nth(0), /^Connections: max 150, at most 150; .*in use 50/);
  });

  it('writes the ALTER that it advises', async () => {
    const { page, sent } = await show();
    await page.getByRole('button', { name: 'Write ALTER' }).click();
    await waitForEqual<unknown>(() => sent.at(-1), {
      type: 'write',
      statement: 'ALTER CONNECTION_POOL write_pool SET (maxPoolSize = 111);',
    });
  });

  it('asks to stop who holds a connection, and to show where the statement stands', async () => {
    const { page, sent } = await show();
    const table = page.getByRole('table', { name: 'Who holds a connection' });
    await waitForText(table, /1 min 12 s.*UPDATE orders SET status.*1207/);
    await table.getByRole('button', { name: 'late.qlsql:12' }).click();
    await waitForEqual<unknown>(() => sent.at(-1), { type: 'open', source: 'late.qlsql:12' });
    await table.getByRole('button', { name: 'Kill' }).click();
    await waitForEqual<unknown>(() => sent.at(-1), { type: 'kill', id: 31 });
  });

  it('shows the values under a cursor that arrow keys move, in all charts', async () => {
    const { page } = await show();
    await page.locator('.plot[role=img]').nth(1).focus();
    await page.keyboard.press('Home');
    const clock = page.locator('.legend-clock').first();
    await waitForText(clock, /^13:52:12$/);
    await page.keyboard.press('ArrowRight');
    await waitForText(clock, /^13:52:14$/);
    const inUse = page.locator('[data-chart=connections] .legend-value').first();
    await waitForEqual(() => inUse.innerText(), String(troubled.series[0]?.active[1]));
    await page.keyboard.press('Escape');
    await waitForText(clock, /^$/);
  });

  it('zooms all charts by a drag on one, and back', async () => {
    const { page } = await show();
    const reset = page.getByRole('button', { name: 'Whole range' });
    assert.ok(await reset.isHidden());
    const box = (await page.locator('[data-chart=waiting] .u-over').boundingBox())!;
    const [x, y] = [box.x + box.width * 0.4, box.y + box.height / 2];
    const marks = await page.locator('.event-mark').count();
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + box.width * 0.1, y, { steps: 4 });
    await page.mouse.up();
    await reset.waitFor();
    // The lane of events follows.
    await waitForEqual(async () => (await page.locator('.event-mark').count()) < marks, true);
    await reset.click();
    await waitForEqual(() => page.locator('.event-mark').count(), marks);
  });

  it('tells the story of an event and its neighbours', async () => {
    const { page } = await show();
    await page.getByRole('button', { name: /Connections to b\.shop\.example:27017 cleared/ }).click();
    const story = page.locator('.event-story li');
    await waitForEqual(
      async () => (await story.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ')),
      [
        '13:57:44 Connection 5 to b.shop.example:27017 closed: idle write_pool',
        '13:57:47 b.shop.example:27017 changed: secondary → primary write_pool',
        '13:57:48 Connections to b.shop.example:27017 cleared write_pool',
      ],
    );
  });

  it('stands still while the figures change', async () => {
    const { page, send } = await show();
    const places = () =>
      page.locator('.tile, .chart, .card').evaluateAll((nodes) =>
        nodes.slice(0, 12).map((node) => {
          const { x, y, width } = node.getBoundingClientRect();
          return [x, y, width].map(Math.round).join(' ');
        }),
      );
    const before = await places();
    const [pool] = troubled.pools;
    const pools = [
      { ...pool!, active: 1234, waiting: 0, operationsPerSecond: 98_765, mood: 'healthy' as const },
    ];
    await send({ type: 'snapshot', snapshot: { ...troubled, pools } });
    await page.getByText('1,234').waitFor();
    assert.deepEqual(await places(), before);
  });

  it('has no sideways scrolling in a narrow column', async () => {
    const { page } = await show(troubled, { width: 420 });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(overflow <= 0, `${overflow} px too wide`);
  });

  it('takes the colours of another theme at once', async () => {
    const { page, setTheme } = await show(troubled, { theme: 'dark' });
    const color = () =>
      page
        .locator('.swatch')
        .last()
        .evaluate((node) => getComputedStyle(node).borderTopColor);
    const before = await color();
    await setTheme('light');
    await page.waitForFunction(
      (old) => getComputedStyle([...document.querySelectorAll('.swatch')].at(-1)!).borderTopColor !== old,
      before,
    );
  });

  it('says what to do where there is no pool', async () => {
    const { page, sent } = await show(sampleSnapshot({ pools: [], ...tenMinutes }));
    await page.getByRole('heading', { name: 'No pool to watch yet' }).waitFor();
    await page.getByRole('button', { name: 'Create Connection Pool' }).click();
    await waitForEqual<unknown>(() => sent.at(-1), { type: 'create' });
  });
});
