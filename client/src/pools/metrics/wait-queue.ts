import type { RunningWork } from '../work.ts';

/** Who waits. */
export interface WaitQueue {
  /** When each waiting checkout began, oldest first, in milliseconds of a monotonic clock. */
  readonly starts: number[];
  /** What each of them is for. */
  readonly works: (RunningWork | undefined)[];
  /** Where the queue begins: what lies before was served and is dropped now and then. */
  head: number;
}

export function createWaitQueue(): WaitQueue {
  return { starts: [], works: [], head: 0 };
}

export function waiting(queue: WaitQueue): number {
  return queue.starts.length - queue.head;
}

export function oldestStart(queue: WaitQueue): number | undefined {
  return queue.starts[queue.head];
}

export function join(queue: WaitQueue, at: number, work?: RunningWork): void {
  queue.starts.push(at);
  queue.works.push(work);
}

/**
 * Takes the waiter that began at about `start` out, and gives what it is for. The driver serves in order but for those it opens a connection
 * for, and tells whole milliseconds: the head is nearly always the one.
 */
export function leave(queue: WaitQueue, start: number): RunningWork | undefined {
  const { starts, works, head } = queue;
  if (head >= starts.length) return undefined;
  let best = head;
  let distance = Math.abs((starts[head] ?? 0) - start);
  for (let index = head + 1; index < starts.length && distance > 1; index++) {
    const other = Math.abs((starts[index] ?? 0) - start);
    if (other >= distance) continue;
    best = index;
    distance = other;
  }
  const work = works[best];
  if (best === head) {
    works[head] = undefined;
    queue.head++;
  } else {
    starts.splice(best, 1);
    works.splice(best, 1);
  }
  if (queue.head === starts.length) {
    starts.length = 0;
    works.length = 0;
    queue.head = 0;
  } else if (queue.head > 1024) {
    starts.splice(0, queue.head);
    works.splice(0, queue.head);
    queue.head = 0;
  }
  return work;
}
