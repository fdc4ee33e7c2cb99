import { optionInputs } from '../analysis/pool-options.ts';
import type { Environment } from '../analysis/environment.ts';
import type { PoolGroupStatement } from '../analysis/bind-pool-group.ts';
import type { GroupType } from '../options/index.ts';
import type { OptionAssignment } from '../syntax/ast/pool.ts';
import type { CreatePoolCommand, Document } from './command.ts';
import { connectionOf } from './pool-command.ts';

export interface CreatePoolGroupCommand extends Omit<CreatePoolCommand, 'kind'> {
  readonly kind: 'createPoolGroup';
  readonly type: GroupType;
}

export interface AlterPoolGroupCommand {
  readonly kind: 'alterPoolGroup';
  readonly name: string;
  readonly options: Document;
}

export interface DropPoolGroupCommand {
  readonly kind: 'dropPoolGroup';
  readonly name: string;
  readonly ifExists: boolean;
}

/** Makes the pools that run what is saved, or saves what runs; without names, all of them. */
export interface ApplyPoolChangesCommand {
  readonly kind: 'applyPoolChanges';
  readonly to: 'running' | 'saved';
  readonly names: readonly string[];
}

export type PoolGroupCommand = CreatePoolGroupCommand | AlterPoolGroupCommand | DropPoolGroupCommand;

/** A statement about groups of pools as what they are told. */
export function groupCommand(
  statement: PoolGroupStatement,
  environment: Environment | undefined,
): PoolGroupCommand | ApplyPoolChangesCommand {
  const options = (assignments: readonly OptionAssignment[]): Document =>
    Object.fromEntries(optionInputs(assignments, environment).map((each) => [each.name, each.value]));
  switch (statement.kind) {
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
