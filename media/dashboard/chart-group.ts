import type { ResponseHeat } from '../../client/src/messages/dashboard.ts';
import { formatClock } from '../../client/src/messages/format.ts';
import { element } from '../shared/dom.ts';
import type { Theme } from '../shared/theme.ts';
import type { ChartModel } from './chart-model.ts';
import { Chart } from './chart.ts';
import { HeatMap } from './heat-map.ts';
import type { ChartSurroundings } from './plot-frame.ts';
import type { TimeSpan } from './time-span.ts';

/** What the group draws of a snapshot. */
export interface ChartGroupData {
  readonly times: readonly number[];
  readonly stepMs: number;
  readonly whole: TimeSpan;
  readonly models: readonly ChartModel[];
  readonly heat: ResponseHeat | undefined;
}

/**
 * The charts below each other on one time axis: they share the cursor, the stretch that was zoomed into and
 * the newest data. A drag zooms, a double click or Escape shows all again, arrow keys move the cursor.
 */
export class ChartGroup {
  readonly root: HTMLElement;
  readonly #onSpan: (span: TimeSpan, zoomed: boolean) => void;
  readonly #heat: HeatMap;
  readonly #linesBox = element('div', { class: 'charts' });
  #lines: readonly Chart[] = [];
  #theme: Theme;
  #times: readonly number[] = [];
  #whole: TimeSpan = { from: 0, to: 1 };
  #zoom: TimeSpan | undefined;
  #cursor: number | undefined;

  constructor(theme: Theme, onSpan: (span: TimeSpan, zoomed: boolean) => void) {
    this.#theme = theme;
    this.#onSpan = onSpan;
    this.#heat = new HeatMap(this.#surroundings(true));
    this.root = element('div', { class: 'charts' }, this.#linesBox, this.#heat.root);
    this.root.addEventListener('keydown', (event) => this.#key(event));
    new ResizeObserver(() => this.#charts.forEach((chart) => chart.fit())).observe(this.root);
  }

  get span(): TimeSpan {
    return this.#zoom ?? this.#whole;
  }

  get #charts(): readonly (Chart | HeatMap)[] {
    return [...this.#lines, this.#heat];
  }

  update({ times, stepMs, whole, models, heat }: ChartGroupData): void {
    this.#times = times;
    this.#whole = whole;
    // A stretch whose moments have all passed out of the range is of no use to anybody.
    if (this.#zoom && this.#zoom.to < whole.from) this.#zoom = undefined;
    const reusable =
      this.#lines.length === models.length &&
      this.#lines.every((chart, index) => chart.canShow(models[index]));
    if (!reusable) this.#rebuild(models);
    this.#lines.forEach((chart, index) => {
      const model = models[index];
      if (model) chart.update(times, model);
    });
    this.#heat.update(times, stepMs, heat);
    this.#onSpan(this.span, this.#zoom !== undefined);
  }

  set theme(theme: Theme) {
    this.#theme = theme;
    for (const chart of this.#charts) chart.theme = theme;
  }

  zoom(span: TimeSpan | undefined): void {
    this.#zoom = span;
    for (const chart of this.#charts) chart.redraw();
    this.#onSpan(this.span, span !== undefined);
  }

  #surroundings(withTimeAxis: boolean): ChartSurroundings {
    return {
      theme: this.#theme,
      withTimeAxis,
      span: () => this.span,
      onZoom: (span) => this.zoom(span),
      onCursor: (index) => this.#showCursor(index),
    };
  }

  #rebuild(models: readonly ChartModel[]): void {
    for (const chart of this.#lines) chart.destroy();
    this.#lines = models.map((model) => new Chart(model, this.#surroundings(false)));
    this.#linesBox.replaceChildren(...this.#lines.map((chart) => chart.root));
    for (const chart of this.#charts) chart.fit();
  }

  #showCursor(index: number | undefined): void {
    if (index === this.#cursor) return;
    this.#cursor = index;
    const at = index === undefined ? undefined : this.#times[index];
    // The moment is told once, on top.
    this.#lines.forEach((chart, position) =>
      chart.showValues(index, at !== undefined && position === 0 ? formatClock(at) : ''),
    );
    this.#heat.showValues(index);
  }

  #key(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      this.#showCursor(undefined);
      for (const chart of this.#charts) chart.point(undefined);
      this.zoom(undefined);
      return;
    }
    const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10 }[event.key];
    const ends = { Home: 0, End: this.#times.length - 1 }[event.key];
    if (step === undefined && ends === undefined) return;
    event.preventDefault();
    const last = this.#times.length - 1;
    const index = Math.min(last, Math.max(0, ends ?? (this.#cursor ?? last) + (step ?? 0)));
    for (const chart of this.#charts) chart.point(index);
    this.#showCursor(index);
  }
}
