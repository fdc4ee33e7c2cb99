import type { RunningWork } from '../work.ts';

/** Who waits, oldest first, in columns: an object for each would cost every operation more than the rest. */
export interface WaitQueue {
  /** When each waiting checkout began, in milliseconds of a monotonic clock. */
  readonly starts: number[];
  /** What each of them is for. */
  readonly works: (RunningWork | undefined)[];
  /** The number of the connection that the driver opens for each; NaN where for none. */
  readonly reserved: number[];
  /** How many have a connection coming. */
  coming: number;
  /** Where the queue begins: what lies before was served and is dropped now and then. */
  head: number;
}

export function createWaitQueue(): WaitQueue {
  return { starts: [], works: [], reserved: [], coming: 0, head: 0 };
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
  queue.reserved.push(NaN);
}

/** The driver opens a connection for the first that waits and has none coming. */
export function reserve(queue: WaitQueue, connection: number): void {
  const { reserved, head } = queue;
  for (let index = head; index < reserved.length; index++)
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
  const { starts, works, head } = queue;
  if (head >= starts.length) return undefined;
  const found = find(queue, start, connection);
  const work = works[found];
  if (!Number.isNaN(queue.reserved[found])) queue.coming--;
  if (found === head) {
    works[head] = undefined;
    queue.head++;
  } else drop(queue, found, 1);
  if (queue.head === starts.length || queue.head > 1024) {
    drop(queue, 0, queue.head);
    queue.head = 0;
  }
  return work;
}

function find({ starts, reserved, coming, head }: WaitQueue, start: number, connection: number): number {
  const own = coming > 0 && !Number.isNaN(connection) ? reserved.indexOf(connection, head) : -1;
  if (own !== -1) return own;
  let best = -1;
  let distance = Infinity;
  for (let index = head; index < starts.length && distance > 1; index++) {
    // Who has a connection coming gets that one, or fails.
    if (!Number.isNaN(connection) && !Number.isNaN(reserved[index])) continue;
    const other = Math.abs((starts[index] ?? 0) - start);
    if (other >= distance) continue;
    best = index;
    distance = other;
  }
  return best === -1 ? head : best;
}

function drop({ starts, works, reserved }: WaitQueue, from: number, count: number): void {
  starts.splice(from, count);
  works.splice(from, count);
  reserved.splice(from, count);
}
