import { closest, didYouMean } from '../../../dialect/src/problems/did-you-mean.ts';
import { memberTable } from '../../../dialect/src/options/index.ts';
import type { GroupType, OptionValues } from '../../../dialect/src/options/index.ts';
import { PoolError } from '../pools/pool-error.ts';
import type { RouteRequest } from './group-types.ts';

export interface Routed {
  readonly group: string;
  readonly type: GroupType;
  readonly options: OptionValues;
  /** The names of the members, in order. */
  readonly members: readonly string[];
  /** The regions from the best on, where the group has regions and looks for the nearest. */
  readonly ranked: () => readonly string[];
}

const words: Readonly<Record<string, string>> = { TENANT: 'tenant', PRIORITY: 'priority' };

/**
 * The members that a statement may run on, the first choice first. Fails with a PoolError where the group is not told which, or told
 * one that it does not have.
 */
export function route(routed: Routed, request: Omit<RouteRequest, 'avoid' | 'signal'>): readonly string[] {
  const { type, members } = routed;
  if (request.member !== undefined) return [known(routed, request.member)];
  switch (type) {
    case 'READ_WRITE':
      return request.writes ? ['write'] : ['read', 'write'];
    case 'REGION':
      return routed.ranked();
    case 'BATCH':
      return members;
    case 'TENANT':
    case 'PRIORITY': {
      const variable = variableOf(routed);
      const said = request.variables[variable];
      if (said !== undefined && said !== null) return [known(routed, String(said))];
      if (type === 'PRIORITY') return ['normal'];
      throw new PoolError('QL5103', [routed.group, words[type] ?? '', variable]);
    }
  }
}

function variableOf({ type, options }: Routed): string {
  const { variable } = options;
  return typeof variable === 'string' ? variable : (words[type] ?? '');
}

/** Fails with a PoolError where the group has no such member. */
export function known({ group, type, members }: Omit<Routed, 'ranked' | 'options'>, name: string): string {
  if (members.includes(name)) return name;
  const near = closest(name, [...members]);
  // The members that a type has are few; tenants may be thousands.
  const others =
    memberTable(type) === undefined
      ? `: it has ${members.join(', ')}`
      : `: ALTER CONNECTION_POOL_GROUP ${group} adds one`;
  throw new PoolError('QL5102', [group, name, near === undefined ? others : didYouMean(near)]);
}
