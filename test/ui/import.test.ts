import { sharedWorkbench } from './fixtures.ts';
import type { Workbench } from './workbench.ts';

describe('the import of a file', function () {
  this.timeout(180_000);
  let workbench: Workbench;
  before(async () => (workbench = await sharedWorkbench()));
  after(async () => {
    await workbench.page.keyboard.press('Escape');
    await workbench.runStatements('DROP TABLE IF EXISTS imported_goods;');
    await workbench.dismissNotifications();
  });

  it('shows what the file is taken for, changes a type and imports it, by keyboard alone', async () => {
    const { page } = workbench;
    const input = page.locator('.quick-input-widget');
    const focused = (text: RegExp | string) =>
      input.locator('.monaco-list-row.focused', { hasText: text }).waitFor();
    const title = (text: string) => input.locator('.quick-input-title', { hasText: text }).waitFor();

    await workbench.runCommand('QLSQL: Import File into Collection…');
    await title('Import a File');
    // The dialog writes where it is before it lists what lies there.
    await input.locator('.monaco-list-row', { hasText: 'goods.csv' }).waitFor();
    await page.keyboard.press('End');
    await page.keyboard.type('goods.csv');
    await focused('goods.csv');
    await page.keyboard.press('Enter');

    await input.locator('input[placeholder="Import into which connection?"]').waitFor();
    await page.keyboard.type('demo');
    await focused('demo');
    await page.keyboard.press('Enter');

    await title('Import into a Collection');
    await page.keyboard.type('imported_goods');
    await focused(/imported_goods.*new collection/);
    await page.keyboard.press('Enter');

    // The field code was guessed as text since it has leading zeros; the price is a double.
    await title('Import into shop.imported_goods');
    await focused('Import into shop.imported_goods');
    await workbench.screenshot('import-review');
    await page.keyboard.type('price');
    await focused(/price.*double/);
    await page.keyboard.press('Enter');
    await title('Type of price');
    await page.keyboard.type('decimal');
    await focused('decimal');
    await page.keyboard.press('Enter');
    await title('Import into shop.imported_goods');
    await input.locator('.monaco-list-row', { hasText: /price.*decimal/ }).waitFor();
    await focused('Import into shop.imported_goods');
    await page.keyboard.press('Enter');
    await workbench.waitForNotification('3 documents were imported into imported_goods.');
  });
});
