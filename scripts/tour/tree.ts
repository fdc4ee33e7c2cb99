import type { Stop } from './stop.ts';

export const tree: Stop = {
  name: 'tree',
  async visit({ page }) {
    await page.locator('.activitybar .action-label[aria-label^="QLSQL"]').click();
    const pool = page.locator('.monaco-list-row', { hasText: 'read_pool' }).first();
    await pool.waitFor();
    await pool.click();
    await page.keyboard.press('ArrowRight');
    await page
      .locator('.monaco-list-row', { hasText: /127\.0\.0\.1:\d+/ })
      .first()
      .waitFor();
  },
};
