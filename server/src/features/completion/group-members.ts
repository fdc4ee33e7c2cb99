import type { Catalog, PoolGroupInfo } from '../../../../dialect/src/index.ts';
import { usePoolFunction } from '../../../../dialect/src/functions/pool-functions.ts';
import { stringValue } from '../../../../dialect/src/text/literals.ts';
import type { Token } from '../../../../dialect/src/text/tokens.ts';
import { writtenName } from '../../../../dialect/src/text/written-name.ts';
import { bracketsAround, itemAt } from '../../text/brackets.ts';
import type { Suggestion } from './suggestion.ts';

/** The group whose member `USE_CONNECTION_POOL('group', …)` takes at the offset. */
export function groupOfCall(
  source: string,
  tokens: readonly Token[],
  offset: number,
  { groups = [] }: Catalog,
): PoolGroupInfo | undefined {
  const bracket = bracketsAround(tokens, offset).at(-1);
  if (!bracket?.before || itemAt(bracket, offset) !== 1) return undefined;
  if (source.slice(bracket.before.start, bracket.before.end).toUpperCase() !== usePoolFunction.name)
    return undefined;
  const [name] = bracket.items[0] ?? [];
  const text = name?.kind === 'string' ? stringValue(source, name) : undefined;
  return groups.find((group) => group.name === text);
}

/** The group behind whose name and dot the word stands: `USE CONNECTION_POOL shop.`. */
export function groupBeforeDot(
  tokens: readonly Token[],
  path: readonly string[],
  { groups = [] }: Catalog,
): PoolGroupInfo | undefined {
  if (path.length !== 1 || tokens[1]?.kind !== 'CONNECTION_POOL') return undefined;
  return groups.find(({ name }) => name === path[0]);
}

/** The members of a group, as names or as strings. */
export function groupMembers(group: PoolGroupInfo, form: 'name' | 'string'): readonly Suggestion[] {
  return group.members.map((member) => ({
    label: form === 'string' ? `'${member}'` : member,
    kind: 'pool',
    detail: `member of ${group.name} · ${group.type}`,
    ...(form === 'name' ? { insert: writtenName(member) } : {}),
    subject: { kind: 'pool', name: `${group.name}.${member}` },
  }));
}
