import type { Quantity } from './chart-model.ts';

// Fine enough that little room is lost, coarse enough that the axis stands still while the highest value trembles.
const tops = [1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9, 10];

/** An idle chart does not magnify a trifle: milliseconds, operations per second, connections. */
const least: Readonly<Record<Quantity, number>> = { connections: 4, duration: 2, rate: 2 };

/** Where a value axis ends: a little over the highest value, at a round figure. */
export function valueTop(highest: number | null, quantity: Quantity): number {
  const wanted = Math.max(least[quantity], (highest ?? 0) * 1.04);
  if (!Number.isFinite(wanted)) return least[quantity];
  const power = 10 ** Math.floor(Math.log10(wanted));
  return (tops.find((top) => top * power >= wanted) ?? 10) * power;
}
