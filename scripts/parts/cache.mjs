// The cache outside the project: each entry is a folder that is there whole or not at all.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './announce.mjs';
import { cacheFolder } from './paths.mjs';

/**
 * The folder of a cache entry; `make` fills it when it is not there yet. It is filled under another
 * name and then renamed, so that an interrupted download never looks like a finished one.
 * @param {string} name  carries the version: another version is another entry
 * @param {(folder: string) => Promise<void>} make
 */
export async function cached(name, make) {
  const folder = path.join(cacheFolder, name);
  if (existsSync(folder)) return folder;
  await withLock(name, async () => {
    if (existsSync(folder)) return;
    const partial = `${folder}.partial`;
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial, { recursive: true });
    await make(partial);
    await rename(partial, folder);
  });
  return folder;
}

/** Only one process on this machine at a time does the work under this name; others wait. */
export async function withLock(name, work) {
  const lock = path.join(cacheFolder, `${name}.lock`);
  await mkdir(path.dirname(lock), { recursive: true });
  let told = false;
  while (!(await take(lock))) {
    if (!told) say(`${name}: another process is getting it, waiting`);
    told = true;
    await sleep(300);
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

/** Creates the lock file, after removing one whose owner has died. */
async function take(lock) {
  try {
    await writeFile(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const owner = Number(await readFile(lock, 'utf8').catch(() => ''));
  // An empty file belongs to a process between creating and writing it: it is alive.
  if (owner && !isAlive(owner)) await rm(lock, { force: true });
  return false;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
