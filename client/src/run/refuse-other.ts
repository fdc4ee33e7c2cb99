import type { PoolGroups } from '../groups/pool-groups.ts';
import type { PoolManager } from '../pools/manager.ts';
import { PoolError } from '../pools/pool-error.ts';

/** What is no pool though there is something of its name: a group, or a member that is not open. */
export function refuseOther(
  name: string,
  { groups, manager }: { readonly groups: PoolGroups; readonly manager: PoolManager },
): void {
  const named = groups.named(name);
  if (!named || manager.has(name)) return;
  if (named.member !== undefined) named.group.checkMember(named.member);
  const why = named.member === undefined ? 'it is a group, so write CONNECTION_POOL_GROUP' : 'it is not open';
  throw new PoolError('QL5006', [name, `: ${why}`]);
}
