import type { Services } from '../services.ts';

/** A command of package.json and what it does. Its arguments come from menus, lenses and other extensions: they are checked. */
export interface CommandRow {
  readonly id: string;
  run(services: Services, ...args: readonly unknown[]): unknown;
}
