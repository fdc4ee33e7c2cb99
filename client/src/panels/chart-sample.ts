import type { PoolSample, PoolSnapshot } from '../pools/pool-types.ts';

/** What the charts need of one pool at one moment. Operations and errors count from the pool's creation. */
export interface ChartSample {
  /** Epoch milliseconds. */
  readonly at: number;
  /** How much time it stands for; without it, the moment alone. */
  readonly stepMs?: number;
  readonly active: number;
  readonly idle: number;
  readonly pending: number;
  readonly maxSize: number;
  readonly waiting: number;
  /** Milliseconds. */
  readonly checkoutP50: number;
  readonly checkoutP95: number;
  readonly checkoutP99: number;
  readonly operations: number;
  readonly errors: number;
}

export function chartSample(sample: Omit<PoolSample, 'at'> | PoolSnapshot, at: number): ChartSample {
  const { maxSize, active, idle, pending, waiting, operations, errors, checkout } = sample;
  return {
    at,
    ...('stepMs' in sample && { stepMs: sample.stepMs }),
    active,
    idle,
    pending,
    maxSize,
    waiting,
    checkoutP50: checkout.p50,
    checkoutP95: checkout.p95,
    checkoutP99: checkout.p99,
    operations,
    errors,
  };
}
