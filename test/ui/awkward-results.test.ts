import type { Frame } from 'playwright-core';
import { sharedWorkbench } from './fixtures.ts';
import type { Workbench } from './workbench.ts';

describe('awkward results', () => {
  let workbench: Workbench;
  const shown = '.result:not([hidden])';
  const run = async (statement: string): Promise<Frame> => {
    await workbench.runStatements(`${statement};`);
    return workbench.frameOf(`${shown} .cell`);
  };

  before(async () => {
    workbench = await sharedWorkbench();
    await workbench.openFile('orders.qlsql');
  });
  after(() => workbench.runCommand('QLSQL: Close All Results'));

  it('a text of five megabytes as JSON, and behind it a document of forty levels in all views', async () => {
    let frame = await run("SELECT REPEAT('x', 5000000) AS long_text");
    await frame.locator(`${shown} .view-switch [data-view=json]`).click();
    await frame.locator(`${shown} .json-text`, { hasText: 'more characters' }).waitFor();
    frame = await run(`SELECT '${'{"a":'.repeat(40)}1${'}'.repeat(40)}'::jsonb AS deep_document`);
    await frame.locator(`${shown} .name`, { hasText: 'deep_document' }).waitFor();
    await frame.locator(`${shown} .view-switch [data-view=json]`).click();
    await frame.locator(`${shown} .json-text`, { hasText: 'deep_document' }).waitFor();
    await frame.locator(`${shown} .view-switch [data-view=tree]`).click();
    await frame.locator(`${shown} .tree .node`).first().waitFor();
  });
});
