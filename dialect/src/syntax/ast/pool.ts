import type { Identifier, Node } from './common.ts';
import type { Expression, Literal } from './query.ts';

/** `SET CONNECTION_POOL_OPTIONS = JSON_BUILD_OBJECT(…)`. */
export interface SetPoolOptions extends Node<'SetPoolOptions'> {
  readonly value: Expression;
}

/** `name = value` of a WITH or SET list. */
export interface OptionAssignment extends Node<'OptionAssignment'> {
  readonly name: Identifier;
  readonly value: Expression;
}

/** `ON CONNECTION profile` or `ON 'mongodb://…'`. */
export interface OnConnection extends Node<'OnConnection'> {
  readonly profile?: Identifier;
  readonly uri?: Literal;
}

export interface CreatePool extends Node<'CreatePool'> {
  readonly name: Identifier;
  readonly orReplace: boolean;
  readonly ifNotExists: boolean;
  readonly on?: OnConnection;
  readonly database?: Identifier;
  readonly options: readonly OptionAssignment[];
}

export interface AlterPool extends Node<'AlterPool'> {
  readonly name: Identifier;
  readonly options: readonly OptionAssignment[];
}

export interface DropPool extends Node<'DropPool'> {
  readonly name: Identifier;
  readonly ifExists: boolean;
}

/** PAUSE, RESUME, CLEAR, RECONNECT CONNECTION_POOL[_GROUP] name; `PAUSE … WAIT [interval]`. */
export interface ControlPool extends Node<'ControlPool'> {
  readonly action: 'PAUSE' | 'RESUME' | 'CLEAR' | 'RECONNECT';
  readonly of: 'CONNECTION_POOL' | 'CONNECTION_POOL_GROUP';
  readonly name: Identifier;
  /** Until what runs has ended. */
  readonly waits: boolean;
  /** For how long at most. */
  readonly limit?: Expression;
}

export interface KillConnection extends Node<'KillConnection'> {
  readonly id: Expression;
}

/** `USE CONNECTION_POOL name`. */
export interface UsePool extends Node<'UsePool'> {
  readonly name: Identifier;
}

export type PoolGroupType = 'READ_WRITE' | 'TENANT' | 'REGION' | 'PRIORITY' | 'BATCH';

export interface CreatePoolGroup extends Node<'CreatePoolGroup'> {
  readonly name: Identifier;
  readonly orReplace: boolean;
  readonly ifNotExists: boolean;
  readonly type: PoolGroupType;
  readonly on?: OnConnection;
  readonly database?: Identifier;
  readonly options: readonly OptionAssignment[];
}

export interface AlterPoolGroup extends Node<'AlterPoolGroup'> {
  readonly name: Identifier;
  readonly options: readonly OptionAssignment[];
}

export interface DropPoolGroup extends Node<'DropPoolGroup'> {
  readonly name: Identifier;
  readonly ifExists: boolean;
}

/** `APPLY CONNECTION_POOL CHANGES TO RUNNING | SAVED [FOR name, …]`. */
export interface ApplyPoolChanges extends Node<'ApplyPoolChanges'> {
  readonly to: 'RUNNING' | 'SAVED';
  /** Empty for all of them. */
  readonly names: readonly Identifier[];
}

export interface CreateAlert extends Node<'CreateAlert'> {
  readonly name: Identifier;
  readonly orReplace: boolean;
  readonly ifNotExists: boolean;
  readonly source: Expression;
  readonly when: Expression;
  readonly severity?: Identifier;
  readonly for?: Expression;
  readonly every?: Expression;
  readonly message?: Literal;
}

export interface AlterAlert extends Node<'AlterAlert'> {
  readonly name: Identifier;
  readonly options: readonly OptionAssignment[];
}

export interface DropAlert extends Node<'DropAlert'> {
  readonly name: Identifier;
  readonly ifExists: boolean;
}
