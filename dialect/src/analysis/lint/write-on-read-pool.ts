import { fieldOf, optionNamed, optionsOf } from './pools.ts';
import { targetOf } from './write-target.ts';
import type { LintRule } from './lint-rule.ts';

export const writeOnReadPool: LintRule = {
  code: 'QL6034',
  name: 'write-on-read-pool',
  severity: 'information',
  message:
    'The current pool {0} is made for reading from secondaries: this write goes to the primary, beside the pools made for it.',
  cause: 'A statement that writes follows USE of a pool whose readPreference names secondaries.',
  cure: 'USE a pool for writing first.',
  bad: "CREATE CONNECTION_POOL r WITH (readPreference = 'secondary'); USE CONNECTION_POOL r; DELETE FROM orders WHERE total = 0",
  good: "CREATE CONNECTION_POOL r WITH (readPreference = 'primary'); USE CONNECTION_POOL r; DELETE FROM orders WHERE total = 0",
  fileKinds: {
    needs: 'UsePool',
    reads: ['CreatePool', 'AlterPool', 'UsePool', 'Insert', 'Update', 'Delete', 'Merge'],
  },
  *checkFile(file) {
    const preferences = new Map<string, unknown>(
      file[0]?.catalog.pools.map(({ name, options }) => [name, options['readPreference']]),
    );
    let current: string | undefined;
    for (const [index, input] of file.entries()) {
      const { statement } = input;
      if (statement.kind === 'CreatePool' || statement.kind === 'AlterPool') {
        const option = optionNamed(optionsOf(input), 'readPreference');
        if (option) preferences.set(statement.name.text, fieldOf(option, 'mode'));
      }
      if (statement.kind === 'UsePool') current = statement.name.text;
      const target = targetOf(statement);
      if (target && current !== undefined && String(preferences.get(current)).startsWith('secondary'))
        yield { statement: index, span: target.span, args: [current] };
    }
  },
};
