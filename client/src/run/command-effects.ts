import type { BenchmarkCommand, Command, Document, Read, StepsCommand } from '../../../dialect/src/index.ts';

/** Something that a command changes or stops. */
export interface Effect {
  /** `UPDATE`, `DROP INDEX`. */
  readonly verb: string;
  /** What is changed, by name. */
  readonly place: string;
}

/** What a command changes beyond its session. */
export interface Effects {
  /** On its server, or stops there; empty where it only reads. Roles of connections forbid it. */
  readonly onServer: readonly Effect[];
  /** In this process: pools, groups and alerts; and the load of a benchmark. A run that may only read does not do it. */
  readonly shared: readonly Effect[];
}

/** What a compiled command changes beyond its session; variables and settings are its session's. EXECUTE is to be asked about by what it executes. */
export function effectsOf(command: Command): Effects {
  switch (command.kind) {
    case 'query':
      return onServer(readEffects(command));
    case 'setVariable':
      return onServer(readEffects(command.query));
    case 'steps':
      return onServer(stepEffects(command));
    case 'createCollection':
      return onServer([{ verb: 'CREATE COLLECTION', place: command.place.name }]);
    case 'createFrom':
      return onServer([{ verb: 'CREATE TABLE AS', place: command.place.name }]);
    case 'createView':
      return onServer([{ verb: 'CREATE VIEW', place: command.place.name }]);
    case 'createIndex':
      return onServer([{ verb: 'CREATE INDEX', place: command.place.name }]);
    case 'drop': {
      const verb = `DROP ${command.object.toUpperCase()}`;
      return onServer(command.places.map(({ name }) => ({ verb, place: name })));
    }
    case 'truncate':
      return onServer(command.places.map(({ name }) => ({ verb: 'TRUNCATE', place: name })));
    case 'killConnection':
      return onServer([{ verb: 'KILL', place: `connection ${command.connection}` }]);
    case 'createPool':
    case 'alterPool':
    case 'dropPool':
    case 'createPoolGroup':
    case 'alterPoolGroup':
    case 'dropPoolGroup':
    case 'createAlert':
    case 'alterAlert':
    case 'dropAlert':
      return shared({ verb: sharedVerbs[command.kind], place: command.name });
    case 'controlPool':
      return shared({ verb: command.action.toUpperCase(), place: `${command.of} ${command.name}` });
    case 'setPoolOptions':
      return shared({ verb: 'SET', place: 'the options of pools' });
    case 'applyPoolChanges':
      return shared({ verb: 'APPLY', place: 'the changes of pools' });
    case 'explain':
      return command.analyze ? effectsOf(command.target) : none;
    // Its load meets everybody who works on that server.
    case 'benchmark':
      return {
        onServer: effectsOf(command.target).onServer,
        shared: [{ verb: 'BENCHMARK', place: loadWords(command) }],
      };
    case 'execute':
      throw new TypeError('What EXECUTE does is known once it was replaced by its statement.');
    case 'usePool':
    case 'show':
    case 'prepare':
    case 'deallocate':
    case 'transaction':
    case 'setSetting':
    case 'showSetting':
      return none;
  }
}

const none: Effects = { onServer: [], shared: [] };
const onServer = (effects: readonly Effect[]): Effects => ({ onServer: effects, shared: [] });
const shared = (effect: Effect): Effects => ({ onServer: [], shared: [effect] });

/** `read_pool with 200 workers for 10 s` */
function loadWords({ pools, settings }: BenchmarkCommand<Command>): string {
  const { concurrency, rate, durationMs } = settings;
  const where = pools.length === 0 ? 'the session’s pool' : pools.join(' and ');
  const workers = `${concurrency} ${concurrency === 1 ? 'worker' : 'workers'}`;
  const load = rate === undefined ? workers : `${rate} operations a second`;
  return `${where} with ${load} for ${durationMs / 1000} s`;
}

const sharedVerbs = {
  createPool: 'CREATE CONNECTION_POOL',
  alterPool: 'ALTER CONNECTION_POOL',
  dropPool: 'DROP CONNECTION_POOL',
  createPoolGroup: 'CREATE CONNECTION_POOL_GROUP',
  alterPoolGroup: 'ALTER CONNECTION_POOL_GROUP',
  dropPoolGroup: 'DROP CONNECTION_POOL_GROUP',
  createAlert: 'CREATE ALERT',
  alterAlert: 'ALTER ALERT',
  dropAlert: 'DROP ALERT',
} as const;

const verbs = { insert: 'INSERT', update: 'UPDATE', delete: 'DELETE' } as const;

function stepEffects({ steps, result }: StepsCommand): readonly Effect[] {
  const effects = steps.flatMap((step): readonly Effect[] => {
    if (step.kind === 'keep') return readEffects(step.read);
    if (step.kind === 'recursion') return [...readEffects(step.seed), ...readEffects(step.step)];
    // A step that writes counts even where no branch would do anything.
    const actions = new Set(step.branches.map(({ action }) => action));
    const found = (['insert', 'update', 'delete'] as const)
      .filter((action) => actions.has(action))
      .map((action) => ({ verb: verbs[action], place: step.collection }));
    const own = found.length > 0 ? found : [{ verb: 'WRITE', place: step.collection }];
    return [...own, ...readEffects(step.read)];
  });
  return result ? [...effects, ...readEffects(result)] : effects;
}

/** `$out` and `$merge` write wherever a pipeline may stand, but for constants, which `$literal` and `$documents` hold. */
function readEffects({ pipeline }: Read): readonly Effect[] {
  return pipeline.flatMap((stage) => stageEffects(stage));
}

function stageEffects(stage: Document): readonly Effect[] {
  return Object.entries(stage).flatMap(([name, value]): readonly Effect[] => {
    if (name === '$out' || name === '$merge')
      return [{ verb: name, place: targetName(name === '$merge' ? into(value) : value) }];
    if (name === '$facet') return Object.values(value as Document).flatMap(stagesEffects);
    return stagesEffects((value as { readonly pipeline?: unknown } | null)?.pipeline);
  });
}

function stagesEffects(stages: unknown): readonly Effect[] {
  return Array.isArray(stages) ? stages.flatMap((stage) => stageEffects(stage as Document)) : [];
}

const into = (merge: unknown): unknown => (isDocument(merge) ? merge['into'] : merge);

function targetName(target: unknown): string {
  if (typeof target === 'string') return target;
  const name = isDocument(target) ? target['coll'] : undefined;
  return typeof name === 'string' ? name : 'a collection';
}

function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
