import { optionNamed, optionsOf } from './pools.ts';
import type { LintRule } from './lint-rule.ts';

export const poolKeptFull: LintRule = {
  code: 'QL6026',
  name: 'pool-kept-full',
  severity: 'hint',
  message: 'minPoolSize {0} keeps nearly all of {1} connections open, also when nobody works.',
  cause: 'The pool can hardly shrink: each idle connection costs the server about a megabyte.',
  cure: 'Lower minPoolSize to what is needed at quiet times.',
  bad: 'CREATE CONNECTION_POOL p WITH (maxPoolSize = 50, minPoolSize = 45)',
  good: 'CREATE CONNECTION_POOL p WITH (maxPoolSize = 50, minPoolSize = 5)',
  *check(input) {
    const options = optionsOf(input);
    const [least, most] = [optionNamed(options, 'minPoolSize'), optionNamed(options, 'maxPoolSize')];
    if (typeof least?.value !== 'number' || typeof most?.value !== 'number' || most.value < 5) return;
    if (least.value <= most.value && least.value >= most.value * 0.8)
      yield { span: least.valueSpan, args: [least.value, most.value] };
  },
};
