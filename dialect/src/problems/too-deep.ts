import type { Span } from '../text/span.ts';
import { problem } from './catalog.ts';
import type { Problem } from './problem.ts';

/**
 * What is told where a statement was too deep to be walked: a text may chain more operators than the stack holds, and how many those are
 * differs from one machine to the next. Any other error is thrown on.
 */
export function tooDeep(error: unknown, span: Span): Problem {
  if (error instanceof RangeError && error.message.includes('call stack')) return problem('QL4007', span);
  throw error;
}
