import type { BenchmarkSettings } from '../options/index.ts';
import type { Benchmark } from '../syntax/ast/session.ts';

/** BENCHMARK: the statement is kept as it was written, and compiled anew for each pool, whose collections may differ. */
export interface BenchmarkCommand<C> {
  readonly kind: 'benchmark';
  readonly statement: Benchmark['statement'];
  /** What would run on the first of the pools. */
  readonly target: C;
  readonly settings: BenchmarkSettings;
  /** Empty for the one that the session uses. */
  readonly pools: readonly string[];
}
