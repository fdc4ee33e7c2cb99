import type { BoundWindow } from '../analysis/bound.ts';
import type { MongoExpression } from '../functions/function-row.ts';
import type { LoweredArgument } from '../functions/lowering.ts';
import type { Document } from './command.ts';
import type { Frame } from './window-frame.ts';

const summed: readonly string[] = ['SUM', 'AVG', 'STDDEV_POP', 'STDDEV_SAMP', 'VAR_POP', 'VAR_SAMP'];

/**
 * Whether what is summed may lose digits for good when rows leave the frame: MongoDB takes them off its sum again, so that 1 is nothing once
 * 1e20 was beside it. Fields of which no type is known may hold doubles.
 */
export const drifts = (window: BoundWindow, [value]: readonly LoweredArgument[]): boolean =>
  summed.includes(window.row.name) && (value?.type.name === 'double' || value?.type.name === 'unknown');

/** Beyond this many rows a frame is not summed anew for each row, which would take as many steps. */
const widest = 5_000;

/** Whether rows leave the frame on the way through the partition. */
export function isMoving({ window }: Frame): boolean {
  const [from, to] = (window['documents'] ?? window['range']) as readonly unknown[];
  const wide = 'documents' in window && typeof from === 'number' && Math.abs(Number(to) || 0) - from > widest;
  return from !== 'unbounded' && !wide;
}

/** A frame that ends with its partition, read from there: rows only ever enter it. Undefined where it is no such frame. */
export function fromTheEnd(frame: Frame, key: string): Frame | undefined {
  const { window, sortBy = {}, set = {} } = frame;
  const unit = 'documents' in window ? 'documents' : 'range';
  const [from, to] = window[unit] as readonly unknown[];
  const [path] = Object.keys(sortBy);
  if (from === 'unbounded' || to !== 'unbounded' || path === undefined || 'unit' in window) return undefined;
  const ends = { [unit]: ['unbounded', typeof from === 'number' ? 0 - from : from] };
  if (unit === 'documents') return { ...frame, window: ends, sortBy: { [path]: -1 } };
  // Ranges want ascending numbers.
  const { [path]: value = `$${path}`, ...others } = set as Record<string, MongoExpression>;
  const turned: Document = { ...others, [key]: { $multiply: [value, -1] } };
  return { ...frame, window: ends, sortBy: { [key]: 1 }, set: turned };
}
