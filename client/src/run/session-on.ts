import { PoolChoice } from './pool-choice.ts';
import { strictest } from './connections.ts';
import { PlanCache } from './plan-cache.ts';
import type { SessionState } from './session-state.ts';

/** A session as it would be had it chosen a pool. */
export interface SessionOn extends SessionState {
  /** The connections that its statements may reach. */
  readonly reached: readonly string[];
}

/**
 * A session seen through a pool, a group or a member of one, with its variables and settings as they stand: nothing that runs through it
 * changes them, and no transaction holds it. Fails with a PoolError where there is no such pool.
 */
export function sessionOn(session: SessionState, name: string): SessionOn {
  const { manager, groups, connections, catalog, alerts, saved, settings, prepared } = session;
  const choice = new PoolChoice({ manager, groups, variables: () => session.variables });
  choice.use(name);
  return {
    ...{ manager, groups, connections, catalog, alerts, saved, settings, prepared },
    plans: new PlanCache(),
    transaction: undefined,
    get currentPool() {
      return choice.pool;
    },
    get connection() {
      return strictest(connections, choice.connections());
    },
    get reached() {
      return [...new Set([...choice.connections(false), ...choice.connections()])];
    },
    get variables() {
      return session.variables;
    },
    setVariable: () => undefined,
    usePool: (other, member) => choice.use(other, member),
    poolToRead: (signal) => choice.opened(signal),
    lease: (request = {}) => choice.lease(request),
  };
}
