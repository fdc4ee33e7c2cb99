import { problem } from '../../../dialect/src/problems/catalog.ts';
import type { ProblemCode } from '../../../dialect/src/problems/catalog.ts';
import type { ErrorKind } from './pool-types.ts';

/** What went wrong with a pool, as a numbered problem. Its text never holds credentials. */
export class PoolError extends Error {
  readonly code: ProblemCode;
  /** What fills the places of the problem's sentence. */
  readonly args: readonly (string | number)[];
  readonly kind: ErrorKind;
  /** Whether a transaction that it ended may do better as a whole: nothing was wrong with its statements. */
  readonly transient: boolean;

  constructor(
    code: ProblemCode,
    args: readonly (string | number)[],
    options: { kind?: ErrorKind; cause?: unknown; transient?: boolean } = {},
  ) {
    super(problem(code, { start: 0, end: 0 }, args).message, { cause: options.cause });
    this.name = 'PoolError';
    this.code = code;
    this.args = args;
    this.kind = options.kind ?? 'other';
    this.transient = options.transient ?? false;
  }
}
