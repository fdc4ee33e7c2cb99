import { optionNamed, optionsOf } from './pools.ts';
import type { LintRule } from './lint-rule.ts';

export const waitWithoutEnd: LintRule = {
  code: 'QL6027',
  name: 'wait-without-end',
  severity: 'information',
  message: 'waitQueueTimeoutMS 0 waits for a connection without end: a full pool then looks like a hang.',
  cause: 'The driver takes 0 for no limit.',
  cure: 'Set the longest wait that makes sense to whoever waits.',
  bad: 'CREATE CONNECTION_POOL p WITH (waitQueueTimeoutMS = 0)',
  good: 'CREATE CONNECTION_POOL p WITH (waitQueueTimeoutMS = 5000)',
  *check(input) {
    const wait = optionNamed(optionsOf(input), 'waitQueueTimeoutMS');
    if (wait?.value === 0) yield { span: wait.valueSpan };
  },
};
