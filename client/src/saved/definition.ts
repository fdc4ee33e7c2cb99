import type { GroupType, OptionValues } from '../../../dialect/src/options/index.ts';

/** How a pool or a group is made: what a CREATE statement says, with the defaults that held before it. */
export interface Definition {
  readonly kind: 'pool' | 'group';
  readonly name: string;
  /** Of a group. */
  readonly type?: GroupType;
  /** Name of the connection; undefined for the default one, or where there is an address. */
  readonly connection?: string;
  /** A connection string as it was written: what is shown of it hides its credentials. */
  readonly address?: string;
  readonly database?: string;
  readonly options: OptionValues;
}

/** Where statements about one name stand in the saved text: offsets, from the comments before each on. */
export interface Place {
  readonly start: number;
  readonly leadingStart: number;
  readonly end: number;
  readonly line: number;
}

/** A definition that is saved, and the statements that it comes from, the one that makes it first. */
export interface SavedDefinition extends Definition {
  readonly places: readonly Place[];
}
