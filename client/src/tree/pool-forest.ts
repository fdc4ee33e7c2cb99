import { capacity } from '../messages/capacity.ts';
import { moodFaces, moodOf } from '../messages/health.ts';
import type { PoolSnapshot } from '../pools/pool-types.ts';
import { faceOf, groupRow, groupRowId, groupTooltip, memberLabel, type GroupOfPools } from './group-rows.ts';
import { hostRow, hostRowId, poolRow, poolRowId, sameRow, sameStanding, type PoolRow } from './pool-rows.ts';
import { hostTooltip, poolTooltip } from './pool-tooltips.ts';
import { RowRest } from './row-rest.ts';
import { savedRow, savedRowId, savedTooltip, type SavedOnly } from './saved-rows.ts';

/** A line that is on the tree now. The object stays the same while its pool, host or group is there; its row is replaced. */
export interface PoolNode {
  /** The name of the pool, or of the group: no pool has the name of a group. One that is saved only is not running under it. */
  readonly pool: string;
  /** The name of the group, where the line is a group's. */
  readonly group?: string;
  /** The host's address, where the line is a host's. */
  readonly host?: string;
  readonly parent?: PoolNode;
  row: PoolRow;
}

export type PoolSort = 'name' | 'health' | 'use' | 'waiting';

/** What has to be drawn again: everything, or these lines. */
export type Redraw = 'all' | readonly PoolNode[];

/** What lines are sorted by. */
interface Standing {
  readonly name: string;
  readonly urgency: number;
  readonly healthScore: number;
  /** Connections in use, of those that there may be: 0 to 1. */
  readonly use: number;
  readonly waiting: number;
  readonly oldestWaitMs: number;
}

const names = new Intl.Collator('en', { numeric: true });
const byName = (left: Standing, right: Standing): number => names.compare(left.name, right.name);
const use = (pool: PoolSnapshot): number => (pool.maxSize === 0 ? 0 : pool.active / capacity(pool));

function standing(pool: PoolSnapshot): Standing {
  const { name, healthScore, waiting, oldestWaitMs } = pool;
  const { urgency } = moodFaces[moodOf(pool)];
  return { name, urgency, healthScore, use: use(pool), waiting, oldestWaitMs };
}

/** A group stands as the worst of its pools does. */
function groupStanding(group: GroupOfPools): Standing {
  const { name, pools } = group;
  return {
    name,
    urgency: faceOf(group).urgency,
    healthScore: Math.min(100, ...pools.map(({ healthScore }) => healthScore)),
    use: Math.max(0, ...pools.map(use)),
    waiting: pools.reduce((sum, { waiting }) => sum + waiting, 0),
    oldestWaitMs: Math.max(0, ...pools.map(({ oldestWaitMs }) => oldestWaitMs)),
  };
}

const orders: Readonly<Record<PoolSort, (left: Standing, right: Standing) => number>> = {
  name: byName,
  health: (left, right) =>
    right.urgency - left.urgency || left.healthScore - right.healthScore || byName(left, right),
  use: (left, right) => right.use - left.use || byName(left, right),
  waiting: (left, right) =>
    right.waiting - left.waiting || right.oldestWaitMs - left.oldestWaitMs || byName(left, right),
};

/**
 * The lines of the pools view from one moment to the next. `update` takes the newest snapshots and tells
 * which lines look different, so that the view touches those and no others. A snapshot that is the same object
 * as before is not looked at; hosts are compared only under pools whose hosts have been asked for, tooltips only
 * where somebody has read one. Figures that change all the time are drawn now and then, see RowRest; moments are in
 * milliseconds of any clock.
 */
export class PoolForest {
  #sort: PoolSort = 'name';
  #roots: PoolNode[] = [];
  /** The lines of groups, pools and members, in the order of the view. */
  #lines: PoolNode[] = [];
  #groups: ReadonlyMap<string, GroupOfPools> = new Map();
  #pools: ReadonlyMap<string, PoolSnapshot> = new Map();
  #saved: ReadonlyMap<string, SavedOnly> = new Map();
  readonly #nodes = new Map<string, PoolNode>();
  readonly #hostsShown = new Map<string, PoolNode[]>();
  readonly #read = new Map<PoolNode, string>();
  readonly #rest = new RowRest<PoolNode>();
  /** Pools with a line that looks different from what is drawn, and rests. */
  readonly #late = new Set<string>();

  /** Whether some line will have to be drawn though nothing changes any more. */
  get late(): boolean {
    return this.#late.size > 0;
  }

  get sort(): PoolSort {
    return this.#sort;
  }

  /** Takes effect at the next update. */
  set sort(sort: PoolSort) {
    this.#sort = sort;
  }

  /** The lines of groups and pools in order; a group's members; or a pool's hosts, which are watched from then on. */
  children(parent?: PoolNode): readonly PoolNode[] {
    if (!parent) return this.#roots;
    if (parent.group !== undefined) return this.#lines.filter((node) => node.parent === parent);
    const pool = this.#pools.get(parent.pool);
    if (!pool || parent.host !== undefined) return [];
    const hosts = pool.hosts.map((host) =>
      this.#node(hostRow(pool.name, host), parent, { pool: pool.name, host: host.address }),
    );
    this.#hostsShown.set(pool.name, hosts);
    return hosts;
  }

  /** Markdown. The line is drawn again once what was read is no longer true. */
  tooltip(node: PoolNode, now: number): string {
    const text = this.#tooltip(node);
    this.#read.set(node, text);
    this.#rest.read(node, now);
    return text;
  }

  update(
    snapshots: readonly PoolSnapshot[],
    now: number,
    groups: readonly Omit<GroupOfPools, 'pools'>[] = [],
    saved: readonly SavedOnly[] = [],
  ): Redraw {
    const order = orders[this.#sort];
    const sorted = snapshots
      .map((pool) => ({ pool, stands: standing(pool) }))
      .sort((left, right) => order(left.stands, right.stands));
    const before = this.#pools;
    this.#pools = new Map(sorted.map(({ pool }) => [pool.name, pool]));
    this.#groups = new Map(
      groups.map((group) => {
        const pools = sorted.filter(({ pool }) => pool.group === group.name).map(({ pool }) => pool);
        return [group.name, { ...group, pools }];
      }),
    );
    const alone = sorted.filter(({ pool }) => pool.group === undefined || !this.#groups.has(pool.group));
    const roots = [
      ...[...this.#groups.values()].map((group) => ({
        group,
        pool: undefined,
        stands: groupStanding(group),
      })),
      ...alone.map((one) => ({ ...one, group: undefined })),
    ].sort((left, right) => order(left.stands, right.stands));

    const changed: PoolNode[] = [];
    const line = (pool: PoolSnapshot, parent?: PoolNode): PoolNode => {
      const known = this.#nodes.get(poolRowId(pool.name));
      const node = known?.parent === parent ? known : undefined;
      if (!node) this.#nodes.delete(poolRowId(pool.name));
      if (!node) return this.#node(rowOf(pool, parent), parent, { pool: pool.name });
      if (before.get(pool.name) === pool && !this.#late.has(pool.name)) return node;
      this.#late.delete(pool.name);
      if (this.#poolChanged(node, pool, now)) changed.push(node);
      else changed.push(...this.#changedHosts(pool, now));
      return node;
    };
    this.#roots = [];
    const lines = roots.flatMap(({ group, pool }): PoolNode[] => {
      const root = group ? this.#groupLine(group, changed, now) : line(pool);
      this.#roots.push(root);
      return [root, ...(group?.pools ?? []).map((member) => line(member, root))];
    });
    this.#saved = new Map(saved.map((one) => [savedRowId(one.name), one]));
    const resting = [...saved]
      .sort((left, right) => names.compare(left.name, right.name))
      .map((one) => this.#node(savedRow(one), undefined, { pool: one.name }));
    this.#roots.push(...resting);
    lines.push(...resting);
    const moved =
      lines.length !== this.#lines.length || lines.some((node, index) => node !== this.#lines[index]);
    if (moved) this.#prune(lines);
    this.#lines = lines;
    return moved ? 'all' : changed;
  }

  #groupLine(group: GroupOfPools, changed: PoolNode[], now: number): PoolNode {
    const { name } = group;
    const node = this.#nodes.get(groupRowId(name));
    if (!node) return this.#node(groupRow(group), undefined, { pool: name, group: name });
    this.#late.delete(name);
    if (this.#changed(node, groupRow(group), this.#rest.mayDraw(node, now), now)) changed.push(node);
    return node;
  }

  #poolChanged(node: PoolNode, pool: PoolSnapshot, now: number): boolean {
    const row = rowOf(pool, node.parent);
    const shown = this.#hostsShown.get(pool.name) ?? [];
    const hostsMoved =
      this.#hostsShown.has(pool.name) &&
      (shown.length !== pool.hosts.length ||
        shown.some((host, index) => host.host !== pool.hosts[index]?.address));
    if (hostsMoved) this.#forgetHosts(pool.name);
    // With a pool its hosts are drawn: who reads one of them is not disturbed either.
    const mayDraw = [node, ...shown].every((each) => this.#rest.mayDraw(each, now));
    return this.#changed(node, row, mayDraw || hostsMoved, now) || hostsMoved;
  }

  #changedHosts(pool: PoolSnapshot, now: number): readonly PoolNode[] {
    return (this.#hostsShown.get(pool.name) ?? []).filter((node, index) => {
      const host = pool.hosts[index];
      return host && this.#changed(node, hostRow(pool.name, host), this.#rest.mayDraw(node, now), now);
    });
  }

  /** Whether a line is to be drawn with this row, which it takes on then. */
  #changed(node: PoolNode, row: PoolRow, mayDraw: boolean, now: number): boolean {
    if (sameRow(node.row, row) && !this.#outdated(node)) return false;
    if (!mayDraw && sameStanding(node.row, row)) {
      this.#late.add(node.pool);
      return false;
    }
    node.row = row;
    this.#read.delete(node);
    this.#rest.drawn(node, now);
    return true;
  }

  #outdated(node: PoolNode): boolean {
    const read = this.#read.get(node);
    return read !== undefined && read !== this.#tooltip(node);
  }

  #tooltip(node: PoolNode): string {
    const group = node.group === undefined ? undefined : this.#groups.get(node.group);
    if (group) return groupTooltip(group);
    const saved = this.#saved.get(node.row.id);
    if (saved) return savedTooltip(saved);
    const pool = this.#pools.get(node.pool);
    if (!pool) return '';
    if (node.host === undefined) return poolTooltip(pool);
    const host = pool.hosts.find((candidate) => candidate.address === node.host);
    return host ? hostTooltip(host) : '';
  }

  #node(
    row: PoolRow,
    parent: PoolNode | undefined,
    what: Pick<PoolNode, 'pool' | 'host' | 'group'>,
  ): PoolNode {
    const known = this.#nodes.get(row.id);
    if (known) {
      known.row = row;
      return known;
    }
    const node: PoolNode = { ...what, ...(parent ? { parent } : {}), row };
    this.#nodes.set(row.id, node);
    return node;
  }

  #prune(lines: readonly PoolNode[]): void {
    const kept = new Set(lines);
    for (const node of this.#lines) {
      if (kept.has(node)) continue;
      this.#late.delete(node.pool);
      this.#forgetHosts(node.pool);
      this.#nodes.delete(node.row.id);
      this.#read.delete(node);
    }
  }

  #forgetHosts(pool: string): void {
    for (const node of this.#hostsShown.get(pool) ?? []) {
      this.#nodes.delete(hostRowId(pool, node.host ?? ''));
      this.#read.delete(node);
    }
    this.#hostsShown.delete(pool);
  }
}

function rowOf(pool: PoolSnapshot, parent: PoolNode | undefined): PoolRow {
  const row = poolRow(pool);
  return parent ? { ...row, label: memberLabel(pool) } : row;
}
