import { problem } from '../problems/catalog.ts';
import { closest, didYouMean } from '../problems/did-you-mean.ts';
import type { Fix, Problem } from '../problems/problem.ts';
import { hasErrors } from '../problems/problem.ts';
import { findOption, findRefused, poolOptions } from './catalogue.ts';
import { checkValue } from './check-value.ts';
import { checkCombinations } from './combinations.ts';
import type { PoolOption } from './option.ts';
import type { OptionForm, OptionInput } from './option-input.ts';
import { writeName } from './option-input.ts';

export interface OptionContext {
  /** The options in force that the list does not change: of the pool that ALTER names, or the defaults of CREATE. */
  readonly existing?: Readonly<Record<string, unknown>>;
  readonly form?: OptionForm;
  /** Options beside those of a pool: of a group of pools. */
  readonly more?: readonly PoolOption[];
}

/**
 * Everything that is wrong with a list of pool options, at the offending tokens. The editor calls it with what is
 * written, the run time with what was evaluated: the words are the same.
 */
export function checkOptions(
  inputs: readonly OptionInput[],
  context: OptionContext = {},
): readonly Problem[] {
  const { form = 'assignments', more = [] } = context;
  const problems: Problem[] = [];
  const sound: OptionInput[] = [];
  inputs.forEach((input, index) => {
    const previous = inputs.slice(0, index);
    const found = previous.some(({ name }) => name === input.name)
      ? [problem('QL3005', input.nameSpan, [input.name], removeFix(input, previous))]
      : checkOption(input, form, more);
    problems.push(...found);
    if (!hasErrors(found)) sound.push(input);
  });
  return [...problems, ...checkCombinations(sound, context.existing ?? {}, form)];
}

function checkOption(input: OptionInput, form: OptionForm, more: readonly PoolOption[]): readonly Problem[] {
  const { name, nameSpan } = input;
  const option = more.find((each) => each.name === name) ?? findOption(name);
  if (!option) {
    const refused = findRefused(name);
    if (refused) return [problem('QL3008', nameSpan, [name, refused.reason])];
    const meant = closest(
      name,
      [...more, ...poolOptions].filter(({ secret }) => !secret).map((candidate) => candidate.name),
    );
    return [
      problem('QL3001', nameSpan, [name, didYouMean(meant)], meant ? renameFix(input, meant, form) : []),
    ];
  }
  if (option.secret) return [problem('QL3007', nameSpan, [name])];
  const old = option.deprecated ? [problem('QL3011', nameSpan, [name, option.deprecated])] : [];
  return [...old, ...checkValue(option, input)];
}

function renameFix(input: OptionInput, name: string, form: OptionForm): readonly Fix[] {
  return [{ title: `Change to ${name}`, changes: [{ span: input.nameSpan, text: writeName(name, form) }] }];
}

/** Takes out the assignment and the comma before it. */
export function removeFix(input: OptionInput, previous: readonly OptionInput[]): readonly Fix[] {
  const before = previous[previous.length - 1];
  if (!before) return [];
  const span = { start: before.valueSpan.end, end: input.valueSpan.end };
  return [{ title: `Remove the second ${input.name}`, changes: [{ span, text: '' }] }];
}
