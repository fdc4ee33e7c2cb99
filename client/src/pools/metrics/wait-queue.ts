import type { RunningWork } from '../running-operation.ts';

/**
 * Who waits, oldest first, in columns: an object for each would cost every operation more than the rest. What was served is written over
 * once nobody waits, which is after nearly every checkout.
 */
export interface WaitQueue {
  /** When each waiting checkout began, in milliseconds of a monotonic clock. */
  readonly starts: number[];
  /** What each of them is for. */
  readonly works: (RunningWork | undefined)[];
  /** The number of the connection that the driver opens for each; NaN where for none. */
  readonly reserved: number[];
  /** How many have a connection coming. */
  coming: number;
  /** Where the queue begins, and where it ends: what lies before and behind is of nobody who waits. */
  head: number;
  end: number;
}

/** So many places before the head are closed up, where the queue is never empty. */
const longestGap = 1024;

export function createWaitQueue(): WaitQueue {
  return { starts: [], works: [], reserved: [], coming: 0, head: 0, end: 0 };
}

export function waiting(queue: WaitQueue): number {
  return queue.end - queue.head;
}

export function oldestStart(queue: WaitQueue): number | undefined {
  return queue.head < queue.end ? queue.starts[queue.head] : undefined;
}

export function join(queue: WaitQueue, at: number, work?: RunningWork): void {
  const { end } = queue;
  queue.starts[end] = at;
  queue.works[end] = work;
  queue.reserved[end] = NaN;
  queue.end = end + 1;
}

/** The driver opens a connection for the first that waits and has none coming. */
export function reserve(queue: WaitQueue, connection: number): void {
  const { reserved, head, end } = queue;
  for (let index = head; index < end; index++)
    if (Number.isNaN(reserved[index])) {
      reserved[index] = connection;
      queue.coming++;
      return;
    }
}

/**
 * Takes the waiter out that began at about `start`, and gives what it is for. The driver serves in order but for those
 * it opens a connection for, and tells whole milliseconds: the first without a reservation is nearly always the one.
 * `connection` is what it was given, where it was given one.
 */
export function leave(queue: WaitQueue, start: number, connection = NaN): RunningWork | undefined {
  const { works, head } = queue;
  if (head === queue.end) return undefined;
  const found = find(queue, start, connection);
  const work = works[found];
  works[found] = undefined;
  if (!Number.isNaN(queue.reserved[found])) queue.coming--;
  if (found === head) queue.head++;
  else close(queue, found, 1);
  if (queue.head === queue.end) queue.head = queue.end = 0;
  else if (queue.head > longestGap) {
    close(queue, 0, queue.head);
    queue.head = 0;
  }
  return work;
}

function find({ starts, reserved, coming, head, end }: WaitQueue, start: number, connection: number): number {
  const own = coming > 0 && !Number.isNaN(connection) ? reserved.indexOf(connection, head) : -1;
  if (own !== -1 && own < end) return own;
  let best = -1;
  let distance = Infinity;
  for (let index = head; index < end && distance > 1; index++) {
    // Whoever has a connection coming gets that one, or fails.
    if (!Number.isNaN(connection) && !Number.isNaN(reserved[index])) continue;
    const other = Math.abs((starts[index] ?? 0) - start);
    if (other >= distance) continue;
    best = index;
    distance = other;
  }
  return best === -1 ? head : best;
}

/** Moves what is behind `count` places up to them. */
function close(queue: WaitQueue, from: number, count: number): void {
  const { starts, works, reserved, end } = queue;
  starts.copyWithin(from, from + count, end);
  works.copyWithin(from, from + count, end);
  reserved.copyWithin(from, from + count, end);
  queue.end = end - count;
  // What nobody waits for any more must not be kept alive.
  works.fill(undefined, queue.end, end);
}
