import type { PoolGroupInfo } from '../../../dialect/src/catalog/catalog.ts';
import { closest, didYouMean } from '../../../dialect/src/problems/did-you-mean.ts';
import type { OptionValues } from '../../../dialect/src/options/index.ts';
import type { PoolManager } from '../pools/manager.ts';
import { PoolError } from '../pools/pool-error.ts';
import type { GroupDefinition, GroupSnapshot, ResolveTarget } from './group-types.ts';
import { PoolGroup } from './pool-group.ts';
import { withoutSecrets } from './without-secrets.ts';

export interface CreateGroupOptions {
  readonly orReplace?: boolean;
  readonly ifNotExists?: boolean;
  readonly signal?: AbortSignal;
}

/** A group, and the member of it that a name speaks of: `shop`, `shop.read`. */
export interface NamedMember {
  readonly group: PoolGroup;
  readonly member: string | undefined;
}

/** Every group of pools by name. Their pools are the manager's, named `group.member`. Failures are PoolErrors. */
export class PoolGroups {
  readonly #manager: PoolManager;
  readonly #groups = new Map<string, PoolGroup>();
  readonly #listeners = new Set<() => void>();

  constructor(manager: PoolManager) {
    this.#manager = manager;
  }

  async create(
    definition: GroupDefinition,
    resolve: ResolveTarget,
    { orReplace = false, ifNotExists = false, signal }: CreateGroupOptions = {},
  ): Promise<GroupSnapshot> {
    const { name } = definition;
    const existing = this.#groups.get(name);
    if (existing && ifNotExists) return existing.snapshot();
    if (existing && !orReplace)
      throw new PoolError('QL5101', [name, 'group', ', or write OR REPLACE or IF NOT EXISTS']);
    if (this.#manager.has(name)) throw new PoolError('QL5101', [name, 'pool', '']);
    const group = new PoolGroup(definition, this.#manager, () => this.#tell());
    // A group that is being replaced serves until its successor is ready; a new one is known while it connects.
    if (!existing) this.#groups.set(name, group);
    try {
      await group.open(resolve, { replaces: existing !== undefined, ...(signal ? { signal } : {}) });
    } catch (error) {
      if (this.#groups.get(name) === group) this.#groups.delete(name);
      throw error;
    }
    const replaced = this.#groups.get(name);
    // Another CREATE OR REPLACE was quicker while this one connected.
    if (!existing && replaced !== group) throw new PoolError('QL5007', [name]);
    this.#groups.set(name, group);
    if (replaced !== group) await replaced?.giveWayTo(group);
    this.#tell();
    return group.snapshot();
  }

  async alter(name: string, options: OptionValues, resolve: ResolveTarget): Promise<GroupSnapshot> {
    const group = this.find(name);
    await group.alter(options, resolve);
    this.#tell();
    return group.snapshot();
  }

  async drop(name: string, { ifExists = false }: { ifExists?: boolean } = {}): Promise<void> {
    if (ifExists && !this.#groups.has(name)) return;
    const group = this.find(name);
    await group.drop();
    if (this.#groups.get(name) === group) this.#groups.delete(name);
    this.#tell();
  }

  has(name: string): boolean {
    return this.#groups.has(name);
  }

  names(): readonly string[] {
    return [...this.#groups.keys()];
  }

  /** Fails with QL5100 where there is no such group. */
  find(name: string): PoolGroup {
    const group = this.#groups.get(name);
    if (!group) throw new PoolError('QL5100', [name, didYouMean(closest(name, [...this.names()]))]);
    return group;
  }

  /** The group of a name, or of a member's name; undefined where it is neither. */
  named(name: string): NamedMember | undefined {
    const whole = this.#groups.get(name);
    if (whole) return { group: whole, member: undefined };
    const dot = name.indexOf('.');
    const group = dot < 0 ? undefined : this.#groups.get(name.slice(0, dot));
    return group && { group, member: name.slice(dot + 1) };
  }

  /** What is known of each without asking anything. */
  infos(): readonly (PoolGroupInfo & Pick<GroupSnapshot, 'paused'>)[] {
    return [...this.#groups.values()].map(({ name, definition: { type, options }, memberNames, hold }) => ({
      ...{ name, type, members: memberNames, options: withoutSecrets(options), paused: hold.paused },
    }));
  }

  snapshots(): readonly GroupSnapshot[] {
    return [...this.#groups.values()].map((group) => group.snapshot());
  }

  /** Told when a group comes, goes, is altered, paused or resumed. What its pools do, the pool manager tells. */
  onDidChange(listener: () => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
