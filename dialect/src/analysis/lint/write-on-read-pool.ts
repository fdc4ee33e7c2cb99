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
  *checkFile(steps, catalog) {
    const preferences = new Map<string, unknown>(
      catalog.pools.map(({ name, options }) => [name, options['readPreference']]),
    );
    let current: string | undefined;
    for (const [index, step] of steps.entries()) {
      if ((step.kind === 'CreatePool' || step.kind === 'AlterPool') && step.preference)
        preferences.set(step.name, step.preference.mode);
      if (step.kind === 'UsePool') current = step.name;
      if (step.kind !== 'Write' || current === undefined) continue;
      if (String(preferences.get(current)).startsWith('secondary'))
        yield { step: index, span: step.span, args: [current] };
    }
  },
};
