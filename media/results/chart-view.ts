import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { ChartData, ResultTab } from '../../client/src/messages/results.ts';
import type { ChartForm, DrawnAs } from '../../client/src/messages/shown-as.ts';
import { element, setText } from '../shared/dom.ts';
import { readTheme, translucent, watchTheme } from '../shared/theme.ts';
import { chartForm, categoryLabels } from './chart-form.ts';
import { momentText, timeAxis, zonedDate } from './time-axis.ts';
import { shownZone } from './zone.ts';

const count = new Intl.NumberFormat('en');
const figure = new Intl.NumberFormat('en', { maximumSignificantDigits: 15 });

export interface ChartRequests {
  chart(columns: { readonly x?: number; readonly y?: number }): void;
  /** What somebody chose to be drawn. */
  chosen(drawn: DrawnAs): void;
}

/** A result drawn: one column over another, as a line or as bars. */
export class ChartView {
  readonly element: HTMLElement;
  readonly #x = element('select', { 'aria-label': 'Column along x' });
  readonly #y = element('select', { 'aria-label': 'Column along y' });
  readonly #form = element(
    'select',
    { 'aria-label': 'Form' },
    element('option', { value: 'line' }, 'Line'),
    element('option', { value: 'bar' }, 'Bars'),
  );
  readonly #note = element('span', { class: 'chart-note' });
  readonly #legend = element('span', { class: 'chart-legend' });
  readonly #box = element('div', { class: 'chart-box', role: 'img', tabindex: 0 });
  readonly #requests: ChartRequests;
  readonly #resize = new ResizeObserver(() => this.#fit());
  #tab: ResultTab;
  #data: ChartData | undefined;
  #chosen: ChartForm | undefined;
  #plot: uPlot | undefined;

  /** `drawn` is what was chosen before. */
  constructor(tab: ResultTab, requests: ChartRequests, drawn: DrawnAs = {}) {
    this.#tab = tab;
    this.#requests = requests;
    this.#chosen = drawn.form;
    const label = (text: string, select: HTMLElement) => element('label', {}, text, select);
    this.element = element(
      'div',
      { class: 'chart-view' },
      element(
        'div',
        { class: 'chart-bar' },
        label('x', this.#x),
        label('y', this.#y),
        label('as', this.#form),
        this.#legend,
        this.#note,
      ),
      this.#box,
    );
    for (const select of [this.#x, this.#y])
      select.addEventListener('change', () => {
        requests.chart({ x: Number(this.#x.value), y: Number(this.#y.value) });
        requests.chosen(this.#drawn);
      });
    this.#form.addEventListener('change', () => {
      this.#chosen = this.#form.value === 'bar' ? 'bar' : 'line';
      this.#draw();
      requests.chosen(this.#drawn);
    });
    this.#resize.observe(this.#box);
    watchTheme(() => this.#draw());
    const named = (wanted: string | undefined) => tab.columns.findIndex(({ name }) => name === wanted);
    const [x, y] = [named(drawn.x), named(drawn.y)];
    requests.chart({ ...(x < 0 ? {} : { x }), ...(y < 0 ? {} : { y }) });
  }

  update(tab: ResultTab): void {
    const before = this.#tab;
    this.#tab = tab;
    if (tab.rows === before.rows) return;
    const { x, y } = this.#data ?? {};
    this.#requests.chart(x === undefined || y === undefined ? {} : { x, y });
  }

  chart(data: ChartData): void {
    this.#data = data;
    const name = (column: number) => this.#tab.columns[column]?.name ?? '';
    const fill = (select: HTMLSelectElement, columns: readonly number[], chosen: number | undefined) => {
      select.replaceChildren(...columns.map((column) => element('option', { value: column }, name(column))));
      select.disabled = columns.length === 0;
      if (chosen !== undefined) select.value = String(chosen);
    };
    const numbers = data.choices.filter(({ scale }) => scale === 'number');
    const columns = data.choices.map(({ column }) => column);
    fill(this.#x, columns, data.x);
    fill(
      this.#y,
      numbers.map(({ column }) => column),
      data.y,
    );
    this.#draw();
  }

  /** Dates are shown in another zone now. */
  rezone(): void {
    this.#draw();
  }

  focus(): void {
    (this.#x.disabled ? this.#box : this.#x).focus();
  }

  dispose(): void {
    this.#resize.disconnect();
    this.#plot?.destroy();
  }

  get #drawn(): DrawnAs {
    const name = (select: HTMLSelectElement) => this.#tab.columns[Number(select.value)]?.name ?? '';
    return {
      x: name(this.#x),
      y: name(this.#y),
      ...(this.#chosen === undefined ? {} : { form: this.#chosen }),
    };
  }

  #fit(): void {
    const { clientWidth: width, clientHeight: height } = this.#box;
    if (!this.#plot || width === 0 || height === 0) return;
    if (width !== this.#plot.width || height !== this.#plot.height) this.#plot.setSize({ width, height });
  }

  #draw(): void {
    this.#plot?.destroy();
    this.#plot = undefined;
    const data = this.#data;
    if (!data) return;
    const { x, y } = data;
    if (x === undefined || y === undefined) {
      this.#box.replaceChildren(
        element('p', { class: 'empty' }, 'There is no number to draw: a chart needs a column of numbers.'),
      );
      setText(this.#note, '');
      this.#legend.replaceChildren();
      return;
    }
    const form = chartForm(data, this.#chosen);
    this.#form.value = form;
    const xName = this.#tab.columns[x]?.name ?? '';
    const yName = this.#tab.columns[y]?.name ?? '';
    this.#box.replaceChildren();
    this.#box.setAttribute('aria-label', `${yName} over ${xName}, ${data.rows} rows`);
    const held = this.#tab.rows;
    setText(
      this.#note,
      data.rows < held ? `first ${count.format(data.rows)} of ${count.format(held)} rows` : '',
    );
    this.#plot = new uPlot(this.#options(data, form, xName, yName), [[...data.xs], [...data.ys]], this.#box);
  }

  #options(data: ChartData, form: ChartForm, xName: string, yName: string): uPlot.Options {
    const theme = readTheme();
    const axis = {
      stroke: theme.foreground,
      font: theme.font,
      grid: { stroke: translucent(theme.grid, 0.4), width: 1 },
      ticks: { stroke: theme.grid, width: 1 },
    };
    const { labels } = data;
    const isTime = data.scale === 'time';
    const zone = shownZone();
    const bars = uPlot.paths.bars?.({ size: [0.7, 60] });
    return {
      width: Math.max(this.#box.clientWidth, 100),
      height: Math.max(this.#box.clientHeight, 80),
      tzDate: (seconds) => zonedDate(seconds, zone),
      scales: {
        x: {
          time: isTime,
          // Half a step of room on either side, so that the outer bars are whole.
          ...(labels ? { range: [-0.5, Math.max(0.5, labels.length - 0.5)] as [number, number] } : {}),
        },
        // Bars begin at nothing: their length is their value.
        y:
          form === 'bar'
            ? { range: (_, low, high) => [Math.min(0, low * 1.05), Math.max(0, high * 1.05) || 1] }
            : {},
      },
      axes: [
        labels
          ? {
              ...axis,
              splits: () => labels.map((_, index) => index),
              values: (plot) => categoryLabels(labels, plot.width),
            }
          : { ...axis, ...(isTime ? timeAxis : {}) },
        { ...axis, size: 64 },
      ],
      series: [
        {
          label: xName,
          ...(labels ? { value: (_, at) => labels[at] ?? '' } : {}),
          ...(isTime ? { value: (_, at) => momentText(at, zone) } : {}),
        },
        {
          label: yName,
          value: (_, at) => (at === null ? '' : figure.format(at)),
          stroke: theme.blue,
          width: theme.highContrast ? 2 : 1.5,
          ...(form === 'bar' ? { fill: translucent(theme.blue, 0.6) } : {}),
          ...(form === 'bar' && bars ? { paths: bars } : {}),
          points: { show: form === 'line' && data.xs.length < 60 },
        },
      ],
      legend: { live: true, mount: (_, legend) => this.#legend.replaceChildren(legend) },
    };
  }
}
