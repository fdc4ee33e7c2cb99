// A process of its own that outlives its parent by a moment: when the parent's pipe closes, for whatever
// reason (end, Ctrl-C, crash, kill -9), it ends the process trees and removes the folders that the parent
// had named and not withdrawn. So nothing is left behind, and nobody needs signal handlers.
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { isTreeAlive, signalTree } from './process-tree.mjs';

const graceMS = 3000;
const pids = new Set();
const folders = new Set();

for await (const line of createInterface({ input: process.stdin })) {
  const { guard, pid, folder } = JSON.parse(line);
  const set = pid ? pids : folders;
  if (guard) set.add(pid ?? folder);
  else set.delete(pid ?? folder);
}

for (const pid of pids) signalTree(pid, 'SIGTERM');
const deadline = Date.now() + graceMS;
while (Date.now() < deadline && [...pids].some(isTreeAlive)) await sleep(50);
for (const pid of pids) signalTree(pid, 'SIGKILL');
for (const folder of folders)
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
