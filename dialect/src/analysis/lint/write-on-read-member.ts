import { memberDefaults } from '../../options/member-defaults.ts';
import type { PoolGroupInfo } from '../../catalog/catalog.ts';
import type { Statement } from '../../syntax/ast/index.ts';
import { optionInputs } from '../pool-options.ts';
import { fieldOf, optionNamed } from './pools.ts';
import { targetOf } from './write-target.ts';
import type { LintRule } from './lint-rule.ts';

/** What a group tells of its members: the readPreference that is written for one, or for all. */
interface Group {
  readonly type: PoolGroupInfo['type'];
  readonly preference: (member: string) => unknown;
}

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
  fileKinds: {
    needs: 'UsePool',
    reads: ['CreatePoolGroup', 'DropPoolGroup', 'UsePool', 'Insert', 'Update', 'Delete', 'Merge'],
  },
  *checkFile(file) {
    const groups = new Map<string, Group>(
      file[0]?.catalog.groups?.map((info) => [info.name, knownGroup(info)]),
    );
    let current: string | undefined;
    for (const [index, { statement }] of file.entries()) {
      if (statement.kind === 'CreatePoolGroup') groups.set(statement.name.text, writtenGroup(statement));
      else if (statement.kind === 'DropPoolGroup') groups.delete(statement.name.text);
      else if (statement.kind === 'UsePool') current = statement.name.text;
      const target = targetOf(statement);
      const [, name = '', member = ''] = /^(.*)\.([^.]*)$/s.exec(current ?? '') ?? [];
      const group = groups.get(name);
      // A group of batches writes, wherever it reads.
      if (!target || !group || group.type === 'BATCH') continue;
      const preference = group.preference(member) ?? memberDefaults(group.type, member)['readPreference'];
      if (String(preference).startsWith('secondary'))
        yield { statement: index, span: target.span, args: [member, name] };
    }
  },
};

function knownGroup({ type, options }: PoolGroupInfo): Group {
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

function writtenGroup({ type, options }: Statement & { readonly kind: 'CreatePoolGroup' }): Group {
  const written = optionInputs(options);
  const ofAll = optionNamed(written, 'regions') ?? optionNamed(written, 'tenants');
  return {
    type,
    preference: (member) => {
      const own = optionNamed(written, member) ?? optionNamed(ofAll?.fields ?? [], member);
      const preference =
        optionNamed(own?.fields ?? [], 'readPreference') ?? optionNamed(written, 'readPreference');
      return fieldOf(preference, 'mode');
    },
  };
}
