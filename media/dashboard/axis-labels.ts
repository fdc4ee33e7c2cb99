import type uPlot from 'uplot';
import { formatClock } from '../../client/src/messages/format.ts';
import { formatQuantity, type Quantity } from './chart-model.ts';

/** The time of day below the plot, with seconds only where the ticks are closer than a minute. */
export const timeLabels = {
  space: 72,
  incrs: [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 14_400, 21_600],
  values: (_plot: uPlot, splits: number[], _axis: number, _space: number, step: number): string[] =>
    splits.map((split) => formatClock(split * 1000, step < 60)),
} satisfies uPlot.Axis;

const whole = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6];
const fine = [0.1, 0.2, 0.5];
// Lengths of time are read in seconds and minutes once they are long.
const durations = [...fine, ...whole.slice(0, 9), 1e3, 2e3, 5e3, 1e4, 1.5e4, 3e4, 6e4, 1.2e5, 3e5, 6e5];

const increments: Readonly<Record<Quantity, number[]>> = {
  connections: whole,
  duration: durations,
  rate: [...fine, ...whole],
};

/** Round figures of a quantity beside the plot; nothing is split finer than it can be counted. */
export function valueLabels(quantity: Quantity): Pick<uPlot.Axis, 'incrs' | 'values'> {
  return {
    incrs: increments[quantity],
    values: (_plot, splits) => splits.map((split) => formatQuantity(quantity, split)),
  };
}
