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
  fileKinds: { needs: 'DropPool', reads: ['CreatePool', 'DropPool', 'UsePool', 'AlterPool', 'ControlPool'] },
  *checkFile(file) {
    const dropped = new Set<string>();
    for (const [index, { statement }] of file.entries()) {
      if (statement.kind === 'CreatePool') dropped.delete(statement.name.text);
      else if (statement.kind === 'DropPool') dropped.add(statement.name.text);
      else if (
        statement.kind === 'UsePool' ||
        statement.kind === 'AlterPool' ||
        statement.kind === 'ControlPool'
      ) {
        const { text, span } = statement.name;
        if (dropped.has(text)) yield { statement: index, span, args: [text] };
      }
    }
  },
};
