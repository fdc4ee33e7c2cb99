import type { RoutedLease } from '../groups/group-lease.ts';
import type { RouteRequest } from '../groups/group-types.ts';
import type { NamedMember, PoolGroups } from '../groups/pool-groups.ts';
import type { PoolManager } from '../pools/manager.ts';
import { PoolError } from '../pools/pool-error.ts';
import type { LeaseRequest } from './session-state.ts';

export interface PoolChoiceParts {
  readonly manager: PoolManager;
  readonly groups: PoolGroups;
  /** The session's variables: one of them may name the member of a group. */
  readonly variables: () => Readonly<Record<string, unknown>>;
}

/** What USE CONNECTION_POOL chose: a pool, a group, or one member of it. */
export class PoolChoice {
  readonly #parts: PoolChoiceParts;
  #name: string | undefined;

  constructor(parts: PoolChoiceParts) {
    this.#parts = parts;
  }

  /** Whether USE was never written, or brought back the pool of who chose none. */
  get isOpen(): boolean {
    return this.#name === undefined;
  }

  /** As if USE had never been written. */
  reset(): void {
    this.#name = undefined;
  }

  /** Gives the name of the pool, group or member. Fails with a PoolError where there is none. */
  use(name: string, member?: string): string {
    const { manager, groups } = this.#parts;
    const named = member === undefined ? groups.named(name) : { group: groups.find(name), member };
    if (!named && !manager.has(name)) throw manager.unknown(name);
    if (named?.member !== undefined) named.group.checkMember(named.member);
    this.#name = member === undefined ? name : `${name}.${member}`;
    return this.#name;
  }

  /** The pool that a read would go to now; undefined while nothing is chosen, or a group is not told which. */
  get pool(): string | undefined {
    const named = this.#named();
    if (!named) return this.#name;
    try {
      return named.group.choice(this.#request(named, {}))?.pool;
    } catch {
      return undefined;
    }
  }

  /** The same, its pool open. Fails with a PoolError where a group is not told which, or what was chosen is gone. */
  async opened(signal?: AbortSignal): Promise<string | undefined> {
    const named = this.#named();
    if (named) return await named.group.openFor(this.#request(named, signal ? { signal } : {}));
    if (this.#name !== undefined && !this.#parts.manager.has(this.#name)) throw gone(this.#name);
    return this.#name;
  }

  /** The connections that a write may reach, or a read where `writes` is false. */
  connections(writes = true): readonly string[] {
    const { manager } = this.#parts;
    const named = this.#named();
    const names = named
      ? this.#candidates(named, writes).map(({ target }) => target.connection)
      : [this.#name === undefined ? undefined : manager.identity(this.#name)?.connection];
    return names.filter((name) => name !== undefined);
  }

  /** The right to run through what was chosen, which must have been. */
  async lease(request: LeaseRequest): Promise<RoutedLease> {
    const { manager } = this.#parts;
    const named = this.#named();
    if (named) return await named.group.lease(this.#request(named, request));
    const { signal } = request;
    const name = this.#name ?? '';
    if (!manager.has(name)) throw gone(name);
    return await manager.use(name, signal ? { signal } : {});
  }

  #candidates(named: NamedMember, writes: boolean) {
    try {
      return named.group.candidates(this.#request(named, { writes }));
    } catch {
      return [];
    }
  }

  #named(): NamedMember | undefined {
    return this.#name === undefined ? undefined : this.#parts.groups.named(this.#name);
  }

  #request({ member }: NamedMember, { writes = false, avoid, signal }: LeaseRequest): RouteRequest {
    return {
      ...{ writes, variables: this.#parts.variables() },
      ...(member === undefined ? {} : { member }),
      ...(avoid ? { avoid } : {}),
      ...(signal ? { signal } : {}),
    };
  }
}

/** The failure of a statement whose session chose something that was dropped since. */
const gone = (name: string) => new PoolError('QL5033', [name]);
