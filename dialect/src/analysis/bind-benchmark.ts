import { checkBenchmarkOptions, describeType, findBenchmarkOption } from '../options/index.ts';
import { problem } from '../problems/catalog.ts';
import type { Problem } from '../problems/problem.ts';
import type { Benchmark } from '../syntax/ast/session.ts';
import type { Binder } from './binder.ts';
import type { Environment } from './environment.ts';
import { optionInputs } from './pool-options.ts';

/** What BENCHMARK says beside its statement: the pools that it names, and its options. */
export function bindBenchmark({ options, pools }: Benchmark, binder: Binder): void {
  binder.problems.push(...checkBenchmarkOptions(optionInputs(options)));
  pools.forEach(({ span, text }, index) => {
    if (text === '') return;
    binder.references.push({ span, kind: 'pool', name: text });
    if (pools.slice(0, index).some((other) => other.text === text)) binder.report('QL3052', span, [text]);
  });
}

/** What is wrong with options whose values only a run knows. */
export function benchmarkProblems({ options }: Benchmark, environment: Environment): readonly Problem[] {
  const inputs = optionInputs(options, environment);
  const unknown = inputs.flatMap(({ name, value, valueSpan }) => {
    const option = findBenchmarkOption(name);
    const isKnown = value !== undefined || option === undefined;
    return isKnown ? [] : [problem('QL3051', valueSpan, [name, describeType(option.type)])];
  });
  return [...unknown, ...checkBenchmarkOptions(inputs)];
}
