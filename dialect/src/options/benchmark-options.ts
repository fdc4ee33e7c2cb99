import type { PoolOption } from './option.ts';

const group = 'benchmark';

/** What BENCHMARK … WITH takes: rows as those of pool options, so that the same checker and completion read them. */
export const benchmarkOptions = [
  {
    name: 'concurrency',
    group,
    type: { kind: 'integer', min: 1, max: 10_000 },
    default: 10,
    unit: 'operations',
    documentation:
      'How many operations run at once: so many workers run the statement again as soon as it ends. With rate, the most that run at once; those that are due meanwhile stand in line, and their time counts.',
  },
  {
    name: 'duration',
    group,
    type: { kind: 'duration', min: 100, max: 3_600_000 },
    default: '10 s',
    documentation: 'How long each pool is measured.',
  },
  {
    name: 'rate',
    group,
    type: { kind: 'number', min: 0.1, max: 100_000 },
    defaultNote: 'none: as many as the workers manage',
    unit: 'operations a second',
    documentation:
      'How many operations begin in a second on average, at random as those of users who know nothing of one another, whether or not earlier ones have ended. Response times count from when an operation was due, so that a pool which stalls is not measured less often while it does.',
  },
  {
    name: 'warmup',
    group,
    type: { kind: 'duration', min: 0, max: 600_000 },
    default: '1 s',
    documentation: 'How long each pool is under the same load before anything is measured.',
  },
  {
    name: 'rounds',
    group,
    type: { kind: 'integer', min: 1, max: 100 },
    default: 2,
    documentation:
      'Into how many parts duration and warm-up of each pool are dealt. Pools take turns, a, b in the first round and b, a in the next, so that what changes on the server meanwhile meets all of them alike. One pool alone, or pools at the same time, are measured in one part.',
  },
  {
    name: 'grace',
    group,
    type: { kind: 'duration', min: 0, max: 60_000 },
    default: '5 s',
    documentation:
      'How long operations that still run at the end of a part are waited for; then they are stopped on the server.',
  },
  {
    name: 'simultaneous',
    group,
    type: { kind: 'boolean' },
    default: false,
    documentation:
      'Whether all pools are under load at the same time, to see how they disturb one another, instead of one after the other.',
  },
] as const satisfies readonly PoolOption[];

export type BenchmarkOptionName = (typeof benchmarkOptions)[number]['name'];

export function findBenchmarkOption(name: string): PoolOption | undefined {
  return benchmarkOptions.find((option) => option.name === name);
}
