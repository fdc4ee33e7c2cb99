import type { GroupType, OptionValues } from '../options/index.ts';

export interface CreatePoolGroupCommand {
  readonly kind: 'createPoolGroup';
  readonly name: string;
  readonly type: GroupType;
  readonly orReplace: boolean;
  readonly ifNotExists: boolean;
  readonly connection?: { readonly profile: string } | { readonly uri: string };
  readonly database?: string;
  readonly options: OptionValues;
}

export interface AlterPoolGroupCommand {
  readonly kind: 'alterPoolGroup';
  readonly name: string;
  readonly options: OptionValues;
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
