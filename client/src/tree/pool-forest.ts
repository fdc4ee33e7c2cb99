import { moodFaces, moodOf } from '../messages/health.ts';
import type { PoolSnapshot } from '../pools/pool-types.ts';
import { hostRow, hostRowId, poolRow, poolRowId, sameRow, type PoolRow } from './pool-rows.ts';
import { hostTooltip, poolTooltip } from './pool-tooltips.ts';

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
const use = (pool: PoolSnapshot): number => (pool.maxSize === 0 ? 0 : pool.active / pool.maxSize);
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
 * where somebody has read one.
 */
export class PoolForest {
  #sort: PoolSort = 'name';
  #roots: PoolNode[] = [];
  #pools: ReadonlyMap<string, PoolSnapshot> = new Map();
  readonly #nodes = new Map<string, PoolNode>();
  readonly #hostsShown = new Map<string, PoolNode[]>();
  readonly #read = new Map<PoolNode, string>();

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

  find(pool: string): PoolNode | undefined {
    return this.#nodes.get(poolRowId(pool));
  }

  /** Markdown. The line is drawn again once what was read is no longer true. */
  tooltip(node: PoolNode): string {
    const text = this.#tooltip(node);
    this.#read.set(node, text);
    return text;
  }

  update(snapshots: readonly PoolSnapshot[]): Redraw {
    const ordered = [...snapshots].sort(orders[this.#sort]);
    const before = this.#pools;
    this.#pools = new Map(ordered.map((pool) => [pool.name, pool]));

    const changed: PoolNode[] = [];
    const roots = ordered.map((pool) => {
      const node = this.#nodes.get(poolRowId(pool.name));
      if (!node) return this.#node(poolRow(pool));
      if (before.get(pool.name) === pool) return node;
      if (this.#poolChanged(node, pool)) changed.push(node);
      else this.#changedHosts(node, pool, changed);
      return node;
    });
    const moved =
      roots.length !== this.#roots.length || roots.some((node, index) => node !== this.#roots[index]);
    if (moved) this.#prune(roots);
    this.#roots = roots;
    return moved ? 'all' : changed;
  }

  #poolChanged(node: PoolNode, pool: PoolSnapshot): boolean {
    const row = poolRow(pool);
    const shown = this.#hostsShown.get(pool.name);
    const hostsMoved =
      shown !== undefined &&
      (shown.length !== pool.hosts.length ||
        shown.some((host, index) => host.host !== pool.hosts[index]?.address));
    if (hostsMoved) this.#forgetHosts(pool.name);
    const different = !sameRow(node.row, row);
    node.row = row;
    return different || hostsMoved || this.#outdated(node);
  }

  #changedHosts(parent: PoolNode, pool: PoolSnapshot, changed: PoolNode[]): void {
    const shown = this.#hostsShown.get(parent.pool);
    if (!shown) return;
    for (const [index, node] of shown.entries()) {
      const host = pool.hosts[index];
      if (!host) continue;
      const row = hostRow(pool.name, host);
      const different = !sameRow(node.row, row);
      node.row = row;
      if (different || this.#outdated(node)) changed.push(node);
    }
  }

  #outdated(node: PoolNode): boolean {
    const read = this.#read.get(node);
    if (read === undefined || read === this.#tooltip(node)) return false;
    this.#read.delete(node);
    return true;
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
