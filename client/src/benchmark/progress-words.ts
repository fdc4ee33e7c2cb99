import { formatCount, formatDuration } from '../messages/format.ts';
import type { Tally } from './tally.ts';

/** `read_pool, part 1 of 4: 12,310 operations, 1 error, checkout wait 12 ms at the 95th percentile` */
export function progressWords(
  pools: readonly (readonly [name: string, tally: Tally])[],
  part: number,
  parts: number,
): string {
  const turn = parts === 1 ? '' : `, part ${part} of ${parts}`;
  const figures = pools.map(([name, tally]) => `${name}${turn}: ${figuresOf(tally)}`);
  return figures.join('; ');
}

function figuresOf({ operations, errors, wait }: Tally): string {
  if (operations + errors === 0) return 'warming up';
  const failed = errors === 0 ? '' : `, ${formatCount(errors)} ${errors === 1 ? 'error' : 'errors'}`;
  const waited = wait.percentiles;
  const waits = waited ? `, checkout wait ${formatDuration(waited.p95)} at the 95th percentile` : '';
  return `${formatCount(operations)} operations${failed}${waits}`;
}
