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
  fileKinds: { needs: 'CreatePool', reads: ['CreatePool', 'DropPool'] },
  *checkFile(file) {
    const created = new Set<string>();
    for (const [index, { statement }] of file.entries()) {
      if (statement.kind === 'DropPool') created.delete(statement.name.text);
      if (statement.kind !== 'CreatePool') continue;
      const { name, orReplace, ifNotExists } = statement;
      if (created.has(name.text) && !orReplace && !ifNotExists)
        yield { statement: index, span: name.span, args: [name.text] };
      created.add(name.text);
    }
  },
};
