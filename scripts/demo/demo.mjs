// Puts the real parts together: database, sample data, extension, editor.
import { cpSync } from 'node:fs';
import path from 'node:path';
import { build } from '../build/build.mjs';
import { announced, say } from '../parts/announce.mjs';
import { removeTemporaryFolder, temporaryFolder } from '../parts/children.mjs';
import { root } from '../parts/paths.mjs';
import { startReplicaSet, startSingle } from '../parts/start-mongod.mjs';
import { kindOfVSCode } from '../parts/vscode.mjs';
import { seedShop, shopUri } from '../seed/seed-shop.mjs';
import { openDesktop, openInBrowser } from './editors.mjs';

/** @param {{ tour?: string | undefined, scale: number, port?: number | undefined }} options */
export async function demo({ tour, scale, port }) {
  await build({ types: false });
  const mongo = await startDatabase();
  await seedShop(mongo.uri, { scale });
  const env = { QLSQL_DEMO_URI: shopUri(mongo.uri) };
  const temporary = temporaryFolder('demo');
  const workspace = path.join(temporary, 'shop');
  cpSync(path.join(root, 'examples'), workspace, { recursive: true });

  if (tour) {
    const { walk } = await import('../tour/walk.ts');
    cpSync(path.join(root, 'scripts', 'tour', 'files'), workspace, { recursive: true });
    await walk({ examples: workspace, env, pictures: path.resolve(tour) });
  } else {
    const open = (await kindOfVSCode()) === 'desktop' ? openDesktop : openInBrowser;
    const editor = await open({ workspace, env, port });
    await Promise.race([editor.closed, interrupted()]);
    say('\ndemo: stopping');
    await editor.stop();
  }
  await removeTemporaryFolder(temporary);
  await mongo.stop();
}

/** Three members show what pools do on fail-over; a machine that cannot have three gets one. */
async function startDatabase() {
  try {
    return await announced('mongod: starting a replica set of three', () => startReplicaSet());
  } catch (error) {
    say(`mongod: ${error.message}\nmongod: going on with a single one`);
    return startSingle();
  }
}

/** @returns {Promise<void>} Ctrl-C, or somebody asks this process to end */
function interrupted() {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => resolve());
  });
}
