import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createGunzip, gzip } from 'node:zlib';
import type { HistoryStore } from './history-store.ts';
import type { Alert } from '../alerts/alert-types.ts';
import { alertsText, headText, poolText, restoreHistory, type Restored } from './history-text.ts';

const compress = promisify(gzip);

/** No file is larger. Pools that were used last come first; those that find no more room are left out. */
const largestBytes = 16 * 1024 * 1024;
/** What one file may be unpacked: a file that somebody made to burst is not read to its end. */
const largestTextBytes = 256 * 1024 * 1024;

/** Puts a file's history into the store. A file that is missing or broken tells what it can; nothing is thrown. */
export async function readHistory(file: string, store: HistoryStore, now = Date.now()): Promise<Restored> {
  let packed: Buffer;
  try {
    packed = await readFile(file);
  } catch {
    return { unread: 0, alerts: [] };
  }
  const { text, broken } = await unpack(packed);
  const { unread, alerts } = restoreHistory(text, store, now);
  return { unread: unread + (broken ? 1 : 0), alerts };
}

/**
 * Writes the store, and alerts that have ended, beside the file and then puts it there, so that nobody ever reads half of it. Gives its
 * size in bytes.
 */
export async function writeHistory(
  file: string,
  store: HistoryStore,
  { alerts = [], limit = largestBytes }: { readonly alerts?: readonly Alert[]; readonly limit?: number } = {},
): Promise<number> {
  const parts = [await compress(headText() + (alerts.length === 0 ? '' : alertsText(alerts)))];
  let bytes = parts[0]?.length ?? 0;
  const newest = (history: { readonly pool: { readonly newest: number | undefined } }) =>
    history.pool.newest ?? 0;
  for (const history of [...store.all()].sort((one, other) => newest(other) - newest(one))) {
    // A member of its own for each pool: its size is known before it is taken in. Others may work between two.
    const part = await compress(poolText(history));
    await nextTurn();
    if (bytes + part.length > limit) continue;
    bytes += part.length;
    parts.push(part);
  }
  const partial = `${file}.${process.pid}.part`;
  await mkdir(path.dirname(file), { recursive: true });
  try {
    const handle = await open(partial, 'w', 0o600);
    try {
      await handle.writeFile(Buffer.concat(parts));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  return bytes;
}

/** Removes files of a folder that nobody has written for as long. */
export async function removeOld(folder: string, olderMs: number, now = Date.now()): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const file = path.join(folder, name);
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: now }));
    if (now - mtimeMs > olderMs) await rm(file, { force: true });
  }
}

async function unpack(packed: Buffer): Promise<{ text: string; broken: boolean }> {
  const chunks: Buffer[] = [];
  const unzip = createGunzip();
  unzip.end(packed);
  let bytes = 0;
  let broken = false;
  try {
    for await (const chunk of unzip as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > largestTextBytes) throw new RangeError('The file holds too much.');
      chunks.push(chunk);
    }
  } catch {
    broken = true;
  }
  const text = Buffer.concat(chunks).toString('utf8');
  // The last line of a broken file may be half of one.
  return { text: broken ? text.slice(0, text.lastIndexOf('\n') + 1) : text, broken };
}
