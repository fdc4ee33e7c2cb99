import type { LintRule } from './lint-rule.ts';

export const poolCreatedTwice: LintRule = {
  code: 'QL6033',
  name: 'pool-created-twice',
  severity: 'warning',
  message: 'The pool {0} is created above already: write CREATE OR REPLACE, or ALTER CONNECTION_POOL.',
  cause: 'The file creates a pool twice, and the second time fails.',
  cure: 'Write CREATE OR REPLACE or IF NOT EXISTS, or change the pool with ALTER.',
  bad: 'CREATE CONNECTION_POOL p; CREATE CONNECTION_POOL p',
  good: 'CREATE CONNECTION_POOL p; CREATE OR REPLACE CONNECTION_POOL p',
  *checkFile(steps) {
    const created = new Set<string>();
    for (const [index, step] of steps.entries()) {
      if (step.kind === 'DropPool') created.delete(step.name);
      if (step.kind !== 'CreatePool') continue;
      const { name, span, mayExist } = step;
      if (created.has(name) && !mayExist) yield { step: index, span, args: [name] };
      created.add(name);
    }
  },
};
