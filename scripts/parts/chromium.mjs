// Finds a Chromium on this machine, or gets one; and starts it without a window.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { programOnPath } from '../../client/src/sample/program-on-path.ts';
import { announced } from './announce.mjs';
import { withLock } from './cache.mjs';
import { runChild } from './children.mjs';
import { root } from './paths.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macApplication = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** @returns {Promise<string>} the path of a Chromium or Chrome */
async function findChromium() {
  const named = process.env.QLSQL_CHROMIUM;
  if (named) {
    if (!existsSync(named)) throw new Error(`QLSQL_CHROMIUM names ${named}, which does not exist.`);
    return named;
  }
  const found = present();
  if (found) return found;
  await withLock('chromium', async () => {
    if (!present()) await install();
  });
  const installed = present();
  if (installed) return installed;
  throw new Error('No Chromium could be had. Install Chromium or Chrome, or set QLSQL_CHROMIUM to its path.');
}

function present() {
  const candidates = [programOnPath(names), macApplication, chromium.executablePath()];
  return candidates.find((file) => file && existsSync(file));
}

async function install() {
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await announced('chromium: installing with apt-get', async () => {
      await runChild('apt-get', ['update', '-qq'], { env });
      await runChild('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env });
    });
  } else {
    await announced('chromium: downloading with Playwright (170 MB)', () =>
      runChild(process.execPath, ['node_modules/playwright-core/cli.js', 'install', 'chromium'], {
        cwd: root,
      }),
    );
  }
}

/** Started without a window, without a GPU, and able to talk to this machine only. */
export async function launchChromium() {
  return chromium.launch({
    executablePath: await findChromium(),
    args: [
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
