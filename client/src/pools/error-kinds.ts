import type { ErrorKind } from './pool-types.ts';

/** The server answered, and refused what the statement says: that tells nothing of the pool. */
const ofStatements: ReadonlySet<string> = new Set<ErrorKind>(['statement', 'write']);

/** Whether errors of a kind speak against the pool: its network, its servers, its credentials, its size. */
export const isOfPool = (kind: string): boolean => !ofStatements.has(kind);

type Counted = Readonly<Partial<Record<ErrorKind, number>>>;

/** How many of the errors are the statements' own. */
export function statementErrors(errorsByKind: Counted): number {
  return counts(errorsByKind).reduce((sum, [kind, count]) => (isOfPool(kind) ? sum : sum + count), 0);
}

/** `, most of them by network errors`; nothing where no error speaks against the pool. */
export function worstKind(errorsByKind: Counted): string {
  const [worst] = counts(errorsByKind)
    .filter(([kind]) => isOfPool(kind))
    .sort(([, left], [, right]) => right - left);
  return worst === undefined ? '' : `, most of them by ${worst[0]} errors`;
}

const counts = (errorsByKind: Counted): readonly (readonly [string, number])[] =>
  Object.entries(errorsByKind);
