import type { ResultTab, ToResultsView } from '../../client/src/messages/results.ts';

export type Found = Extract<ToResultsView, { readonly type: 'found' }>;

const count = new Intl.NumberFormat('en');

/** Which match of how many, in a few words that are read aloud: `3 of 120`. */
export function foundWords({ matches, index, state }: Found): string {
  if (matches === 0) return state === 'searching' ? '' : 'No results';
  return index === undefined
    ? `${count.format(matches)} found`
    : `${count.format(index)} of ${count.format(matches)}`;
}

/** In which rows: how far the search is, where it was stopped, and that there are more rows than were read. */
export function searchedWords({ searched, state }: Found, tab: Pick<ResultTab, 'rows' | 'state'>): string {
  const [rows, all] = [count.format(searched), count.format(tab.rows)];
  if (state === 'searching' && searched < tab.rows) return `searched ${rows} of ${all} rows…`;
  if (state === 'stopped') return `stopped after ${rows} of ${all} rows`;
  return tab.state === 'done' ? '' : `in the ${all} rows read so far`;
}
