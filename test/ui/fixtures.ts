import { join } from 'node:path';
import { root } from '../../scripts/parts/paths.mjs';
import { startReplicaSet } from '../../scripts/parts/start-mongod.mjs';
import type { RunningMongo } from '../../scripts/parts/start-mongod.mjs';
import { seedShop, shopUri } from '../../scripts/seed/seed-shop.mjs';
import { openWorkbench } from './workbench.ts';
import type { Workbench } from './workbench.ts';

// One window for a whole run, on the workspace of test/editor and on a replica set with the sample shop, which the
// extension offers as the connection "demo". Opened by the first test that asks; a test that fails, be it to be run once more, leaves a picture.

const pictures = join(root, 'out', 'pictures');

let mongo: RunningMongo | undefined;
let opening: Promise<Workbench> | undefined;

export function sharedWorkbench(): Promise<Workbench> {
  opening ??= open();
  return opening;
}

/** The server that the window works on, once {@link sharedWorkbench} is there. */
export function mongoUri(): string {
  if (!mongo) throw new Error('No window was opened yet');
  return mongo.uri;
}

async function open(): Promise<Workbench> {
  mongo = await startReplicaSet();
  await seedShop(mongo.uri, { scale: 0.1 });
  return openWorkbench({
    files: join(root, 'test', 'editor', 'workspace'),
    env: { QLSQL_DEMO_URI: shopUri(mongo.uri) },
  });
}

/** For mocha, which is told to require this file. */
export const mochaHooks = {
  async afterEach(this: Mocha.Context): Promise<void> {
    const { currentTest } = this;
    // One that is to be run once more has no state.
    if (!currentTest || currentTest.isPassed() || currentTest.isPending() || !opening) return;
    const name = `failed ${currentTest.fullTitle()}`.replaceAll(/[^\w-]+/g, '-');
    await (await opening).page.screenshot({ path: join(pictures, `${name}.png`) }); // What hangs may move for ever.
  },
};

export async function mochaGlobalTeardown(): Promise<void> {
  await (await opening)?.close();
  await mongo?.stop();
}
