import type { Cell, ResultTab, TreeNode } from '../../client/src/messages/results.ts';
import { element, icon, setText } from '../shared/dom.ts';
import { zonedText } from './zone.ts';

/** Members that are asked for at once. */
const pageSize = 100;

export interface TreeRequests {
  branch(path: readonly number[], from: number, count: number): void;
  /** Edit a value, where that is offered. */
  edit?(path: readonly number[]): void;
}

/**
 * The rows of a result as documents that unfold, a page of members at a time: the last line of a page brings the next. Arrow keys go up
 * and down, Right unfolds or goes in, Left folds or goes out, F2 edits.
 */
export class TreeView {
  readonly element: HTMLElement;
  readonly #requests: TreeRequests;
  /** What holds the lines below a path. */
  readonly #groups = new Map<string, HTMLElement>();
  #rows: number;

  constructor(tab: ResultTab, requests: TreeRequests) {
    this.#requests = requests;
    this.#rows = tab.rows;
    this.element = element('div', { role: 'tree', class: 'tree', 'aria-label': tab.title });
    this.#groups.set('', this.element);
    this.element.addEventListener('click', (event) => this.#onClick(event));
    this.element.addEventListener('keydown', (event) => this.#onKey(event));
    this.element.addEventListener('dblclick', (event) => {
      const line = event.target instanceof Element ? event.target.closest<HTMLElement>('.node') : null;
      if (line && !line.hasAttribute('aria-expanded')) requests.edit?.(pathOf(line.dataset['path'] ?? ''));
    });
    requests.branch([], 0, pageSize);
  }

  /** More rows came: a page that was not full, or its line for more, is made anew. */
  update(tab: ResultTab): void {
    if (tab.rows === this.#rows) return;
    this.#rows = tab.rows;
    const shown = this.element.querySelectorAll(':scope > .node').length;
    const from = Math.floor(shown / pageSize) * pageSize;
    if (shown === 0 || shown % pageSize !== 0) this.#requests.branch([], from, pageSize);
    else this.#putMore(this.element, [], shown, tab.rows);
  }

  branch(path: readonly number[], from: number, nodes: readonly TreeNode[], total: number): void {
    const group = this.#groups.get(path.join('.'));
    if (!group) return;
    const hadFocus = group.querySelector(':scope > .more') === document.activeElement;
    const known = group.querySelectorAll(':scope > .node').length;
    group.querySelector(':scope > .more')?.remove();
    nodes.slice(Math.max(0, known - from)).forEach((node, index) => {
      const position = Math.max(known, from) + index;
      group.append(this.#line(node, [...path, position], total));
    });
    this.#putMore(group, path, from + nodes.length, total);
    if (!this.element.querySelector('[tabindex="0"]')) this.#lines()[0]?.setAttribute('tabindex', '0');
    if (hadFocus) this.#focus(group.querySelectorAll<HTMLElement>(':scope > .node')[from]);
  }

  /** Dates are shown in another zone. */
  rezone(): void {
    for (const date of this.element.querySelectorAll<HTMLElement>('.cell-text[data-kind=date]'))
      setText(date, zonedText({ kind: 'date', text: date.dataset['text'] ?? '' }));
  }

  /** A value was written. */
  change(path: readonly number[], cell: Cell): void {
    const line = this.element.querySelector(`.node[data-path="${path.join('.')}"] > .line`);
    const [text, type] = [line?.querySelector<HTMLElement>('.cell-text'), line?.querySelector('.type')];
    if (!text || !type) return;
    text.dataset['kind'] = cell.kind;
    if (cell.kind === 'date') text.dataset['text'] = cell.text;
    setText(text, zonedText(cell));
    setText(type, cell.type);
  }

  focus(): void {
    this.#focus(this.element.querySelector<HTMLElement>('[tabindex="0"]') ?? this.#lines()[0]);
  }

  #line({ name, cell, members }: TreeNode, path: readonly number[], total: number): HTMLElement {
    const line = element(
      'div',
      {
        role: 'treeitem',
        class: 'node',
        tabindex: -1,
        'data-path': path.join('.'),
        'aria-level': path.length,
        'aria-setsize': total,
        'aria-posinset': (path.at(-1) ?? 0) + 1,
        'aria-expanded': members > 0 ? 'false' : undefined,
      },
      element(
        'div',
        { class: 'line', title: `${cell.type}: ${cell.text}` },
        members > 0 ? icon('chevron-right') : element('i', { class: 'no-twist' }),
        element('span', { class: 'key' }, name),
        element(
          'span',
          { class: 'cell-text', 'data-kind': cell.kind, 'data-text': cell.kind === 'date' && cell.text },
          zonedText(cell),
        ),
        element('span', { class: 'type' }, cell.type),
      ),
    );
    line.style.setProperty('--level', String(path.length - 1));
    return line;
  }

  #putMore(group: HTMLElement, path: readonly number[], from: number, total: number): void {
    group.querySelector(':scope > .more')?.remove();
    if (from >= total) return;
    const more = element(
      'div',
      {
        role: 'treeitem',
        class: 'more',
        tabindex: -1,
        'aria-level': path.length + 1,
        'data-more': path.join('.'),
        'data-from': from,
      },
      `Show ${Math.min(pageSize, total - from)} more of ${total - from}`,
    );
    more.style.setProperty('--level', String(path.length));
    group.append(more);
  }

  #toggle(line: HTMLElement, open: boolean): void {
    const path = line.dataset['path'] ?? '';
    if (!line.hasAttribute('aria-expanded')) return;
    line.setAttribute('aria-expanded', String(open));
    const known = this.#groups.get(path);
    if (known) known.hidden = !open;
    else if (open) {
      const group = element('div', { role: 'group' });
      this.#groups.set(path, group);
      line.append(group);
      this.#requests.branch(pathOf(path), 0, pageSize);
    }
  }

  #open(more: HTMLElement): void {
    this.#requests.branch(pathOf(more.dataset['more'] ?? ''), Number(more.dataset['from']), pageSize);
  }

  /** Lines in sight, in order. */
  #lines(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>('.node, .more')].filter(
      (line) => line.parentElement?.closest('[hidden]') === null,
    );
  }

  #focus(line: HTMLElement | undefined): void {
    if (!line) return;
    for (const old of this.element.querySelectorAll('[tabindex="0"]')) old.setAttribute('tabindex', '-1');
    line.tabIndex = 0;
    line.focus();
  }

  #onClick(event: MouseEvent): void {
    const line = event.target instanceof Element ? event.target.closest<HTMLElement>('.node, .more') : null;
    if (!line) return;
    this.#focus(line);
    if (line.dataset['more'] !== undefined) this.#open(line);
    else this.#toggle(line, line.getAttribute('aria-expanded') === 'false');
  }

  #onKey(event: KeyboardEvent): void {
    const line = event.target instanceof Element ? event.target.closest<HTMLElement>('.node, .more') : null;
    if (!line || event.ctrlKey || event.metaKey || event.altKey) return;
    const lines = this.#lines();
    const at = lines.indexOf(line);
    const isOpen = line.getAttribute('aria-expanded') === 'true';
    switch (event.key) {
      case 'ArrowDown':
        this.#focus(lines[at + 1]);
        break;
      case 'ArrowUp':
        this.#focus(lines[at - 1]);
        break;
      case 'Home':
        this.#focus(lines[0]);
        break;
      case 'End':
        this.#focus(lines.at(-1));
        break;
      case 'ArrowRight':
        if (isOpen) this.#focus(lines[at + 1]);
        else this.#toggle(line, true);
        break;
      case 'ArrowLeft':
        if (isOpen) this.#toggle(line, false);
        else this.#focus(line.parentElement?.closest<HTMLElement>('.node') ?? undefined);
        break;
      case 'F2':
        this.#requests.edit?.(pathOf(line.dataset['path'] ?? ''));
        break;
      case 'Enter':
      case ' ':
        if (line.dataset['more'] !== undefined) this.#open(line);
        else this.#toggle(line, !isOpen);
        break;
      default:
        return;
    }
    event.preventDefault();
  }
}

function pathOf(text: string): number[] {
  return text === '' ? [] : text.split('.').map(Number);
}
