import type { BenchmarkCommand, Command, Document, Read, StepsCommand } from '../../../dialect/src/index.ts';

/** Something that a command changes or stops on its server. */
export interface Effect {
  /** `UPDATE`, `DROP INDEX`. */
  readonly verb: string;
  /** What is changed, by name. */
  readonly place: string;
}

/**
 * What a compiled command changes on the server, or stops there; empty where it only reads. EXECUTE is to be asked about by what it executes. What lies
 * in this process, such as pools, variables and settings, does not count.
 */
export function effectsOf(command: Command): readonly Effect[] {
  switch (command.kind) {
    case 'query':
      return readEffects(command);
    case 'setVariable':
      return readEffects(command.query);
    case 'steps':
      return stepEffects(command);
    case 'createCollection':
      return [{ verb: 'CREATE COLLECTION', place: command.place.name }];
    case 'createFrom':
      return [{ verb: 'CREATE TABLE AS', place: command.place.name }];
    case 'createView':
      return [{ verb: 'CREATE VIEW', place: command.place.name }];
    case 'createIndex':
      return [{ verb: 'CREATE INDEX', place: command.place.name }];
    case 'drop':
      return command.places.map(({ name }) => ({
        verb: `DROP ${command.object.toUpperCase()}`,
        place: name,
      }));
    case 'truncate':
      return command.places.map(({ name }) => ({ verb: 'TRUNCATE', place: name }));
    case 'killConnection':
      return [{ verb: 'KILL', place: `connection ${command.connection}` }];
    case 'explain':
      return command.analyze ? effectsOf(command.target) : [];
    case 'benchmark':
      return effectsOf(command.target);
    case 'execute':
      throw new TypeError('What EXECUTE does is known once it was replaced by its statement.');
    case 'createPool':
    case 'alterPool':
    case 'dropPool':
    case 'controlPool':
    case 'setPoolOptions':
    case 'createAlert':
    case 'alterAlert':
    case 'dropAlert':
    case 'createPoolGroup':
    case 'alterPoolGroup':
    case 'dropPoolGroup':
    case 'applyPoolChanges':
    case 'usePool':
    case 'show':
    case 'prepare':
    case 'deallocate':
    case 'transaction':
    case 'setSetting':
    case 'showSetting':
      return [];
  }
}

/**
 * What a command changes in this process that outlives its session: pools, groups and alerts; and the load of a benchmark. Roles of connections do not forbid it; a run
 * that may only read does not do it either.
 */
export function sharedEffectsOf(command: Command): readonly Effect[] {
  switch (command.kind) {
    case 'createPool':
    case 'alterPool':
    case 'dropPool':
    case 'createPoolGroup':
    case 'alterPoolGroup':
    case 'dropPoolGroup':
    case 'createAlert':
    case 'alterAlert':
    case 'dropAlert':
      return [{ verb: sharedVerbs[command.kind], place: command.name }];
    case 'controlPool':
      return [{ verb: command.action.toUpperCase(), place: `pool ${command.name}` }];
    case 'setPoolOptions':
      return [{ verb: 'SET', place: 'the options of pools' }];
    case 'applyPoolChanges':
      return [{ verb: 'APPLY', place: 'the changes of pools' }];
    // Its load meets everybody who works on that server.
    case 'benchmark':
      return [{ verb: 'BENCHMARK', place: loadWords(command) }];
    case 'query':
    case 'setVariable':
    case 'steps':
    case 'createCollection':
    case 'createFrom':
    case 'createView':
    case 'createIndex':
    case 'drop':
    case 'truncate':
    case 'killConnection':
    case 'explain':
    case 'execute':
    case 'usePool':
    case 'show':
    case 'prepare':
    case 'deallocate':
    case 'transaction':
    case 'setSetting':
    case 'showSetting':
      return [];
  }
}

/** `read_pool with 200 workers for 10 s` */
export function loadWords({ pools, settings }: BenchmarkCommand<Command>): string {
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
