import type { Wanted } from './results.ts';

/** Tests whether texts hold what is wanted; where the case does not matter, as Unicode folds it. */
export function matcher({
  text,
  matchCase,
}: Pick<Wanted, 'text' | 'matchCase'>): (within: string) => boolean {
  if (matchCase) return (within) => within.includes(text);
  const pattern = new RegExp(text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`), 'iu');
  return (within) => pattern.test(within);
}
