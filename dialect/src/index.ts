// The dialect as a library: text in, plain data out. It never throws on what a person typed.
export type * from './catalog/catalog.ts';
export type * from './catalog/types.ts';
export type * from './catalog/virtual-table.ts';
export type * from './pipeline/command.ts';
export type * from './analysis/environment.ts';
export type * from './problems/problem.ts';
export { emptyCatalog } from './catalog/catalog.ts';
