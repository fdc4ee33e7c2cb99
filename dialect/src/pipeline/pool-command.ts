import type { Environment } from '../analysis/environment.ts';
import type { BoundPoolStatement } from '../analysis/bound-statement.ts';
import { optionInputs, optionValue } from '../analysis/pool-options.ts';
import type { CreatePool, CreatePoolGroup, OptionAssignment } from '../syntax/ast/pool.ts';
import type { Command, CreatePoolCommand, Document } from './command.ts';

/** A statement about pools as what the pool manager is told. */
export function poolCommand(
  { statement, waitMs }: BoundPoolStatement,
  environment: Environment | undefined,
): Command {
  const options = (assignments: readonly OptionAssignment[]): Document =>
    Object.fromEntries(optionInputs(assignments, environment).map((each) => [each.name, each.value]));
  switch (statement.kind) {
    case 'SetPoolOptions':
      return {
        kind: 'setPoolOptions',
        options: (optionValue(statement.value, environment) ?? {}) as Document,
      };
    case 'CreatePool': {
      const { database, orReplace, ifNotExists } = statement;
      const connection = connectionOf(statement);
      return {
        kind: 'createPool',
        name: statement.name.text,
        orReplace,
        ifNotExists,
        ...(connection ? { connection } : {}),
        ...(database ? { database: database.text } : {}),
        options: options(statement.options),
      };
    }
    case 'AlterPool':
      return { kind: 'alterPool', name: statement.name.text, options: options(statement.options) };
    case 'DropPool':
      return { kind: 'dropPool', name: statement.name.text, ifExists: statement.ifExists };
    case 'KillConnection':
      return { kind: 'killConnection', connection: connectionNumber(optionValue(statement.id, environment)) };
    case 'ControlPool':
      return {
        kind: 'controlPool',
        action: statement.action.toLowerCase() as 'pause' | 'resume' | 'clear' | 'reconnect',
        of: statement.of === 'CONNECTION_POOL' ? 'pool' : 'group',
        name: statement.name.text,
        ...(statement.waits ? { waits: true } : {}),
        ...(waitMs === undefined ? {} : { waitMs }),
      };
    case 'CreatePoolGroup': {
      const { name, type, database, orReplace, ifNotExists } = statement;
      const connection = connectionOf(statement);
      return {
        ...{ kind: 'createPoolGroup', name: name.text, type, orReplace, ifNotExists },
        ...(connection ? { connection } : {}),
        ...(database ? { database: database.text } : {}),
        options: options(statement.options),
      };
    }
    case 'AlterPoolGroup':
      return { kind: 'alterPoolGroup', name: statement.name.text, options: options(statement.options) };
    case 'DropPoolGroup':
      return { kind: 'dropPoolGroup', name: statement.name.text, ifExists: statement.ifExists };
    case 'ApplyPoolChanges': {
      const names = statement.names.map(({ text }) => text);
      return { kind: 'applyPoolChanges', to: statement.to === 'SAVED' ? 'saved' : 'running', names };
    }
  }
}

/** What ON says. */
function connectionOf({ on }: CreatePool | CreatePoolGroup): CreatePoolCommand['connection'] {
  if (on?.uri) return { uri: on.uri.text };
  return on?.profile ? { profile: on.profile.text } : undefined;
}

/** What KILL CONNECTION was given: a number, or what a variable holds that is none, which no connection is called. */
function connectionNumber(value: unknown): number | string {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && !Number.isNaN(number) ? number : String(value ?? 'NULL');
}
