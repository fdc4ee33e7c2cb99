import type { ViewName } from '../../client/src/messages/shown-as.ts';
import { element, icon } from '../shared/dom.ts';

const views: readonly { readonly name: ViewName; readonly label: string; readonly icon: string }[] = [
  { name: 'plan', label: 'Plan', icon: 'type-hierarchy-sub' },
  { name: 'benchmark', label: 'Benchmark', icon: 'dashboard' },
  { name: 'grid', label: 'Grid', icon: 'table' },
  { name: 'tree', label: 'Tree', icon: 'list-tree' },
  { name: 'json', label: 'JSON', icon: 'json' },
  { name: 'chart', label: 'Chart', icon: 'graph-line' },
];

/** The views of a result as radio buttons: the chosen one has the keyboard, arrow keys choose the next. */
export class ViewSwitch {
  readonly element = element('div', { role: 'radiogroup', class: 'view-switch', 'aria-label': 'View' });
  readonly #buttons = new Map<ViewName, HTMLButtonElement>();

  constructor(choose: (view: ViewName) => void) {
    for (const { name, label, icon: id } of views) {
      const button = element(
        'button',
        { type: 'button', role: 'radio', 'data-view': name, title: `Show as ${label}` },
        icon(id),
        element('span', {}, label),
      );
      button.addEventListener('click', () => choose(name));
      this.#buttons.set(name, button);
    }
    this.element.append(...this.#buttons.values());
    this.element.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (step === undefined) return;
      event.preventDefault();
      const offered = views.filter(({ name }) => this.#buttons.get(name)?.hidden === false);
      const at = offered.findIndex(({ name }) => this.#buttons.get(name) === document.activeElement);
      const next = offered[(at + step + offered.length) % offered.length];
      if (!next) return;
      choose(next.name);
      this.#buttons.get(next.name)?.focus();
    });
  }

  /** Whether the rows are a plan, which has a view of its own. */
  set offersPlan(offers: boolean) {
    this.#offer('plan', offers);
  }

  /** Whether the rows are those of a benchmark, which have a view of their own. */
  set offersBenchmark(offers: boolean) {
    this.#offer('benchmark', offers);
  }

  /** The button of the view that is looked at. */
  get chosen(): HTMLButtonElement | undefined {
    return [...this.#buttons.values()].find((button) => button.tabIndex === 0);
  }

  #offer(view: ViewName, offers: boolean): void {
    const button = this.#buttons.get(view);
    if (button) button.hidden = !offers;
  }

  show(view: ViewName): void {
    for (const [name, button] of this.#buttons) {
      button.setAttribute('aria-checked', String(name === view));
      button.tabIndex = name === view ? 0 : -1;
    }
  }
}
