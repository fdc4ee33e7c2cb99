import { benchmarkProblems } from '../analysis/bind-benchmark.ts';
import type { Environment } from '../analysis/environment.ts';
import { optionInputs } from '../analysis/pool-options.ts';
import { benchmarkSettings } from '../options/index.ts';
import { problem } from '../problems/catalog.ts';
import { hasErrors } from '../problems/problem.ts';
import type { Problem } from '../problems/problem.ts';
import type { Benchmark } from '../syntax/ast/session.ts';
import type { Command } from './command.ts';

interface Compiled {
  readonly command?: Command | undefined;
  readonly problems: readonly Problem[];
}

/** BENCHMARK, from what it runs. */
export function benchmarkOver(
  statement: Benchmark,
  inner: Compiled,
  environment: Environment | undefined,
): Compiled {
  const { command: target, problems } = inner;
  const own = environment ? benchmarkProblems(statement, environment) : [];
  if (!target || hasErrors(own)) return { problems: [...problems, ...own] };
  if (!reachesServer(target)) return { problems: [problem('QL4050', statement.statement.span)] };
  const settings = benchmarkSettings(optionInputs(statement.options, environment));
  const pools = statement.pools.map(({ text }) => text);
  return {
    command: { kind: 'benchmark', statement: statement.statement, target, settings, pools },
    problems,
  };
}

const reachesServer = (target: Command): boolean =>
  target.kind === 'steps' || (target.kind === 'query' && !target.inProcess);
