import type { LintRule } from './lint-rule.ts';

export const droppedPool: LintRule = {
  code: 'QL6032',
  name: 'dropped-pool',
  severity: 'warning',
  message: 'The pool {0} is dropped above: create it again first, or use another.',
  cause: 'The file drops the pool and then speaks of it.',
  cure: 'Move the DROP behind the last use.',
  bad: 'DROP CONNECTION_POOL read_pool; USE CONNECTION_POOL read_pool',
  good: 'USE CONNECTION_POOL read_pool; DROP CONNECTION_POOL read_pool',
  *checkFile(steps) {
    const dropped = new Set<string>();
    for (const [index, step] of steps.entries()) {
      if (step.kind === 'CreatePool') dropped.delete(step.name);
      else if (step.kind === 'DropPool') dropped.add(step.name);
      else if (step.kind === 'UsePool' || step.kind === 'AlterPool' || step.kind === 'ControlPool') {
        if (dropped.has(step.name)) yield { step: index, span: step.span, args: [step.name] };
      }
    }
  },
};
