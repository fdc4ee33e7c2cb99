import { closest, didYouMean } from '../problems/did-you-mean.ts';
import type { Identifier } from '../syntax/ast/common.ts';
import type { Binder } from './binder.ts';

/** Says that a collection of the current database does not exist, where all that exist are known; offers the one that is nearly called so. */
export function reportMissing(name: Identifier, binder: Binder): void {
  const { catalog, ctes } = binder;
  if (!catalog.complete || name.text === '') return;
  const near = closest(name.text, [
    ...catalog.collections.map((each) => each.name),
    ...ctes.map((each) => each.name.text),
  ]);
  const fixes =
    near === undefined ? [] : [{ title: `Change to ${near}`, changes: [{ span: name.span, text: near }] }];
  binder.report('QL2001', name.span, [name.text, didYouMean(near)], fixes);
}
