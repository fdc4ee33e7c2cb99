import type { ProblemCode } from '../../../dialect/src/problems/catalog.ts';
import type { TimedCheckout } from '../pools/running-operation.ts';
import type { StatementOutcome } from './run-types.ts';
import type { RunOptions } from './session-state.ts';
import type { WriteAccount } from './write-account.ts';

/** What carrying out a command adds to the outcome of its statement. */
export type Executed = Partial<Pick<StatementOutcome, 'message' | 'pool' | 'host' | 'affected' | 'plan'>> & {
  /** What there is to say though nothing failed. */
  readonly warning?: ProblemCode;
};

export interface ExecuteRun extends RunOptions {
  readonly signal: AbortSignal;
  /** Id that every command of the statement carries as its comment. */
  readonly statement: string;
  readonly text: string;
  /** Whether the statement writes; not known before it is compiled. */
  readonly writes?: boolean;
  /** Whether to go only by ways that hang on nothing: a quicker one failed. */
  readonly careful?: boolean;
  /** Whether rows that the statement reads in several places may be found once, as a step of their own. */
  readonly keeps?: boolean;
  /** Told of each connection that the statement gave back. */
  readonly timed?: (checkout: TimedCheckout) => void;
  /** Told of how far writing has come. */
  readonly account?: WriteAccount;
}
