export type * from './catalog.ts';
export type * from './common.ts';
export type * from './pool.ts';
export type * from './query.ts';
export type * from './session.ts';
export type * from './statement.ts';
