import type { Cell, ResultTab } from '../../client/src/messages/results.ts';
import { element } from '../shared/dom.ts';
import './benchmark.css';
import { benchmarkModel, type BenchmarkChart } from './benchmark-model.ts';

export interface BenchmarkRequests {
  page(from: number, count: number): void;
}

/** Pools are told apart by so many colours; their names stand beside each bar, too. */
const colors = 6;

/** A benchmark: the pools side by side, a chart of bars for each kind of figure, and what to make of each pool. */
export class BenchmarkView {
  readonly element = element('div', {
    class: 'benchmark',
    role: 'document',
    tabindex: 0,
    'aria-label': 'Benchmark',
  });
  readonly #requests: BenchmarkRequests;
  #tab: ResultTab;

  constructor(tab: ResultTab, requests: BenchmarkRequests) {
    this.#tab = tab;
    this.#requests = requests;
  }

  update(tab: ResultTab): void {
    this.#tab = tab;
    if (tab.rows > 0) this.#requests.page(0, tab.rows);
  }

  /** Rows that were asked for; a benchmark has few, so that all of them come at once. */
  page(from: number, rows: readonly (readonly Cell[])[]): void {
    if (from !== 0 || rows.length < this.#tab.rows) return;
    const { charts, advice } = benchmarkModel(this.#tab.columns, rows);
    this.element.replaceChildren(
      element('div', { class: 'benchmark-charts' }, ...charts.map(chart)),
      element(
        'dl',
        { class: 'benchmark-advice' },
        ...advice.flatMap(({ pool, text }) => [element('dt', {}, pool), element('dd', {}, text)]),
      ),
    );
  }

  focus(): void {
    this.element.focus();
  }
}

function chart({ title, figures }: BenchmarkChart): HTMLElement {
  const rows = figures.flatMap(({ name, bars }) =>
    bars.map(({ pool, text, share }, index) => {
      const bar = element('div', { class: `benchmark-bar color-${index % colors}` });
      bar.style.width = `${(share * 100).toFixed(2)}%`;
      return element(
        'tr',
        { class: index === 0 ? 'first' : undefined },
        element(
          'th',
          { scope: 'row' },
          index === 0 || figures.length > 1 ? `${name} ` : '',
          element('span', {}, pool),
        ),
        element('td', { class: 'track' }, bar),
        element('td', { class: 'figure' }, text),
      );
    }),
  );
  return element(
    'table',
    { class: 'benchmark-chart' },
    element('caption', {}, title),
    element('tbody', {}, ...rows),
  );
}
