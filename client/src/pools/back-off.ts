/** The first pause, the longest, and how often is tried. */
const firstMs = 400;
const longestMs = 5000;
export const attempts = 5;

/**
 * How long to wait behind an attempt that failed, in milliseconds; the first is 1. Twice as long each time, of which up to a half is left
 * out by chance (0 to 1), so that clients that failed together do not come back together.
 */
export function pauseMs(attempt: number, chance = Math.random()): number {
  return Math.min(longestMs, firstMs * 2 ** (attempt - 1)) * (1 - chance / 2);
}
