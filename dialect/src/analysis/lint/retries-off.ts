import { optionNamed, optionsOf } from './pools.ts';
import type { LintRule } from './lint-rule.ts';

export const retriesOff: LintRule = {
  code: 'QL6029',
  name: 'retries-off',
  severity: 'hint',
  message: '{0} = false: each failover of the server becomes an error of yours.',
  cause: 'The driver would try once more by itself, and does so safely.',
  cure: 'Leave the option out.',
  bad: 'CREATE CONNECTION_POOL p WITH (retryWrites = false)',
  good: 'CREATE CONNECTION_POOL p WITH (retryWrites = true)',
  *check(input) {
    for (const name of ['retryWrites', 'retryReads']) {
      const option = optionNamed(optionsOf(input), name);
      if (option?.value === false) yield { span: option.valueSpan, args: [name] };
    }
  },
};
