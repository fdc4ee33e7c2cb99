import type { PoolGroupInfo, PoolInfo } from '../../../dialect/src/index.ts';
import { paragraphs, table } from './markdown.ts';

const routes: Readonly<Record<PoolGroupInfo['type'], string>> = {
  READ_WRITE:
    'Reads go to `read`, writes and transactions to `write`; reads too while `read` does not answer.',
  TENANT: 'Statements go to the pool of the tenant that USE or the variable names.',
  REGION: 'Statements go to the best region that answers.',
  PRIORITY: 'Statements go to the lane that USE or the variable names, else to `normal`.',
  BATCH: 'Documents are written in batches, several at a time.',
};

/** A group of pools in full: how it routes, and how its members stand. */
export function groupMarkdown({ name, type, members }: PoolGroupInfo, pools: readonly PoolInfo[]): string {
  const rows = members.map((member) => {
    const pool = pools.find((each) => each.name === `${name}.${member}`);
    const size = pool?.live?.['current_connections'];
    return [member, pool?.state ?? 'not open', size === undefined ? '' : String(size)];
  });
  return paragraphs(
    `**${name}** · group of pools (${type})`,
    routes[type],
    table(['member', 'state', 'connections'], rows),
  );
}
