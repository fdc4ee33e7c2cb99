import type { BenchmarkCommand, Command } from '../../../dialect/src/index.ts';
import { PoolError } from '../pools/pool-error.ts';
import { effectsOf } from './command-effects.ts';
import type { ExecuteRun } from './execute-run.ts';
import { sessionOn } from './session-on.ts';
import type { SessionState } from './session-state.ts';
import { Cancelled } from './stoppable.ts';

/**
 * Lets a benchmark through, or not: it writes only where every connection that it reaches is *dev* (QL5090), and on any other connection it
 * does not even read before somebody said yes (QL5091 where nobody can be asked). Throws Cancelled where the answer is no.
 */
export async function permitBenchmark(
  command: BenchmarkCommand<Command>,
  session: SessionState,
  run: ExecuteRun,
): Promise<void> {
  const role = (name: string) => session.connections.role?.(name) ?? 'dev';
  const guarded = reached(command.pools, session).filter((name) => role(name) !== 'dev');
  const { onServer, shared: load } = effectsOf(command);
  for (const name of guarded) {
    const [effect] = onServer;
    if (effect) throw new PoolError('QL5090', [name, role(name), `${effect.verb} of ${effect.place}`]);
    if (!run.confirm) throw new PoolError('QL5091', [name, role(name)]);
  }
  for (const connection of guarded) {
    if (!(await run.confirm?.({ connection, effects: load, changes: [] }))) throw new Cancelled();
  }
}

/** The connections that the benchmark may reach. */
function reached(pools: readonly string[], session: SessionState): readonly string[] {
  if (pools.length === 0) return session.connection === undefined ? [] : [session.connection];
  return [...new Set(pools.flatMap((name) => sessionOn(session, name).reached))];
}
