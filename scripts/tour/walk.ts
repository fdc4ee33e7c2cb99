import type { Workbench } from '../../test/ui/workbench.ts';
import { openWorkbench } from '../../test/ui/workbench.ts';
import { announced, say } from '../parts/announce.mjs';
import { stops } from './stops.ts';

/** Walks through the product as a person would, with a picture at each stop. Fails at the first stop that does. */
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
    for (const [index, { name, visit }] of stops.entries())
      await announced(`tour: ${name}`, async () => {
        await visit(workbench);
        await workbench.screenshot(`${String(index + 1).padStart(2, '0')}-${name.replaceAll(' ', '-')}`);
      });
    say(`tour: ${stops.length} pictures in ${options.pictures}`);
  } catch (error) {
    await workbench.screenshot('failed');
    throw error;
  } finally {
    await workbench.close();
  }
}
