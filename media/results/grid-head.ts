import type { ResultTab } from '../../client/src/messages/results.ts';
import { element, icon } from '../shared/dom.ts';
import { place } from './grid-cells.ts';
import type { DrawnColumn } from './column-layout.ts';

const numeric: ReadonlySet<string> = new Set(['int', 'long', 'double', 'decimal']);

/** The headings of the columns in sight, behind that of the rows' numbers. */
export function headings(
  tab: ResultTab,
  columns: readonly DrawnColumn[],
  numberWidth: number,
): HTMLElement[] {
  const corner = element('div', { role: 'columnheader', class: 'number corner', 'aria-colindex': 1 }, '#');
  corner.style.width = `${numberWidth}px`;
  return [corner, ...columns.map((drawn) => heading(tab, drawn))];
}

function heading({ columns, arrangement }: ResultTab, drawn: DrawnColumn): HTMLElement {
  const { name = '', type = '' } = columns[drawn.column] ?? {};
  const direction = arrangement?.order?.column === drawn.column ? arrangement.order.direction : undefined;
  const head = element(
    'div',
    {
      role: 'columnheader',
      class: numeric.has(type) ? 'column number-column' : 'column',
      'aria-colindex': drawn.at + 2,
      'aria-sort': direction && (direction === 'asc' ? 'ascending' : 'descending'),
      'data-column': drawn.at,
      'data-vscode-context': JSON.stringify({ webviewSection: 'column', column: drawn.column }),
      title: `${name}: ${type}${drawn.isPinned ? ' · pinned' : ''}`,
    },
    ...(drawn.isPinned ? [icon('pinned')] : []),
    element('span', { class: 'name' }, name),
    ...(direction ? [icon(direction === 'asc' ? 'arrow-up' : 'arrow-down')] : []),
    element('span', { class: 'type' }, type),
    element('span', { class: 'resize', 'data-resize': drawn.at, 'aria-hidden': 'true' }),
  );
  place(head, drawn);
  return head;
}
