import type { BenchmarkCommand, Command, QueryCommand, StepsCommand } from '../../../dialect/src/index.ts';
import { hasErrors } from '../../../dialect/src/problems/problem.ts';
import { benchmark } from '../benchmark/benchmark.ts';
import type { Lane, LaneStanding } from '../benchmark/lane.ts';
import { benchmarkColumns, benchmarkRows } from '../benchmark/result-rows.ts';
import { PoolError } from '../pools/pool-error.ts';
import type { PoolSnapshot } from '../pools/pool-types.ts';
import type { ExecuteRun, Executed } from './execute-run.ts';
import { leased } from './leased.ts';
import { known } from './plan-cache.ts';
import { prepare } from './prepare-statement.ts';
import { runSteps } from './run-steps.ts';
import type { RowSink } from './run-types.ts';
import { sessionOn } from './session-on.ts';
import type { SessionState } from './session-state.ts';
import { StopTogether } from './stop-together.ts';
import { Cancelled, type StatementChannel } from './stoppable.ts';
import { streamQuery } from './stream-query.ts';
import { nobody } from './write-account.ts';

/** What can be run again and again. */
type Repeated = QueryCommand | StepsCommand;

/**
 * Measures a statement under load through pools, one row for each. Each operation takes the way of an ordinary statement: a lease, a server
 * session, checkouts, all rows to the last. The statement runs once through each pool beforehand, so that what cannot run fails as itself.
 */
export async function runBenchmark(
  command: BenchmarkCommand<Command>,
  session: SessionState,
  sink: RowSink,
  run: ExecuteRun,
): Promise<Executed> {
  const { settings } = command;
  const places =
    command.pools.length === 0
      ? [{ name: undefined, place: session }]
      : command.pools.map((name) => ({ name, place: sessionOn(session, name) }));
  try {
    const lanes: PoolLane[] = [];
    for (const { name, place } of places)
      lanes.push(await PoolLane.open(name, place, command.statement, run));
    const tallies = await benchmark(lanes, settings, {
      signal: run.signal,
      ...(run.onStep ? { told: run.onStep } : {}),
    });
    if (run.signal.aborted) throw new Cancelled();
    await sink.columns(benchmarkColumns);
    await sink.rows(
      benchmarkRows(
        tallies.map((tally, index) => [lanes[index]?.name ?? '', tally]),
        settings,
      ),
    );
    const [only, ...others] = lanes;
    return only && others.length === 0 ? { pool: only.name } : {};
  } finally {
    forgetWritten(
      command.target,
      places.map(({ place }) => place),
    );
  }
}

/** A pool, or a group of pools, with the statement compiled for it. */
class PoolLane implements Lane {
  readonly name: string;
  readonly #place: SessionState;
  readonly #command: Repeated;
  readonly #run: ExecuteRun;
  /** The pools that were used, as they stood before the load. */
  readonly #pools = new Map<string, PoolSnapshot | undefined>();

  readonly #together = new StopTogether();

  private constructor(name: string, place: SessionState, command: Repeated, run: ExecuteRun) {
    this.name = name;
    this.#place = place;
    this.#command = command;
    this.#run = run;
  }

  static async open(
    name: string | undefined,
    place: SessionState,
    statement: BenchmarkCommand<Command>['statement'],
    run: ExecuteRun,
  ): Promise<PoolLane> {
    const own = { ...run, account: nobody };
    const lane = async (careful: boolean): Promise<PoolLane> => {
      const command = await compiled(place, statement, { ...own, careful });
      const opened = new PoolLane(name ?? '', place, command, own);
      await opened.once(() => undefined, run.signal);
      if (name !== undefined) return opened;
      const [used = ''] = opened.#pools.keys();
      return new PoolLane(used, place, command, own);
    };
    try {
      return await lane(false);
    } catch (error) {
      // The quicker way may not do for these data.
      if (error instanceof PoolError && (error.code === 'QL5032' || error.code === 'QL5023'))
        return await lane(true);
      throw error;
    }
  }

  async once(timed: NonNullable<ExecuteRun['timed']>, signal: AbortSignal): Promise<void> {
    const command = this.#command;
    const work = async (leasedChannel: StatementChannel) => {
      const channel = { ...leasedChannel, stop: this.#together.stop };
      const { pool } = channel.lease;
      if (!this.#pools.has(pool)) this.#pools.set(pool, this.#place.manager.snapshot(pool));
      if (command.kind === 'query') await streamQuery(command, channel, unseen);
      else await runSteps(command, channel, unseen);
    };
    // What only reads may go to another member of a group, as it would otherwise.
    await leased(this.#place, { ...this.#run, timed, signal }, work, {
      again: () => command.kind === 'query',
    });
  }

  look(): LaneStanding {
    let [active, limit] = [0, 0];
    const hosts = new Set<string>();
    for (const [name, before] of this.#pools) {
      const now = this.#place.manager.snapshot(name);
      if (!now) continue;
      active += now.active;
      // The limit is one for each host, and some may get none of the load.
      const used = hostsUsed(now, before);
      limit += (now.maxSize === 0 ? Infinity : now.maxSize) * Math.max(1, used.length);
      for (const address of used) hosts.add(address);
    }
    return { active, limit, hosts: [...hosts].sort() };
  }
}

function hostsUsed(now: PoolSnapshot, before: PoolSnapshot | undefined): readonly string[] {
  const operations = (pool: PoolSnapshot | undefined, address: string) =>
    pool?.hosts.find((host) => host.address === address)?.operations ?? 0;
  return now.hosts
    .map(({ address }) => address)
    .filter((address) => operations(now, address) > operations(before, address));
}

async function compiled(
  place: SessionState,
  statement: BenchmarkCommand<Command>['statement'],
  run: ExecuteRun,
): Promise<Repeated> {
  const { command, problems } = await prepare(place, known(statement, []), run);
  if (command?.kind === 'query' || command?.kind === 'steps') return command;
  const wrong = hasErrors(problems) ? problems.find(({ severity }) => severity === 'error') : undefined;
  throw new PoolError('QL5027', [(wrong?.message ?? 'the statement cannot run here').replace(/\.$/, '')]);
}

/** Where rows go that are only counted by the time they took. */
const unseen: RowSink = { columns: () => undefined, rows: () => undefined };

/** What was written may have fields that no sample had. */
function forgetWritten(target: Command, places: readonly SessionState[]): void {
  if (target.kind !== 'steps') return;
  for (const step of target.steps)
    if (step.kind === 'write')
      for (const { catalog, currentPool } of places) catalog.forget(step.collection, currentPool);
}
