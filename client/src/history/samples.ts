import type { HostSample, HostSnapshot, Percentiles, PoolSample } from '../pools/pool-types.ts';
import type { Keep } from './resolution.ts';
import type { Step } from './series.ts';

type NumberOf<Sample> = {
  [Name in keyof Required<Sample>]: Required<Sample>[Name] extends number ? Name : never;
}[keyof Sample];

type Time = `${'checkout' | 'response'} ${keyof Percentiles}`;

/** The numbers of a sample under their own names, and its percentiles. */
export type PoolField = Exclude<NumberOf<PoolSample>, 'stepMs'> | Time;
export type HostField = Exclude<NumberOf<HostSample>, 'stepMs'> | Time;

const sizes = {
  size: 'busiest',
  idle: 'busiest',
  active: 'busiest',
  pending: 'busiest',
  waiting: 'most',
  created: 'newest',
  destroyed: 'newest',
  operations: 'newest',
  errors: 'newest',
} as const;

const times = {
  'checkout average': 'newest',
  'checkout p50': 'most',
  'checkout p95': 'most',
  'checkout p99': 'most',
  'checkout max': 'most',
  'response average': 'newest',
  'response p50': 'most',
  'response p95': 'most',
  'response p99': 'most',
  'response max': 'most',
} as const;

/** What history keeps of a pool, and what a step keeps of several moments. */
export const poolFields: Readonly<Record<PoolField, Keep>> = {
  ...sizes,
  maxSize: 'busiest',
  utilization: 'most',
  oldestWaitMs: 'most',
  checkouts: 'newest',
  checkoutFailures: 'newest',
  statementErrors: 'newest',
  operationsPerSecond: 'newest',
  errorRate: 'newest',
  healthScore: 'least',
  ...times,
};

export const hostFields: Readonly<Record<HostField, Keep>> = { ...sizes, roundTripMs: 'newest', ...times };

/** The percentiles of a snapshot as fields. */
export function timesOf({
  checkout,
  response,
}: Pick<HostSnapshot, 'checkout' | 'response'>): Record<Time, number> {
  return {
    'checkout average': checkout.average,
    'checkout p50': checkout.p50,
    'checkout p95': checkout.p95,
    'checkout p99': checkout.p99,
    'checkout max': checkout.max,
    'response average': response.average,
    'response p50': response.p50,
    'response p95': response.p95,
    'response p99': response.p99,
    'response max': response.max,
  };
}

const poolPlaces = placesOf(poolFields);
const hostPlaces = placesOf(hostFields);

export function poolSample({ at, stepMs, values }: Step): PoolSample {
  const value = (field: PoolField) => values[poolPlaces[field]] ?? 0;
  return {
    at: new Date(at),
    stepMs,
    maxSize: value('maxSize'),
    utilization: value('utilization'),
    size: value('size'),
    idle: value('idle'),
    active: value('active'),
    pending: value('pending'),
    waiting: value('waiting'),
    oldestWaitMs: value('oldestWaitMs'),
    created: value('created'),
    destroyed: value('destroyed'),
    checkouts: value('checkouts'),
    checkoutFailures: value('checkoutFailures'),
    operations: value('operations'),
    errors: value('errors'),
    statementErrors: value('statementErrors'),
    operationsPerSecond: value('operationsPerSecond'),
    errorRate: value('errorRate'),
    checkout: percentilesAt(values, poolPlaces['checkout average']),
    response: percentilesAt(values, poolPlaces['response average']),
    healthScore: value('healthScore'),
  };
}

export function hostSample(address: string, { at, stepMs, values }: Step): HostSample {
  const value = (field: HostField) => values[hostPlaces[field]] ?? 0;
  const roundTripMs = value('roundTripMs');
  return {
    at: new Date(at),
    stepMs,
    address,
    ...(roundTripMs < 0 ? {} : { roundTripMs }),
    size: value('size'),
    idle: value('idle'),
    active: value('active'),
    pending: value('pending'),
    waiting: value('waiting'),
    created: value('created'),
    destroyed: value('destroyed'),
    operations: value('operations'),
    errors: value('errors'),
    checkout: percentilesAt(values, hostPlaces['checkout average']),
    response: percentilesAt(values, hostPlaces['response average']),
  };
}

/** Five percentiles follow each other in the order of `times`. */
function percentilesAt(values: readonly number[], first: number): Percentiles {
  const [average = 0, p50 = 0, p95 = 0, p99 = 0, max = 0] = values.slice(first, first + 5);
  return { average, p50, p95, p99, max };
}

function placesOf<Field extends string>(
  fields: Readonly<Record<Field, Keep>>,
): Readonly<Record<Field, number>> {
  const places = Object.keys(fields).map((field, index) => [field, index] as const);
  return Object.fromEntries(places) as Record<Field, number>;
}
