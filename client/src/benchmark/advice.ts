import { formatCount, formatDuration, formatRate, formatShare } from '../messages/format.ts';
import type { SizeEstimate, Sizing } from './sizing.ts';
import type { Tally } from './tally.ts';

/** Beyond this share this process was at work nearly all the time. */
const busy = 0.9;
/** Beyond this share of the time held, a wait is worth a word. */
const waiting = 0.1;

/** What to make of a pool's figures, in sentences: what held it up, and what other sizes would have done, which is an estimate. */
export function adviceOf(tally: Tally, sizing: Sizing | undefined): string {
  return [...troubles(tally), ...(sizing ? sizes(tally, sizing) : unsized(tally))].join(' ');
}

function troubles({ errors, operations, unfinished, busyMs, measuredMs }: Tally): readonly string[] {
  const share = measuredMs === 0 ? 0 : busyMs / measuredMs;
  return [
    ...(errors > 0 ? [`${formatShare(errors / (errors + operations))} of the operations failed.`] : []),
    ...(unfinished > 0 ? [`${formatCount(unfinished)} were due but not done at the end.`] : []),
    ...(share > busy
      ? [`This process was at work ${formatShare(share)} of the time: it may be what held the load up.`]
      : []),
  ];
}

function unsized({ held, limit, inUseMost }: Tally): readonly string[] {
  if (held.count === 0) return ['No operation gave a connection back: nothing can be said of sizes.'];
  return limit === Infinity ? [`At most ${inUseMost} connections were in use, without a limit.`] : [];
}

function sizes({ limit, inUseMost }: Tally, sizing: Sizing): readonly string[] {
  const { checkouts, heldMs, waitMs, inUse, measured, enough } = sizing;
  const law = `${formatRate(checkouts)} × ${ms(heldMs)} held are ${tenths(inUse)} connections in use at once (Little’s law), ${inUseMost} at most, of ${limit}.`;
  const check = `For the size as it is the model says ${estimate(measured)}; measured were ${formatRate(checkouts)} and ${ms(waitMs)}.`;
  if (waitMs > heldMs * waiting) {
    if (enough.size <= limit)
      return [
        `Checkouts wait ${ms(waitMs)}, and more connections would do little: the server answers the later the more it is asked at once.`,
        law,
        check,
      ];
    return [
      `The pool is too small for this load: ${law}`,
      `An estimate for ${enough.size} connections: ${estimate(enough)}${assumption(sizing)}.`,
      check,
    ];
  }
  if (sizing.points > 1 && enough.size < limit / 2 && enough.size < inUseMost)
    return [
      `Fewer would do as much: ${law}`,
      `An estimate for ${enough.size} connections: ${estimate(enough)}${assumption(sizing)}; what waits now waits at the server.`,
    ];
  const fewer = Math.max(enough.size, inUseMost);
  if (fewer < limit / 2) return [`Fewer would do: ${law}`, `${fewer} connections are enough for this load.`];
  return [`The size fits this load: ${law}`];
}

/** What the estimate rests on. */
const assumption = ({ points }: Sizing): string =>
  points > 1
    ? ', from how long connections were held in all pools of this benchmark'
    : ' at the best, if the server answers as fast with more at once';

const tenths = (count: number): string => String(Math.round(count * 10) / 10);
const ms = (value: number): string => (value < 10 ? `${tenths(value)} ms` : formatDuration(value));

function estimate({ throughput, waitMs }: SizeEstimate): string {
  return waitMs === Infinity
    ? `at most ${formatRate(throughput)} with waits that grow without end`
    : `${formatRate(throughput)} with waits of ${ms(waitMs)}`;
}
