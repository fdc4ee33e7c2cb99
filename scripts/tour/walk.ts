import { join } from 'node:path';
import type { Theme, Workbench } from '../../test/ui/workbench.ts';
import { openWorkbench } from '../../test/ui/workbench.ts';
import { announced, say } from '../parts/announce.mjs';
import { stops } from './stops.ts';

const themes: readonly Theme[] = ['dark', 'light', 'high contrast'];

/**
 * Walks through the product as a person would, with a picture at each stop in each theme. Fails at the first stop that does. The parts that
 * the extension's own walkthrough shows are in the folder `walkthrough`, as they are in media/.
 */
export async function walk(options: {
  examples: string;
  env: Record<string, string>;
  pictures: string;
}): Promise<void> {
  const workbench: Workbench = await openWorkbench({
    files: options.examples,
    env: options.env,
    pictures: options.pictures,
    settings: { 'qlsql.demo.load': true },
  });
  try {
    for (const [index, { name, visit, leave, step }] of stops.entries())
      await announced(`tour: ${name}`, async () => {
        await visit(workbench);
        // There and back again: the theme that the next stop begins with is the one that this one ends with.
        for (const theme of index % 2 === 0 ? themes : themes.toReversed()) {
          await workbench.setTheme(theme);
          const words = [String(index + 1).padStart(2, '0'), name, theme].join('-');
          await workbench.screenshot(words.replaceAll(' ', '-'));
          if (step) {
            const file = `${step.name}-${theme.replaceAll(' ', '-')}.png`;
            const box = await workbench.page.locator(step.part).first().boundingBox();
            await workbench.page.screenshot({
              path: join(options.pictures, 'walkthrough', file),
              ...(box ? { clip: { ...box, height: Math.min(box.height, step.height) } } : {}),
            });
          }
        }
        await leave?.(workbench);
      });
    say(`tour: ${stops.length * themes.length} pictures in ${options.pictures}`);
  } catch (error) {
    await workbench.screenshot('failed');
    throw error;
  } finally {
    await workbench.close();
  }
}
