import {
  dashboardRanges,
  dashboardRefreshes,
  poolRanks,
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
  /** Shows the pools again that were shown together. */
  readonly back: () => void;
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
  readonly #rank = element('vscode-single-select', { label: 'Lines', class: 'rank' });
  readonly #back = element(
    'button',
    { class: 'zoom-reset', type: 'button', hidden: true },
    icon('arrow-left'),
  );
  readonly #backText = document.createTextNode('');
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
    for (const { rank, label } of poolRanks)
      this.#rank.append(element('vscode-option', { value: rank }, label));
    this.#rank.title = 'Which pools have lines of their own';
    this.#rank.addEventListener('change', () => {
      const chosen = poolRanks.find(({ rank }) => rank === this.#rank.value);
      if (chosen) actions.change({ rank: chosen.rank });
    });
    this.#back.append(this.#backText);
    this.#back.addEventListener('click', actions.back);
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
        this.#back,
        this.#zoom,
        this.#rank,
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
    this.#rank.value = selection.rank;
    const label = selection.paused ? 'Go on' : 'Hold the picture';
    this.#pause.icon = selection.paused ? 'debug-start' : 'debug-pause';
    this.#pause.label = label;
    this.#pause.title = label;
    this.root.classList.toggle('paused', selection.paused);
  }

  /** `several`: how many pools there are to go back to. */
  update({ pools, series, count }: DashboardSnapshot, several: number): void {
    const [first] = pools;
    const mood = moodFaces[worstMood(pools.map((pool) => pool.mood))];
    const names = series.map(({ pool }) => pool).join(', ');
    this.#mood.className = `codicon codicon-${mood.icon} mood-${mood.word}`;
    setText(this.#name, count > 1 ? `${count} pools` : (first?.name ?? 'No pool'));
    setText(
      this.#where,
      count > 1 ? names : [first?.connection, first?.database].filter((part) => part).join(' · '),
    );
    setText(this.#spoken, `, ${mood.word}. Choose other pools`);
    setAttribute(this.#pool, 'title', names);
    this.#rank.hidden = !series.some(({ others }) => others !== undefined);
    this.#back.hidden = several < 2;
    setText(this.#backText, `All ${several} pools`);
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
