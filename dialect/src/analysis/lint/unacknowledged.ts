import { fieldOf, optionNamed, optionsOf } from './pools.ts';
import type { LintRule } from './lint-rule.ts';

export const unacknowledgedWrites: LintRule = {
  code: 'QL6030',
  name: 'unacknowledged-writes',
  severity: 'warning',
  message: 'w 0 asks for no answer: writes may be lost, and no error tells of it.',
  cause: 'The server does not say whether a write was done.',
  cure: 'Write at least 1; for what must not be lost, majority.',
  bad: "CREATE CONNECTION_POOL p WITH (writeConcern = JSON_BUILD_OBJECT('w', 0))",
  good: "CREATE CONNECTION_POOL p WITH (writeConcern = JSON_BUILD_OBJECT('w', 1))",
  *check(input) {
    const concern = optionNamed(optionsOf(input), 'writeConcern');
    if (concern && fieldOf(concern, 'w') === 0) yield { span: concern.valueSpan };
  },
};
