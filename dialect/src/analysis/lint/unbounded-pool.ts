import { optionNamed, optionsOf } from './pools.ts';
import type { LintRule } from './lint-rule.ts';

export const unboundedPool: LintRule = {
  code: 'QL6025',
  name: 'unbounded-pool',
  severity: 'information',
  message:
    'maxPoolSize 0 means no limit: under load the pool opens connections until the server refuses them.',
  cause: 'The driver takes 0 for no limit.',
  cure: 'Set the most connections that the server can spare for this client.',
  bad: 'CREATE CONNECTION_POOL p WITH (maxPoolSize = 0)',
  good: 'CREATE CONNECTION_POOL p WITH (maxPoolSize = 100)',
  *check(input) {
    const size = optionNamed(optionsOf(input), 'maxPoolSize');
    if (size?.value === 0) yield { span: size.valueSpan };
  },
};
