import uPlot from 'uplot';
import type { ResponseHeat } from '../../client/src/messages/dashboard.ts';
import { formatDuration } from '../../client/src/messages/format.ts';
import { element, setAttribute, setText } from '../shared/dom.ts';
import type { Theme } from '../shared/theme.ts';
import { heatFigures, heatRows, heatStrength, newestHeat, type HeatRows } from './heat-model.ts';
import { frameHeight, plotFrame, pointAt, showSpan, type ChartSurroundings } from './plot-frame.ts';

const height = 120;
const labels = ['operations', 'median', 'slowest'] as const;

/** How long operations took: time to the right, response time upwards on a logarithmic scale, the denser the stronger. */
export class HeatMap {
  readonly root: HTMLElement;
  readonly #surroundings: ChartSurroundings;
  readonly #values = labels.map(() => element('span', { class: 'legend-value' }, '–'));
  readonly #plotBox = element('div', { class: 'plot', role: 'img', tabindex: 0 });
  #theme: Theme;
  #heat: ResponseHeat | undefined;
  #rows: HeatRows = { from: 1, to: 10 };
  #stepSeconds = 1;
  #plot: uPlot;
  #index: number | undefined;

  constructor(surroundings: ChartSurroundings) {
    this.#surroundings = surroundings;
    this.#theme = surroundings.theme;
    const entries = labels.map((label, index) =>
      element(
        'span',
        { class: 'legend-entry' },
        element('span', { class: 'legend-label' }, label),
        this.#values[index] ?? '',
      ),
    );
    this.root = element(
      'section',
      { class: 'chart', 'data-chart': 'heat' },
      element(
        'header',
        {},
        element('h3', {}, 'Response time'),
        element('div', { class: 'legend' }, ...entries),
      ),
      this.#plotBox,
    );
    this.#plot = this.#makePlot([[], []]);
  }

  update(times: readonly number[], stepMs: number, heat: ResponseHeat | undefined): void {
    this.#heat = heat;
    this.#stepSeconds = stepMs / 1000;
    if (heat) this.#rows = heatRows(heat);
    this.#plot.setData([times.map((time) => time / 1000), times.map(() => null)], true);
    this.#plot.setScale('y', { min: this.#rows.from, max: this.#rows.to });
    this.showValues(this.#index);
    const [operations, median, slowest] = this.#values.map((node) => node.textContent);
    setAttribute(
      this.#plotBox,
      'aria-label',
      `Response time: newest ${operations} operations, median ${median}, slowest ${slowest}.`,
    );
  }

  showValues(index: number | undefined): void {
    this.#index = index;
    const heat = this.#heat;
    const figures = heat && heatFigures(heat, index ?? newestHeat(heat));
    const texts = [figures?.count, figures?.median, figures?.slowest];
    this.#values.forEach((node, position) => setText(node, texts[position] ?? '–'));
  }

  point(index: number | undefined): void {
    pointAt(this.#plot, index);
  }

  redraw(): void {
    showSpan(this.#plot, this.#surroundings.span());
  }

  fit(): void {
    const width = this.#plotBox.clientWidth;
    const { withTimeAxis } = this.#surroundings;
    if (width > 0 && width !== this.#plot.width) {
      this.#plot.setSize({ width, height: frameHeight(height, withTimeAxis) });
    }
  }

  set theme(theme: Theme) {
    this.#theme = theme;
    const { data } = this.#plot;
    this.#plot.destroy();
    this.#plot = this.#makePlot(data);
  }

  #makePlot(data: uPlot.AlignedData): uPlot {
    const frame = plotFrame({
      width: Math.max(200, this.#plotBox.clientWidth),
      height,
      theme: this.#theme,
      surroundings: this.#surroundings,
      valueScale: { range: () => [this.#rows.from, this.#rows.to] },
      valueAxis: {
        // Every fourth row begins at a power of ten: row 1 at 0.1 ms, row 5 at 1 ms.
        splits: () => {
          const { from, to } = this.#rows;
          return Array.from({ length: to + 1 }, (_, row) => row).filter(
            (row) => row >= from && row % 4 === 1,
          );
        },
        values: (_plot, splits) =>
          splits.map((row) => formatDuration(this.#heat?.edges[row] ?? 0.1 * 10 ** ((row - 1) / 4))),
      },
    });
    return new uPlot(
      {
        ...frame,
        series: [{}, { points: { show: false } }],
        hooks: { ...frame.hooks, drawAxes: [(plot) => this.#paint(plot)] },
      },
      data,
      this.#plotBox,
    );
  }

  #paint(plot: uPlot): void {
    const heat = this.#heat;
    if (!heat) return;
    const { ctx, bbox } = plot;
    const { from, to } = this.#rows;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.fillStyle = this.#theme.blue;
    const times = plot.data[0];
    times.forEach((time, index) => {
      const cells = heat.counts[index];
      if (!cells) return;
      const left = Math.floor(plot.valToPos(time - this.#stepSeconds, 'x', true));
      const right = Math.ceil(plot.valToPos(time, 'x', true));
      if (right < bbox.left || left > bbox.left + bbox.width) return;
      for (let row = from; row < to; row += 1) {
        const strength = heatStrength(cells, row);
        if (strength === 0) continue;
        const top = Math.round(plot.valToPos(row + 1, 'y', true));
        const bottom = Math.round(plot.valToPos(row, 'y', true));
        ctx.globalAlpha = strength;
        ctx.fillRect(left, top, Math.max(1, right - left), Math.max(1, bottom - top - 1));
      }
    });
    ctx.restore();
  }
}
