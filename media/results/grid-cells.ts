import type { Cell } from '../../client/src/messages/results.ts';
import { element } from '../shared/dom.ts';
import type { DrawnColumn } from './column-layout.ts';
import { zonedText } from './zone.ts';

// The grid's cells as elements: each knows its place, so that a pointer can be traced back to it.

export function newCell(row: HTMLElement, rowIndex: number, column: number): HTMLElement {
  const cell = element('div', {
    role: 'gridcell',
    class: 'cell',
    'aria-colindex': column + 2,
    'data-column': column,
    'data-cell-row': rowIndex,
  });
  row.append(cell);
  return cell;
}

export function fill(cell: HTMLElement, value: Cell | undefined): void {
  const kind = value?.kind ?? 'loading';
  const text = value ? zonedText(value) : '';
  if (cell.dataset['kind'] === kind && cell.textContent === text) return;
  cell.dataset['kind'] = kind;
  cell.textContent = text;
  cell.title = value ? `${value.type}: ${value.text}` : '';
}

/** Puts a cell where its column is; one of a pinned column stays there as the others scroll. */
export function place(cell: HTMLElement, { start, size, isPinned }: DrawnColumn): void {
  cell.style.left = `${start}px`;
  cell.style.width = `${size}px`;
  cell.classList.toggle('pinned', isPinned);
}

export function cellAt(target: EventTarget | null): { row: number; column: number } | undefined {
  const cell = target instanceof HTMLElement ? target.closest<HTMLElement>('.cell') : null;
  if (!cell) return undefined;
  return { row: Number(cell.dataset['cellRow']), column: Number(cell.dataset['column']) };
}

let context: CanvasRenderingContext2D | null | undefined;

export function textWidth(text: string): number {
  context ??= document.createElement('canvas').getContext('2d');
  if (!context) return text.length * 8;
  const style = getComputedStyle(document.body);
  context.font = `${style.getPropertyValue('--vscode-editor-font-size') || '13px'} ${
    style.getPropertyValue('--vscode-editor-font-family') || 'monospace'
  }`;
  return context.measureText(text).width;
}
