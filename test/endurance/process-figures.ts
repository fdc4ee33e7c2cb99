import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts } from '../../client/src/sample/free-ports.ts';

// What processes cost, as Linux tells it in /proc.

const ticksPerSecond = 100;

/** A process below this one, and the line that it was started with. */
interface Started {
  readonly pid: number;
  readonly command: string;
}

/** All processes that this one started, and those that they started. */
export function descendants(of = process.pid): Started[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const parent = Number(statOf(Number(name))?.[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const below = (pid: number): number[] =>
    (children.get(pid) ?? []).flatMap((each) => [each, ...below(each)]);
  return below(of).map((pid) => ({ pid, command: read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ') }));
}

/** Processor time that processes have taken so far, in seconds. */
export function processorSeconds(pids: readonly number[]): number {
  const ticks = pids.map((pid) => {
    const stat = statOf(pid);
    return Number(stat?.[11] ?? 0) + Number(stat?.[12] ?? 0);
  });
  return ticks.reduce((sum, each) => sum + each, 0) / ticksPerSecond;
}

/** What a process has in memory, in bytes. */
export function residentBytes(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024;
}

const [debuggerPort = 0] = await freePorts(1);

/** What an extension host is started with whose heap is looked at: where it listens for a debugger is not where that of another run does. */
export const debuggable = [`--inspect-port=127.0.0.1:${debuggerPort}`];

/** The heap of a node process that is {@link debuggable}, from outside: SIGUSR1 makes it listen for a debugger, which is asked here. */
export async function heapOf(pid: number): Promise<number> {
  process.kill(pid, 'SIGUSR1');
  const [target] = await until(
    async () =>
      (await (await fetch(`http://127.0.0.1:${debuggerPort}/json/list`)).json()) as {
        url: string;
        webSocketDebuggerUrl: string;
      }[],
  );
  const socket = new WebSocket(target?.webSocketDebuggerUrl ?? '');
  await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }));
  const ask = (id: number, method: string, params: object = {}) =>
    new Promise<{ value?: string }>((resolve) => {
      const listen = ({ data }: MessageEvent<string>): void => {
        const answer = JSON.parse(data) as { id?: number; result?: { result?: { value?: string } } };
        if (answer.id !== id) return;
        socket.removeEventListener('message', listen);
        resolve(answer.result?.result ?? {});
      };
      socket.addEventListener('message', listen);
      socket.send(JSON.stringify({ id, method, params }));
    });
  await ask(1, 'HeapProfiler.collectGarbage');
  const expression = 'JSON.stringify([process.pid, process.memoryUsage().heapUsed])';
  const { value = '[]' } = await ask(2, 'Runtime.evaluate', { expression });
  socket.close();
  const [answering, heap] = JSON.parse(value) as [number, number];
  if (answering !== pid) throw new Error(`Process ${answering} answers in the place of ${pid}.`);
  return heap;
}

async function until<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (tries === 50) throw error;
      await sleep(200);
    }
  }
}

/** The words of /proc/PID/stat behind the name, which may hold spaces: state, parent, … user time, system time. */
function statOf(pid: number): string[] | undefined {
  const stat = read(`/proc/${pid}/stat`);
  return stat === '' ? undefined : stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** Empty where the process has ended. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
