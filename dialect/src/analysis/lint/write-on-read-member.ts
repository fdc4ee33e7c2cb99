import { memberDefaults } from '../../options/member-defaults.ts';
import type { PoolGroupInfo } from '../../catalog/catalog.ts';
import type { GroupPreferences } from './file-step.ts';
import type { LintRule } from './lint-rule.ts';

export const writeOnReadMember: LintRule = {
  code: 'QL6037',
  name: 'write-on-read-member',
  severity: 'information',
  message:
    'Member {0} of the group {1} is made for reading from secondaries: this write goes to the primary past the writer. USE CONNECTION_POOL {1} sends each statement where it belongs.',
  cause: 'A statement that writes follows USE of the one member of a group that reads from secondaries.',
  cure: 'USE the group, or its writer.',
  bad: 'CREATE CONNECTION_POOL_GROUP g TYPE READ_WRITE; USE CONNECTION_POOL g.read; DELETE FROM orders WHERE total = 0',
  good: 'CREATE CONNECTION_POOL_GROUP g TYPE READ_WRITE; USE CONNECTION_POOL g; DELETE FROM orders WHERE total = 0',
  *checkFile(steps, catalog) {
    const groups = new Map<string, GroupPreferences>(
      catalog.groups?.map((info) => [info.name, knownGroup(info)]),
    );
    let current = '';
    for (const [index, step] of steps.entries()) {
      if (step.kind === 'CreatePoolGroup') groups.set(step.name, step.preferences);
      else if (step.kind === 'DropPoolGroup') groups.delete(step.name);
      else if (step.kind === 'UsePool') current = step.name;
      if (step.kind !== 'Write') continue;
      const [, name = '', member = ''] = /^(.*)\.([^.]*)$/s.exec(current) ?? [];
      const group = groups.get(name);
      // A group of batches writes, wherever it reads.
      if (!group || group.type === 'BATCH') continue;
      const preference = group.preference(member) ?? memberDefaults(group.type, member)['readPreference'];
      if (String(preference).startsWith('secondary'))
        yield { step: index, span: step.span, args: [member, name] };
    }
  },
};

function knownGroup({ type, options }: PoolGroupInfo): GroupPreferences {
  const inner = (holder: unknown, name: string): unknown =>
    typeof holder === 'object' && holder !== null ? (holder as Record<string, unknown>)[name] : undefined;
  const own = (member: string) =>
    inner(options[member] ?? inner(options['regions'] ?? options['tenants'], member), 'readPreference');
  return { type, preference: (member) => modeOf(own(member) ?? options['readPreference']) };
}

const modeOf = (preference: unknown): unknown =>
  typeof preference === 'object' && preference !== null && 'mode' in preference
    ? preference.mode
    : preference;
