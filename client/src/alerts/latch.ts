/** Whether one limit of one alert is exceeded, with the patience that keeps it from flapping. */
export interface Latch {
  readonly on: boolean;
  /** Since when the figure has been where it would turn over. */
  readonly since?: number;
}

export const off: Latch = { on: false };

/**
 * A latch a moment later: it turns on once the figure has been above its limit for `holdMs` without a break, and off
 * once it has been below the lower limit, where it ends, for `clearMs`. In between it stays as it is.
 */
export function turn(
  latch: Latch,
  { above, below }: { readonly above: boolean; readonly below: boolean },
  now: number,
  { holdMs, clearMs }: { readonly holdMs: number; readonly clearMs: number },
): Latch {
  if (!(latch.on ? below : above)) return latch.since === undefined ? latch : { on: latch.on };
  const since = latch.since ?? now;
  if (now - since >= (latch.on ? clearMs : holdMs)) return { on: !latch.on };
  return latch.since === undefined ? { on: latch.on, since } : latch;
}
