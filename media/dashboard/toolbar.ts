import {
  dashboardRanges,
  dashboardRefreshes,
  type DashboardSelection,
  type DashboardSnapshot,
} from '../../client/src/messages/dashboard.ts';
import { moodFaces, worstMood } from '../../client/src/messages/health.ts';
import { element, icon, setAttribute, setText } from '../shared/dom.ts';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-toolbar-button/index.js';

export interface ToolbarActions {
  readonly change: (change: Partial<DashboardSelection>) => void;
  readonly pick: () => void;
  readonly exportRange: () => void;
  readonly showTable: (shown: boolean) => void;
  readonly resetZoom: () => void;
}

/** The top line: which pools, which time, how often. It shows the selection and changes it through its actions. */
export class Toolbar {
  readonly root: HTMLElement;
  readonly #pool = element('button', { class: 'pool-choice', type: 'button', 'aria-haspopup': 'dialog' });
  readonly #mood = element('i', { 'aria-hidden': 'true' });
  readonly #name = element('span', { class: 'pool-name' });
  readonly #where = element('span', { class: 'pool-where' });
  /** What the icons say. */
  readonly #spoken = element('span', { class: 'unseen' });
  readonly #ranges = new Map<number, HTMLInputElement>();
  readonly #refresh = element('vscode-single-select', { label: 'Refresh' });
  readonly #pause = element('vscode-toolbar-button', { icon: 'debug-pause' });
  readonly #table = element('vscode-toolbar-button', {
    icon: 'table',
    label: 'Show the charts as a table',
    title: 'Show the charts as a table',
    toggleable: true,
  });
  readonly #zoom = element(
    'button',
    { class: 'zoom-reset', type: 'button', hidden: true },
    icon('zoom-out'),
    'Whole range',
  );
  #selection: DashboardSelection;

  constructor(selection: DashboardSelection, tableShown: boolean, actions: ToolbarActions) {
    this.#selection = selection;
    this.#pool.append(this.#mood, this.#name, ' ', this.#where, this.#spoken, icon('chevron-down'));
    this.#pool.addEventListener('click', actions.pick);
    const exportButton = element('vscode-toolbar-button', {
      icon: 'export',
      label: 'Export the range as CSV',
      title: 'Export the range as CSV',
    });
    exportButton.addEventListener('click', actions.exportRange);
    this.#pause.addEventListener('click', () => actions.change({ paused: !this.#selection.paused }));
    this.#table.checked = tableShown;
    this.#table.addEventListener('change', () => actions.showTable(this.#table.checked));
    this.#zoom.addEventListener('click', actions.resetZoom);
    for (const { milliseconds, label } of dashboardRefreshes) {
      this.#refresh.append(element('vscode-option', { value: milliseconds }, label));
    }
    this.#refresh.title = 'How often the figures are taken';
    this.#refresh.addEventListener('change', () =>
      actions.change({ refreshMs: Number(this.#refresh.value) }),
    );
    this.root = element(
      'header',
      { class: 'toolbar', role: 'toolbar', 'aria-label': 'Dashboard' },
      this.#pool,
      element(
        'div',
        { class: 'toolbar-tools' },
        this.#zoom,
        this.#rangeChoice(actions),
        this.#refresh,
        this.#pause,
        this.#table,
        exportButton,
      ),
    );
    this.select(selection);
  }

  select(selection: DashboardSelection): void {
    this.#selection = selection;
    for (const [milliseconds, input] of this.#ranges) input.checked = milliseconds === selection.rangeMs;
    this.#refresh.value = String(selection.refreshMs);
    const label = selection.paused ? 'Go on' : 'Hold the picture';
    this.#pause.icon = selection.paused ? 'debug-start' : 'debug-pause';
    this.#pause.label = label;
    this.#pause.title = label;
    this.root.classList.toggle('paused', selection.paused);
  }

  update({ pools }: DashboardSnapshot): void {
    const [first, ...others] = pools;
    const mood = moodFaces[worstMood(pools.map((pool) => pool.mood))];
    const names = pools.map((pool) => pool.name).join(', ');
    this.#mood.className = `codicon codicon-${mood.icon} mood-${mood.word}`;
    setText(this.#name, others.length > 0 ? `${pools.length} pools` : (first?.name ?? 'No pool'));
    setText(
      this.#where,
      others.length > 0 ? names : [first?.connection, first?.database].filter((part) => part).join(' · '),
    );
    setText(this.#spoken, `, ${mood.word}. Choose other pools`);
    setAttribute(this.#pool, 'title', names);
  }

  set zoomed(zoomed: boolean) {
    this.#zoom.hidden = !zoomed;
  }

  #rangeChoice({ change }: ToolbarActions): HTMLElement {
    const group = element('fieldset', { class: 'segments' }, element('legend', { class: 'unseen' }, 'Range'));
    for (const { milliseconds, label } of dashboardRanges) {
      const input = element('input', { type: 'radio', name: 'range', value: milliseconds, class: 'unseen' });
      input.addEventListener('change', () => change({ rangeMs: milliseconds }));
      this.#ranges.set(milliseconds, input);
      group.append(element('label', {}, input, element('span', {}, label)));
    }
    return group;
  }
}
