/** Operations and errors that speak against the pool by the second, for the last five minutes. */
export interface Rate {
  readonly seconds: Float64Array;
  readonly operations: Uint32Array;
  readonly errors: Uint32Array;
}

const span = 300;
/** Operations per second are told over this many seconds. */
const lately = 10;

export function createRate(): Rate {
  return {
    seconds: new Float64Array(span).fill(-1),
    operations: new Uint32Array(span),
    errors: new Uint32Array(span),
  };
}

export function countOperation(rate: Rate, at: number): void {
  const slot = slotAt(rate, at);
  rate.operations[slot] = (rate.operations[slot] ?? 0) + 1;
}

export function countError(rate: Rate, at: number): void {
  const slot = slotAt(rate, at);
  rate.errors[slot] = (rate.errors[slot] ?? 0) + 1;
}

function slotAt(rate: Rate, at: number): number {
  const second = Math.floor(at / 1000);
  const slot = second % span;
  if (rate.seconds[slot] !== second) {
    rate.seconds[slot] = second;
    rate.operations[slot] = 0;
    rate.errors[slot] = 0;
  }
  return slot;
}

/** What the last five minutes held, and operations per second over the last ten seconds or the pool's whole life. */
export function recent(
  rate: Rate,
  now: number,
  since: number,
): { operations: number; errors: number; perSecond: number } {
  const second = Math.floor(now / 1000);
  let operations = 0;
  let errors = 0;
  let last = 0;
  for (let slot = 0; slot < span; slot++) {
    const age = second - (rate.seconds[slot] ?? -1);
    if (rate.seconds[slot] === -1 || age >= span) continue;
    operations += rate.operations[slot] ?? 0;
    errors += rate.errors[slot] ?? 0;
    if (age < lately) last += rate.operations[slot] ?? 0;
  }
  // The window begins at a whole second, so the current second counts as far as it has come.
  const window = Math.min(now - since, now - (second - lately + 1) * 1000) / 1000;
  return { operations, errors, perSecond: window > 0 ? last / Math.max(window, 1) : 0 };
}
