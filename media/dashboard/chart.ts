import uPlot from 'uplot';
import { element, setAttribute, setText } from '../shared/dom.ts';
import { translucent, type Theme } from '../shared/theme.ts';
import { chartShape, formatQuantity, type ChartLine, type ChartModel } from './chart-model.ts';
import { valueLabels } from './axis-labels.ts';
import { frameHeight, plotFrame, pointAt, showSpan, type ChartSurroundings } from './plot-frame.ts';
import { valueTop } from './value-top.ts';

const heights: Readonly<Record<ChartModel['id'], number>> = {
  connections: 150,
  waiting: 76,
  checkout: 110,
  operations: 110,
};

/** One chart: a heading, the values under the cursor as its legend, and the plot. */
export class Chart {
  readonly root: HTMLElement;
  readonly #surroundings: ChartSurroundings;
  readonly #shape: string;
  readonly #values: HTMLElement[];
  readonly #swatches: HTMLElement[];
  readonly #clock: HTMLElement;
  readonly #plotBox: HTMLElement;
  #model: ChartModel;
  #theme: Theme;
  #plot: uPlot;
  #index: number | undefined;

  constructor(model: ChartModel, surroundings: ChartSurroundings) {
    this.#model = model;
    this.#shape = chartShape(model);
    this.#surroundings = surroundings;
    this.#theme = surroundings.theme;
    this.#values = model.lines.map(() => element('span', { class: 'legend-value' }, '–'));
    this.#swatches = model.lines.map(() => element('span', { class: 'swatch', 'aria-hidden': 'true' }));
    this.#clock = element('span', { class: 'legend-clock' });
    const legend = element(
      'div',
      { class: 'legend', 'aria-live': 'off' },
      this.#clock,
      // The legend reads from below upwards in a stacked chart, so that it begins with what counts most.
      ...model.lines
        .map((line, index) =>
          element(
            'span',
            { class: 'legend-entry' },
            this.#swatches[index] ?? '',
            element('span', { class: 'legend-label', title: line.label }, line.label),
            this.#values[index] ?? '',
          ),
        )
        .reverse(),
    );
    this.#plotBox = element('div', { class: 'plot', role: 'img', tabindex: 0 });
    this.root = element(
      'section',
      { class: 'chart', 'data-chart': model.id },
      element('header', {}, element('h3', {}, model.title), legend),
      this.#plotBox,
    );
    this.#plot = this.#makePlot();
    this.#dress();
  }

  canShow(model: ChartModel | undefined): boolean {
    return model !== undefined && chartShape(model) === this.#shape;
  }

  update(times: readonly number[], model: ChartModel): void {
    this.#model = model;
    this.#plot.setData(plotData(times, model.lines), true);
    setAttribute(this.#plotBox, 'aria-label', model.summary);
    this.showValues(this.#index, this.#clock.textContent ?? '');
  }

  /** Values at an index of the times, or the newest ones. */
  showValues(index: number | undefined, clock: string): void {
    this.#index = index;
    setText(this.#clock, clock);
    this.#model.lines.forEach((line, position) => {
      const value =
        index === undefined ? line.values.findLast((known) => known !== null) : line.values[index];
      const node = this.#values[position];
      if (node) setText(node, formatQuantity(this.#model.quantity, value));
    });
  }

  point(index: number | undefined): void {
    pointAt(this.#plot, index);
  }

  set theme(theme: Theme) {
    this.#theme = theme;
    this.#plot.destroy();
    this.#plot = this.#makePlot(this.#plot.data);
    this.#dress();
  }

  redraw(): void {
    showSpan(this.#plot, this.#surroundings.span());
  }

  fit(): void {
    const width = this.#plotBox.clientWidth;
    if (width > 0 && width !== this.#plot.width) this.#plot.setSize({ width, height: this.#height });
  }

  destroy(): void {
    this.#plot.destroy();
    this.root.remove();
  }

  get #height(): number {
    return frameHeight(heights[this.#model.id], this.#surroundings.withTimeAxis);
  }

  #dress(): void {
    this.#model.lines.forEach((line, index) => {
      const swatch = this.#swatches[index];
      if (!swatch) return;
      const color = this.#theme[line.color];
      swatch.style.borderTopColor = line.drawn === undefined ? color : 'transparent';
      swatch.style.borderTopStyle = line.dash && line.fill === undefined ? 'dashed' : 'solid';
      swatch.style.background = line.fill === undefined ? 'transparent' : translucent(color, line.fill);
      swatch.classList.toggle('swatch-line', line.fill === undefined);
    });
  }

  #makePlot(data: uPlot.AlignedData = plotData([], this.#model.lines)): uPlot {
    const theme = this.#theme;
    const { id, quantity, lines, stacked } = this.#model;
    const frame = plotFrame({
      width: Math.max(200, this.#plotBox.clientWidth),
      height: heights[id],
      theme,
      surroundings: this.#surroundings,
      valueScale: { range: (_plot, _min, max) => [0, valueTop(max, quantity)] },
      valueAxis: valueLabels(quantity),
    });
    return new uPlot(
      {
        ...frame,
        series: [{}, ...lines.map((line) => seriesOf(line, theme, stacked))],
        bands: stacked ? stackBands(lines, theme) : [],
      },
      data,
      this.#plotBox,
    );
  }
}

function plotData(times: readonly number[], lines: readonly ChartLine[]): uPlot.AlignedData {
  return [times.map((time) => time / 1000), ...lines.map((line) => [...(line.drawn ?? line.values)])];
}

function seriesOf(line: ChartLine, theme: Theme, stacked: boolean): uPlot.Series {
  const color = theme[line.color];
  const stackedOn = stacked && line.drawn !== undefined;
  return {
    label: line.label,
    // Edges between areas tell nothing, and would draw what is not there where an area is empty.
    stroke: stackedOn ? 'transparent' : color,
    width: theme.highContrast ? 2 : 1.5,
    points: { show: false },
    ...(line.dash && { dash: [...line.dash] }),
    ...(line.fill !== undefined && !stackedOn && { fill: translucent(color, line.fill) }),
  };
}

/** The areas between each filled line and the next one below it. */
function stackBands(lines: readonly ChartLine[], theme: Theme): uPlot.Band[] {
  return lines.flatMap((line, index) =>
    line.fill !== undefined && line.drawn !== undefined && index + 1 < lines.length
      ? [
          {
            series: [index + 1, index + 2] as const satisfies uPlot.Band.Bounds,
            fill: translucent(theme[line.color], line.fill),
          },
        ]
      : [],
  );
}
