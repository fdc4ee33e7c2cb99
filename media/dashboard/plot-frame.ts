import type uPlot from 'uplot';
import { translucent, type Theme } from '../shared/theme.ts';
import { timeLabels } from './axis-labels.ts';
import type { TimeSpan } from './time-span.ts';

/** What a chart is told and asked by the group it stands in. */
export interface ChartSurroundings {
  readonly theme: Theme;
  /** The lowest chart carries the time of day for all. */
  readonly withTimeAxis: boolean;
  readonly span: () => TimeSpan;
  readonly onZoom: (span: TimeSpan | undefined) => void;
  readonly onCursor: (index: number | undefined) => void;
}

/** Width of the value axis: the same everywhere, so that all plots begin at one line. */
const valueAxisWidth = 56;
const timeAxisHeight = 22;

interface FrameParts {
  readonly width: number;
  /** Of the plot and its margins, without the time axis. */
  readonly height: number;
  readonly theme: Theme;
  readonly surroundings: ChartSurroundings;
  readonly valueScale: uPlot.Scale;
  readonly valueAxis: uPlot.Axis;
}

/** What every plot of the group has in common: margins, axes, one cursor, and a drag that zooms all. */
export function plotFrame(parts: FrameParts): Omit<uPlot.Options, 'series'> {
  const { theme, surroundings } = parts;
  const { span, withTimeAxis, onZoom, onCursor } = surroundings;
  const axis: uPlot.Axis = {
    stroke: theme.quiet,
    font: theme.font,
    grid: { stroke: translucent(theme.grid, theme.highContrast ? 0.5 : 0.18), width: 1 },
    ticks: { show: false },
  };
  return {
    width: parts.width,
    height: frameHeight(parts.height, withTimeAxis),
    // Room for half a figure above and below the axis.
    padding: [7, 8, withTimeAxis ? 0 : 7, 0],
    legend: { show: false },
    scales: {
      x: { time: true, range: () => [span().from / 1000, span().to / 1000] },
      y: parts.valueScale,
    },
    axes: [
      {
        ...axis,
        ...timeLabels,
        size: withTimeAxis ? timeAxisHeight : 0,
        ...(withTimeAxis ? {} : { values: (_plot: uPlot, splits: number[]) => splits.map(() => null) }),
      },
      { ...axis, gap: 6, space: 28, size: valueAxisWidth, ...parts.valueAxis },
    ],
    cursor: {
      y: false,
      drag: { x: true, y: false, setScale: false },
      sync: { key: 'dashboard', scales: ['x', null] },
      points: { size: 5 },
      bind: {
        dblclick: () => () => {
          onZoom(undefined);
          return null;
        },
      },
    },
    hooks: {
      setCursor: [(plot) => onCursor(plot.cursor.idx ?? undefined)],
      setSelect: [
        (plot) => {
          const { left, width } = plot.select;
          if (width < 4) return;
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          onZoom({ from: plot.posToVal(left, 'x') * 1000, to: plot.posToVal(left + width, 'x') * 1000 });
        },
      ],
    },
  };
}

export function frameHeight(height: number, withTimeAxis: boolean): number {
  return height + (withTimeAxis ? timeAxisHeight : 0);
}

/** Shows the group's span of time. */
export function showSpan(plot: uPlot, span: TimeSpan): void {
  plot.setScale('x', { min: span.from / 1000, max: span.to / 1000 });
}

/** Puts the cursor line on an index of the times, or takes it away. */
export function pointAt(plot: uPlot, index: number | undefined): void {
  const time = index === undefined ? undefined : plot.data[0][index];
  const hidden = { left: -10, top: -10 };
  plot.setCursor(time === undefined ? hidden : { left: plot.valToPos(time, 'x'), top: 0 }, false);
}
