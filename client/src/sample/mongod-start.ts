import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const startLimitMs = 30_000;

/** What a mongod is started with that listens on this machine only and takes little of it. */
export function mongodArguments(port: number, dbpath: string): string[] {
  return [
    ...['--dbpath', dbpath, '--port', String(port), '--bind_ip', '127.0.0.1'],
    ...['--wiredTigerCacheSizeGB', '0.25', '--oplogSize', '64'],
    ...(process.platform === 'win32' ? [] : ['--nounixsocket']),
    ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
  ];
}

/** Waits until it accepts connections. Rejects where it ends or takes too long, for the reason that its own log tells; and where it is aborted. */
export async function untilReady(
  child: ChildProcess,
  log: string,
  program: string,
  signal?: AbortSignal,
): Promise<void> {
  const deadline = Date.now() + startLimitMs;
  for (;;) {
    const text = readFileSync(log, 'utf8');
    if (text.includes('"Waiting for connections"')) return;
    const ended = child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
    if (ended || Date.now() > deadline)
      throw new Error(
        `${program} ${ended ? 'ended' : 'was not ready in time'}. Its last words:\n${lastWords(text)}`,
      );
    await sleep(25, undefined, { signal });
  }
}

function lastWords(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .slice(-200)
    .filter((line, index, all) => /"s":"[EF]"|^[^{]/.test(line) || index > all.length - 4)
    .join('\n');
}
