import { closest, didYouMean } from '../problems/did-you-mean.ts';
import type { Identifier } from '../syntax/ast/common.ts';
import type { Binder } from './binder.ts';

/** Says that a collection of the current database does not exist, where all that exist are known; offers the one that is nearly called so. */
export function reportMissing(name: Identifier, binder: Binder): void {
  const queries = binder.ctes.map((each) => each.name.text);
  report('QL2001', name, nearTo(name, queries, binder), binder);
}

/** Says the same of one that an INSERT would make, where its name is nearly that of another: elsewhere it is meant. */
export function warnOfNew(name: Identifier, binder: Binder): void {
  const near = nearTo(name, [], binder);
  if (near !== undefined && isSlip(name.text, near)) report('QL2057', name, near, binder);
}

/** Short names are near each other anyway, unless their letters are the same; names that are numbered are meant to be. */
function isSlip(name: string, near: string): boolean {
  const unnumbered = (text: string) => text.replaceAll(/\d+/g, '');
  const letters = (text: string) => [...text.toLowerCase()].sort().join('');
  return (name.length > 3 || letters(name) === letters(near)) && unnumbered(name) !== unnumbered(near);
}

const nearTo = ({ text }: Identifier, others: readonly string[], { catalog }: Binder): string | undefined =>
  closest(text, [...catalog.collections.map((each) => each.name), ...others]);

function report(code: 'QL2001' | 'QL2057', name: Identifier, near: string | undefined, binder: Binder): void {
  if (!binder.catalog.complete || name.text === '') return;
  const { span, text } = name;
  const fixes = near === undefined ? [] : [{ title: `Change to ${near}`, changes: [{ span, text: near }] }];
  binder.report(code, span, [text, didYouMean(near)], fixes);
}
