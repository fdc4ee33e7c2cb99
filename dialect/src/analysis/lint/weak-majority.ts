import { fieldOf, optionNamed, optionsOf } from './pools.ts';
import type { LintRule } from './lint-rule.ts';

export const majorityReadWeakWrite: LintRule = {
  code: 'QL6028',
  name: 'majority-read-weak-write',
  severity: 'information',
  message:
    'Reads wait for a majority, writes for {0} server only: a read may miss what this pool has just written.',
  cause: 'readConcern and writeConcern promise different things.',
  cure: "Set writeConcern to 'majority' too.",
  bad: "CREATE CONNECTION_POOL p WITH (readConcern = 'majority', writeConcern = JSON_BUILD_OBJECT('w', 1))",
  good: "CREATE CONNECTION_POOL p WITH (readConcern = 'majority', writeConcern = JSON_BUILD_OBJECT('w', 'majority'))",
  *check(input) {
    const options = optionsOf(input);
    const [read, write] = [optionNamed(options, 'readConcern'), optionNamed(options, 'writeConcern')];
    const [level, w] = [fieldOf(read, 'level'), fieldOf(write, 'w')];
    if (write && (level === 'majority' || level === 'linearizable') && w === 1)
      yield { span: write.valueSpan, args: [w] };
  },
};
