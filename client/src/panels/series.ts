import type { Column, PoolSeries } from '../messages/dashboard.ts';
import type { ChartSample } from './chart-sample.ts';

/** The instants of a chart's values: each stands for the `stepMs` before it, the last for what has passed of it. */
export interface TimeFrame {
  readonly times: readonly number[];
  readonly stepMs: number;
}

// Enough points that a wide chart is smooth, few enough that a snapshot every half second costs nothing.
const mostPoints = 360;
const steps = [1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000];

/** The instants that fill `rangeMs` up to now. They lie on multiples of the step, so that values stay in their place as time goes on. */
export function timeFrame(now: number, rangeMs: number): TimeFrame {
  const stepMs = steps.find((step) => rangeMs / step <= mostPoints) ?? rangeMs / mostPoints;
  const last = Math.ceil(now / stepMs) * stepMs;
  const count = Math.ceil(rangeMs / stepMs);
  const times = Array.from({ length: count }, (_, index) => last - (count - 1 - index) * stepMs);
  times[count - 1] = Math.min(last, now);
  return { times, stepMs };
}

/**
 * How long a value stands where no other follows. The manager samples every 30 seconds while nobody looks, and a sample
 * may be anywhere in its step: a longer silence means that nothing was measured, and shows as a gap.
 */
const holdMs = ({ stepMs = 0 }: ChartSample): number => 45_000 + stepMs;

/** A pool's samples, rising in time, as one value for each instant of the frame. */
export function poolSeries(pool: string, samples: readonly ChartSample[], frame: TimeFrame): PoolSeries {
  const moments = busiest(samples, frame);
  const column = (value: (moment: Moment) => number): Column =>
    moments.map((moment) => (moment ? value(moment) : null));
  return {
    pool,
    active: column(({ sample }) => sample.active),
    idle: column(({ sample }) => sample.idle),
    pending: column(({ sample }) => sample.pending),
    maxSize: column(({ sample }) => sample.maxSize),
    waiting: column(({ waiting }) => waiting),
    checkoutP50: column(({ sample }) => sample.checkoutP50),
    checkoutP95: column(({ checkoutP95 }) => checkoutP95),
    checkoutP99: column(({ checkoutP99 }) => checkoutP99),
    operations: rates(samples, frame, (sample) => sample.operations),
    errors: rates(samples, frame, (sample) => sample.errors),
  };
}

/** The name of a column of a series. */
export type SeriesColumn = Exclude<keyof PoolSeries, 'pool' | 'others'>;

/** A series from each of its columns. */
export function seriesOf(pool: string, column: (name: SeriesColumn) => Column): PoolSeries {
  return {
    pool,
    active: column('active'),
    idle: column('idle'),
    pending: column('pending'),
    maxSize: column('maxSize'),
    waiting: column('waiting'),
    checkoutP50: column('checkoutP50'),
    checkoutP95: column('checkoutP95'),
    checkoutP99: column('checkoutP99'),
    operations: column('operations'),
    errors: column('errors'),
  };
}

/** What one instant shows of all samples it stands for: connections as they were at the busiest of them, the worst of the rest. */
interface Moment {
  readonly sample: ChartSample;
  readonly waiting: number;
  readonly checkoutP95: number;
  readonly checkoutP99: number;
}

function busiest(samples: readonly ChartSample[], frame: TimeFrame): (Moment | undefined)[] {
  let next = firstAfter(samples, (frame.times[0] ?? 0) - frame.stepMs);
  let held = samples[next - 1];
  return frame.times.map((time) => {
    let worst: Moment | undefined;
    for (let sample = samples[next]; sample && sample.at <= time; sample = samples[++next]) {
      worst = worst ? worse(worst, sample) : momentOf(sample);
      held = sample;
    }
    if (worst) return worst;
    return held && time - held.at <= holdMs(held) ? momentOf(held) : undefined;
  });
}

function momentOf(sample: ChartSample): Moment {
  const { waiting, checkoutP95, checkoutP99 } = sample;
  return { sample, waiting, checkoutP95, checkoutP99 };
}

function worse(moment: Moment, sample: ChartSample): Moment {
  const busier = sample.active + sample.pending >= moment.sample.active + moment.sample.pending;
  return {
    sample: busier ? sample : moment.sample,
    waiting: Math.max(moment.waiting, sample.waiting),
    checkoutP95: Math.max(moment.checkoutP95, sample.checkoutP95),
    checkoutP99: Math.max(moment.checkoutP99, sample.checkoutP99),
  };
}

/** How fast a counter rose, per second: between two samples it is taken to rise evenly. */
function rates(
  samples: readonly ChartSample[],
  frame: TimeFrame,
  counter: (sample: ChartSample) => number,
): Column {
  const countAt = evenly(samples, counter);
  const start = (frame.times[0] ?? 0) - frame.stepMs;
  let before = countAt(start);
  let since = start;
  return frame.times.map((time) => {
    const now = countAt(time);
    const rate =
      now !== undefined && before !== undefined && time > since
        ? (Math.max(0, now - before) / (time - since)) * 1000
        : null;
    before = now;
    since = time;
    return rate;
  });
}

/** A counter's value at rising instants; undefined outside the samples and in a gap. */
function evenly(
  samples: readonly ChartSample[],
  counter: (sample: ChartSample) => number,
): (time: number) => number | undefined {
  let next: number | undefined;
  return (time) => {
    next ??= firstAfter(samples, time);
    while (next < samples.length && (samples[next]?.at ?? 0) <= time) next += 1;
    const left = samples[next - 1];
    const right = samples[next];
    if (!left) return undefined;
    if (left.at === time) return counter(left);
    if (!right || right.at - left.at > holdMs(right)) return undefined;
    const risen = counter(right) - counter(left);
    // A pool that was made anew counts from nought again.
    if (risen < 0) return counter(left);
    return counter(left) + (risen * (time - left.at)) / (right.at - left.at);
  };
}

function firstAfter(samples: readonly ChartSample[], time: number): number {
  let low = 0;
  let high = samples.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((samples[middle]?.at ?? Infinity) > time) high = middle;
    else low = middle + 1;
  }
  return low;
}
