import type { Workbench } from '../../test/ui/workbench.ts';

/** A place of the tour: what to do until there is something to see. */
export interface Stop {
  readonly name: string;
  visit(workbench: Workbench): Promise<void>;
}
