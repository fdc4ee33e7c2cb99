/**
 * Durations counted by how long they took, in slots that widen with the duration: sixteen to each doubling, so that a
 * slot's middle is off by at most 3 %. Unlike a histogram of a kept library, a few seconds of one are a few bytes:
 * history holds thousands of them. Any two add up.
 */
export type LogCounts = Uint32Array;

/** The slots that are not empty, as slot and count in turn: what is kept of a stretch of time. */
export type SparseCounts = Uint32Array;

const perDoubling = 16;
/** Sixteen microseconds are told one by one, and 28 doublings above them: 71 minutes. */
const slots = perDoubling * 29;
const longestMicros = 2 ** 32 - 1;

export function createLogCounts(): LogCounts {
  return new Uint32Array(slots);
}

/** Counts a duration, in whole microseconds, that so many took. */
export function countDuration(counts: LogCounts, micros: number, times = 1): void {
  const slot = slotOf(micros);
  counts[slot] = (counts[slot] ?? 0) + times;
}

function slotOf(micros: number): number {
  const value = Math.min(micros, longestMicros);
  if (value < perDoubling) return value;
  const doubling = 31 - Math.clz32(value);
  return (doubling - 3) * perDoubling + ((value >>> (doubling - 4)) & 15);
}

/** Where a slot begins, in microseconds; it ends where the next begins. */
export function slotStart(slot: number): number {
  if (slot < perDoubling) return slot;
  const doubling = Math.floor(slot / perDoubling) + 3;
  return (perDoubling + (slot % perDoubling)) * 2 ** (doubling - 4);
}

/** What was counted since `before`, which becomes what `now` is. Counters may have run over. */
export function countedSince(before: LogCounts, now: LogCounts): SparseCounts {
  const found: number[] = [];
  for (let slot = 0; slot < slots; slot++) {
    const risen = ((now[slot] ?? 0) - (before[slot] ?? 0)) >>> 0;
    if (risen > 0) found.push(slot, risen);
  }
  before.set(now);
  return Uint32Array.from(found);
}

/** Adds up what was counted in several stretches of time. */
export function addSparse(all: readonly SparseCounts[]): SparseCounts {
  const [first, second] = all;
  if (!second) return first ?? new Uint32Array(0);
  const sum = new Map<number, number>();
  for (const counts of all)
    for (let index = 0; index < counts.length; index += 2) {
      const slot = counts[index] ?? 0;
      sum.set(slot, (sum.get(slot) ?? 0) + (counts[index + 1] ?? 0));
    }
  return Uint32Array.from([...sum].sort(([one], [other]) => one - other).flat());
}

/**
 * Counts as a text of one byte for most numbers: a typed array of the same takes five times the memory. Slots are
 * written as their distance, numbers in groups of seven bits, the lowest first.
 */
export function packCounts(counts: SparseCounts): string {
  const bytes: number[] = [];
  let before = 0;
  for (let index = 0; index < counts.length; index += 2) {
    const slot = counts[index] ?? 0;
    addSevens(bytes, slot - before);
    addSevens(bytes, counts[index + 1] ?? 0);
    before = slot;
  }
  return String.fromCharCode(...bytes);
}

function addSevens(bytes: number[], number: number): void {
  for (; number > 127; number = Math.floor(number / 128)) bytes.push((number % 128) + 128);
  bytes.push(number);
}

export function unpackCounts(text: string): SparseCounts {
  const numbers: number[] = [];
  let [number, scale, slot] = [0, 1, 0];
  for (let index = 0; index < text.length; index++) {
    const byte = text.charCodeAt(index);
    number += (byte % 128) * scale;
    scale *= 128;
    if (byte > 127) continue;
    if (numbers.length % 2 === 0) slot = number += slot;
    numbers.push(number);
    [number, scale] = [0, 1];
  }
  return Uint32Array.from(numbers);
}

/** How many were counted. */
export function totalOf(counts: SparseCounts): number {
  let total = 0;
  for (let index = 1; index < counts.length; index += 2) total += counts[index] ?? 0;
  return total;
}

/** What all that were counted took together, in milliseconds, within 3 %. */
export function sumOf(counts: SparseCounts): number {
  let micros = 0;
  for (let index = 0; index < counts.length; index += 2) {
    const slot = counts[index] ?? 0;
    micros += ((slotStart(slot) + slotStart(slot + 1)) / 2) * (counts[index + 1] ?? 0);
  }
  return micros / 1000;
}

/** Milliseconds that `percent` of 100 durations do not exceed, within 3 %; undefined where none was counted. */
export function percentileOf(counts: SparseCounts, percent: number): number | undefined {
  const wanted = Math.max(1, Math.ceil((totalOf(counts) * percent) / 100));
  let seen = 0;
  for (let index = 0; index < counts.length; index += 2) {
    seen += counts[index + 1] ?? 0;
    if (seen < wanted) continue;
    const slot = counts[index] ?? 0;
    return (slotStart(slot) + slotStart(slot + 1)) / 2000;
  }
  return undefined;
}
