import { capacity } from '../messages/capacity.ts';
import { moodFaces, moodOf } from '../messages/health.ts';
import type { PoolSnapshot } from '../pools/pool-types.ts';
import { hostRow, hostRowId, poolRow, poolRowId, sameRow, sameStanding, type PoolRow } from './pool-rows.ts';
import { hostTooltip, poolTooltip } from './pool-tooltips.ts';
import { RowRest } from './row-rest.ts';

/** A line that is on the tree now. The object stays the same while its pool or host is there; its row is replaced. */
export interface PoolNode {
  readonly pool: string;
  /** The host's address, where the line is a host's. */
  readonly host?: string;
  readonly parent?: PoolNode;
  row: PoolRow;
}

export type PoolSort = 'name' | 'health' | 'use' | 'waiting';

/** What has to be drawn again: everything, or these lines. */
export type Redraw = 'all' | readonly PoolNode[];

const names = new Intl.Collator('en', { numeric: true });
const byName = (left: PoolSnapshot, right: PoolSnapshot): number => names.compare(left.name, right.name);
const use = (pool: PoolSnapshot): number => (pool.maxSize === 0 ? 0 : pool.active / capacity(pool));
const urgency = (pool: PoolSnapshot): number => moodFaces[moodOf(pool)].urgency;

const orders: Readonly<Record<PoolSort, (left: PoolSnapshot, right: PoolSnapshot) => number>> = {
  name: byName,
  health: (left, right) =>
    urgency(right) - urgency(left) || left.healthScore - right.healthScore || byName(left, right),
  use: (left, right) => use(right) - use(left) || byName(left, right),
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
  #pools: ReadonlyMap<string, PoolSnapshot> = new Map();
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

  /** The pools' lines in order; or a pool's hosts, which are watched from then on. */
  children(parent?: PoolNode): readonly PoolNode[] {
    if (!parent) return this.#roots;
    const pool = this.#pools.get(parent.pool);
    if (!pool || parent.host !== undefined) return [];
    const hosts = pool.hosts.map((host) => this.#node(hostRow(pool.name, host), parent, host.address));
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

  update(snapshots: readonly PoolSnapshot[], now: number): Redraw {
    const ordered = [...snapshots].sort(orders[this.#sort]);
    const before = this.#pools;
    this.#pools = new Map(ordered.map((pool) => [pool.name, pool]));

    const changed: PoolNode[] = [];
    const roots = ordered.map((pool) => {
      const node = this.#nodes.get(poolRowId(pool.name));
      if (!node) return this.#node(poolRow(pool));
      if (before.get(pool.name) === pool && !this.#late.has(pool.name)) return node;
      this.#late.delete(pool.name);
      if (this.#poolChanged(node, pool, now)) changed.push(node);
      else changed.push(...this.#changedHosts(pool, now));
      return node;
    });
    const moved =
      roots.length !== this.#roots.length || roots.some((node, index) => node !== this.#roots[index]);
    if (moved) this.#prune(roots);
    this.#roots = roots;
    return moved ? 'all' : changed;
  }

  #poolChanged(node: PoolNode, pool: PoolSnapshot, now: number): boolean {
    const row = poolRow(pool);
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
    const pool = this.#pools.get(node.pool);
    if (!pool) return '';
    if (node.host === undefined) return poolTooltip(pool);
    const host = pool.hosts.find((candidate) => candidate.address === node.host);
    return host ? hostTooltip(host) : '';
  }

  #node(row: PoolRow, parent?: PoolNode, host?: string): PoolNode {
    const known = this.#nodes.get(row.id);
    if (known) {
      known.row = row;
      return known;
    }
    const node: PoolNode =
      parent && host !== undefined ? { pool: parent.pool, host, parent, row } : { pool: row.label, row };
    this.#nodes.set(row.id, node);
    return node;
  }

  #prune(roots: readonly PoolNode[]): void {
    const kept = new Set(roots);
    for (const node of this.#roots) {
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
