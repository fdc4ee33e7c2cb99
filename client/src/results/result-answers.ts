import type { FromResultsView, ToResultsView } from '../messages/results.ts';
import { chartData, chartRows } from './chart-data.ts';
import { mostShown } from './bson-text.ts';
import { rowDocument } from './copy-text.ts';
import { ejsonText } from './ejson-text.ts';
import { branchAt, type TreeRows } from './result-tree.ts';
import { selectionSummary } from './selection-summary.ts';

export type ResultQuestion = Extract<
  FromResultsView,
  { readonly type: 'branch' | 'json' | 'chart' | 'summary' }
>;

/** What answers are made of: the names of the columns, and the rows that are held. */
export interface AnsweringRows {
  readonly columnNames: readonly string[];
  readonly rowsHeld: TreeRows;
}

/** What the view asks of the rows that are held, from the rows alone. */
export function answer(run: AnsweringRows, question: ResultQuestion): ToResultsView {
  const { tab } = question;
  const { rowsHeld: rows, columnNames: names } = run;
  switch (question.type) {
    case 'branch': {
      const { path, from, count } = question;
      return { type: 'branch', tab, path, from, ...branchAt(names, rows, path, from, count) };
    }
    case 'json': {
      const { from, count } = question;
      const texts = rows.slice(from, from + count).map((row) => shown(ejsonText(rowDocument(names, row), 2)));
      return { type: 'json', tab, from, texts };
    }
    case 'chart': {
      const { x, y } = question;
      const wanted = { ...(x === undefined ? {} : { x }), ...(y === undefined ? {} : { y }) };
      return { type: 'chart', tab, chart: chartData(names, rows.slice(0, chartRows), wanted) };
    }
    case 'summary': {
      const { range } = question;
      const text = selectionSummary(rows, range);
      return { type: 'summary', tab, range, text };
    }
  }
}

const count = new Intl.NumberFormat('en');

/** A row's text, or its beginning with a word of what is left out. */
function shown(text: string): string {
  if (text.length <= mostShown) return text;
  const more = count.format(text.length - mostShown);
  return `${text.slice(0, mostShown)}\n… ${more} more characters: Export writes the whole row.`;
}
