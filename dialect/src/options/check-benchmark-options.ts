import { problem } from '../problems/catalog.ts';
import { closest, didYouMean } from '../problems/did-you-mean.ts';
import type { Problem } from '../problems/problem.ts';
import { benchmarkOptions, findBenchmarkOption, type BenchmarkOptionName } from './benchmark-options.ts';
import { removeFix } from './check-options.ts';
import { checkValue } from './check-value.ts';
import { durationMs } from './meant-value.ts';
import type { OptionInput } from './option-input.ts';

/** What BENCHMARK does, with the defaults of what was not said. Times in milliseconds. */
export interface BenchmarkSettings {
  readonly concurrency: number;
  readonly durationMs: number;
  /** Operations that begin in a second; undefined for as many as the workers manage. */
  readonly rate: number | undefined;
  readonly warmupMs: number;
  readonly rounds: number;
  readonly graceMs: number;
  readonly simultaneous: boolean;
}

const names = benchmarkOptions.map(({ name }) => name);

/** Everything that is wrong with what BENCHMARK … WITH says, at the offending tokens. */
export function checkBenchmarkOptions(inputs: readonly OptionInput[]): readonly Problem[] {
  return inputs.flatMap((input, index): readonly Problem[] => {
    const { name, nameSpan } = input;
    const previous = inputs.slice(0, index);
    if (previous.some((other) => other.name === name))
      return [problem('QL3005', nameSpan, [name], removeFix(input, previous))];
    const option = findBenchmarkOption(name);
    if (option) return checkValue(option, input);
    const meant = closest(name, names);
    const fixes = meant ? [{ title: `Change to ${meant}`, changes: [{ span: nameSpan, text: meant }] }] : [];
    const all = `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
    return [problem('QL3050', nameSpan, [name, didYouMean(meant), all], fixes)];
  });
}

/** Options that were checked, as what is to be done. */
export function benchmarkSettings(inputs: readonly OptionInput[]): BenchmarkSettings {
  const value = (name: BenchmarkOptionName): unknown =>
    inputs.find((input) => input.name === name)?.value ?? findBenchmarkOption(name)?.default;
  const number = (name: BenchmarkOptionName) => Number(value(name));
  const time = (name: BenchmarkOptionName) => durationMs(String(value(name))) ?? 0;
  return {
    concurrency: number('concurrency'),
    durationMs: time('duration'),
    rate: value('rate') === undefined ? undefined : number('rate'),
    warmupMs: time('warmup'),
    rounds: number('rounds'),
    graceMs: time('grace'),
    simultaneous: value('simultaneous') === true,
  };
}
